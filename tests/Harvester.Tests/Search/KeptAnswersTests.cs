using Harvester.Core.Ports;
using Harvester.Search;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>What is kept of one search for the next must never show: not after a change, and not in another search.</summary>
public sealed class KeptAnswersTests
{
    [Fact]
    public async Task SameQuestionAfterAChange_HasTheNewAnswer()
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", "人口"));
        var request = new SearchRequest { Words = "人口", Facets = ["source"], Filters = ["state:active"] };
        Assert.Equal(["1"], bench.Find(request));
        Assert.Equal(["1"], bench.Find(request));

        await bench.PutAsync(Datasets.Of("2", "人口 2"));

        Assert.Equal(["1", "2"], bench.Find(request).Order(StringComparer.Ordinal));
        await bench.WriteAsync(new CatalogueWrite.Withdraw("tokyo~1"));
        Assert.Equal(["2"], bench.Find(request));
    }

    [Fact]
    public async Task FiltersTogether_LeaveEachOneAsItWas()
    {
        await using var bench = await SearchBench.StartAsync(
            Datasets.Of("1", "人口"),
            Datasets.Of("2", "人口") with { Groups = ["観光"], GroupNames = ["c023"] },
            Datasets.Of("3", "世帯") with { Groups = ["観光"], GroupNames = ["c023"] });

        Assert.Equal(["1", "2"], Sorted(bench, "title:人口"));
        Assert.Equal(["2", "3"], Sorted(bench, "groups:c023"));
        Assert.Equal(["2"], Sorted(bench, "title:人口", "groups:c023"));
        Assert.Equal(["1", "2"], Sorted(bench, "title:人口"));
        Assert.Equal(["2", "3"], Sorted(bench, "groups:c023"));
        Assert.Equal(["1", "2", "3"], Sorted(bench));
    }

    [Fact]
    public async Task RequestsThatLookAlike_AreNotTakenForEachOther()
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", "人口"), Datasets.Of("2", "世帯"), Datasets.Of("3", "人口 世帯"));

        Assert.Equal(["1", "3"], bench.Find(new SearchRequest { Words = "人口" }).Order(StringComparer.Ordinal));
        Assert.Equal(["3"], bench.Find(new SearchRequest { Words = "人口", Filters = ["title:世帯"] }));
        Assert.Equal(["3"], bench.Find(new SearchRequest { Query = "人口", Filters = ["title:世帯"] }));
        Assert.Single(bench.Find(new SearchRequest { Words = "人口", Rows = 1 }));
        Assert.Single(bench.Find(new SearchRequest { Words = "人口", Start = 1 }));
        Assert.Equal(bench.Find(new SearchRequest { Sort = [new SortKey("title_string", false)] }), bench.Find(new SearchRequest { Sort = [new SortKey("title_string", true)] }).Reverse());
    }

    [Fact]
    public async Task PagesTogether_AreTheWhole_HoweverFarTheyGo()
    {
        await using var bench = await SearchBench.StartAsync([.. Enumerable.Range(0, 1203).Select(i => Datasets.Of($"{i}", $"人口 {i}"))]);
        string[] Page(int start, int rows) => bench.Find(new SearchRequest { Words = "人口", Start = start, Rows = rows });

        var whole = Page(0, 2000);

        Assert.Equal(1203, whole.Distinct().Count());
        foreach (var rows in (int[])[60, 333, 1000])
            Assert.Equal(whole, Enumerable.Range(0, (1203 / rows) + 2).SelectMany(page => Page(page * rows, rows)));
    }

    private static string[] Sorted(SearchBench bench, params string[] filters) => [.. bench.Find(new SearchRequest { Filters = filters }).Order(StringComparer.Ordinal)];
}
