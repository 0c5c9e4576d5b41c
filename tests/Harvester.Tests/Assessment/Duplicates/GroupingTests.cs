using CsCheck;
using Harvester.Core.Assessment.Duplicates;
using Xunit;

namespace Harvester.Tests.Assessment.Duplicates;

public sealed class GroupingTests
{
    private static readonly Gen<Link[]> Links = Gen.Select(Gen.Int[0, 8], Gen.Int[0, 8], Gen.Int[0, 3], Gen.Int[0, 9], (one, other, score, person) =>
        new Link($"{one}", $"{other}", score / 3.0, person == 0)).Array[0, 16];

    private static List<string> Groups(IEnumerable<Link> links, IReadOnlySet<string> apart, IReadOnlySet<string>? conflicts = null) =>
        [.. new Grouping((a, b) => Has(apart, a, b), (a, b) => Has(conflicts, a, b)).Of(links).Select(group => string.Concat(group))];

    private static bool Has(IReadOnlySet<string>? pairs, string one, string other) => pairs is not null && (pairs.Contains(one + other) || pairs.Contains(other + one));

    [Fact]
    public void Links_MakeGroups() => Assert.Equal(["abc", "de"], Groups([new("b", "a", 1), new("c", "b", 0.5), new("e", "d", 0.1)], new HashSet<string>()));

    [Fact]
    public void WeakerLink_GivesWay_WhereTwoMustStayApart() =>
        Assert.Equal(["ab", "cd"], Groups([new("a", "b", 1), new("c", "d", 1), new("a", "d", 0.9)], new HashSet<string>(), new HashSet<string> { "ac" }));

    [Fact]
    public void PersonsWord_GoesFirst_AndOverWhatIsKnown() =>
        Assert.Equal(["bc"], Groups([new("a", "b", 1), new("b", "c", 0, ByPerson: true)], new HashSet<string>(), new HashSet<string> { "bc", "ac" }));

    [Fact]
    public void PersonsApart_IsNotGotRound() =>
        Assert.Equal(["ab"], Groups([new("a", "b", 1), new("b", "c", 1, ByPerson: false)], new HashSet<string> { "ac" }));

    [Fact]
    public void OrderOfLinks_MakesNoDifference() => Gen.Select(Links, Links, Gen.Int).Sample((links, pairs, seed) =>
    {
        var apart = pairs.Take(4).Select(pair => pair.First + pair.Second).ToHashSet();
        var conflicts = pairs.Skip(4).Select(pair => pair.First + pair.Second).ToHashSet();
        var shuffled = links.ToArray();
        new Random(seed).Shuffle(shuffled);
        var groups = Groups(links, apart, conflicts);
        Assert.Equal(groups, Groups(shuffled.Select(link => link with { First = link.Second, Second = link.First }), apart, conflicts));
        Assert.DoesNotContain(groups, group => group.Any(a => group.Any(b => a != b && Has(apart, $"{a}", $"{b}"))));
    });
}
