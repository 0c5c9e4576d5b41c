using Harvester.Core.Assessment.Duplicates;
using Xunit;

namespace Harvester.Tests.Assessment.Duplicates;

public sealed class CanonicalTests
{
    private static readonly Canonical Choice = new(Records.Sources);

    private static Profile Record(string source, int richness, string id = "1", string code = "131032") =>
        Profile.Of(Records.Dataset(source, id, "公園一覧").From(code)) with { Richness = richness };

    private static string Choose(Profile[] members, params string[] standing) => Choice.Of(members, member => standing.Contains(member.Id)).Id;

    [Fact]
    public void Richest_StandsForAll() => Assert.Equal("tokyo~1", Choose([Record("minato", 6), Record("tokyo", 12)]));

    [Fact]
    public void OwnPortal_StandsBeforeTheCopy_ThatSaysAsMuch() => Assert.Equal("minato~1", Choose([Record("tokyo", 11), Record("minato", 10)]));

    [Fact]
    public void List_OnlySupplements() => Assert.Equal("tokyo~1", Choose([Record("minato-list", 20), Record("tokyo", 3)]));

    [Fact]
    public void OneThatStands_StaysWhileNoneIsClearlyBetter()
    {
        Assert.Equal("other~1", Choose([Record("other", 9), Record("minato", 10)], "other~1"));
        Assert.Equal("minato~1", Choose([Record("other", 9), Record("minato", 12)], "other~1"));
        Assert.Equal("minato~1", Choose([Record("tokyo", 10), Record("minato", 10)], "tokyo~1"));
        Assert.Equal("tokyo~1", Choose([Record("minato-list", 18), Record("tokyo", 6)], "minato-list~1"));
    }

    [Fact]
    public void AmongEquals_TheIdDecides() => Assert.Equal("minato~1", Choose([Record("minato", 9, "2"), Record("minato", 9)]));
}
