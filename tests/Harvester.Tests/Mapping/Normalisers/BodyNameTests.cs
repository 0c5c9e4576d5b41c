using Harvester.Core.Mapping.Normalisers;
using Xunit;

namespace Harvester.Tests.Mapping.Normalisers;

public sealed class BodyNameTests
{
    [Theory]
    [InlineData("港区の公園", "港区", "の公園")]
    [InlineData("港区", "港区", "")]
    [InlineData("東京都港区立図書館", "東京都港区", "立図書館")]
    [InlineData("中央区画整理課", "中央区", null)]
    [InlineData("北区域の整備", "北区", null)]
    [InlineData("東京都市計画", "東京都", null)]
    [InlineData("青梅市街地図", "青梅市", null)]
    [InlineData("みなと区", "港区", null)]
    public void NameAtTheBeginning_LeavesWhatFollows_UnlessItIsAnotherWord(string text, string name, string? rest) => Assert.Equal(rest, BodyName.After(text, name));

    [Fact]
    public void Spellings_AreWithAndWithoutTheMetropolis()
    {
        Assert.Equal(["東京都港区", "港区"], BodyName.Spellings("港区"));
        Assert.Equal(["東京都"], BodyName.Spellings("東京都"));
    }
}
