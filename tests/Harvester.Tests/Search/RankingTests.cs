using Harvester.Search;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>Title before keyword before description, and of equals the fresher one first.</summary>
public sealed class RankingTests
{
    [Fact]
    public async Task Title_ComesBeforeKeyword_BeforeDescription_HoweverOftenItOccurs()
    {
        var often = string.Concat(Enumerable.Repeat("人口と", 200));
        await using var bench = await SearchBench.StartAsync(
            Datasets.Of("notes", "別", notes: often) with { Modified = "2026-09-01" },
            Datasets.Of("tag", "別の", notes: often, tags: ["人口", "人口統計", "人口推計"]) with { Modified = "2026-08-01" },
            Datasets.Of("title", "とても長い題名のデータの中のどこかに置かれている人口という言葉がひとつだけあるもの") with { Modified = "2001-01-01" });
        Assert.Equal(["title", "tag", "notes"], bench.Words("人口"));
        Assert.Equal(["title", "tag", "notes"], bench.Query("人口"));
    }

    [Fact]
    public async Task Title_ThatIsTheWord_ComesBeforeALongOne()
    {
        await using var bench = await SearchBench.StartAsync(
            Datasets.Of("long", "区内の町丁別の世帯と人口の推移に関する詳しい統計の一覧表") with { Modified = "2026-09-01" }, Datasets.Of("short", "人口") with { Modified = "2020-09-01" });
        Assert.Equal(["short", "long"], bench.Words("人口"));
    }

    [Fact]
    public async Task NearlyEqualScores_AreOrderedByFreshness()
    {
        await using var bench = await SearchBench.StartAsync(
            Datasets.Of("old", "港区の人口") with { Modified = "2020-04-01" },
            Datasets.Of("new", "港区の人口表") with { Modified = "2026-04-01" },
            Datasets.Of("future", "港区の人口") with { Modified = "9999-12-31" },
            Datasets.Of("none", "港区の人口"),
            Datasets.Of("middle", "港区の人口") with { Modified = "2023-04-01" });
        Assert.Equal(["new", "middle", "old"], bench.Words("人口")[..3]);
    }

    [Fact]
    public async Task Order_FollowsTheKeys_AndWhatLacksAValueComesLast()
    {
        await using var bench = await SearchBench.StartAsync(
            Datasets.Of("b", "い") with { Modified = "2026-01-01", Issued = "2020" },
            Datasets.Of("a", "う").Changed(SearchBench.Now.AddMilliseconds(-1)) with { Modified = "2026-01-02" },
            Datasets.Of("c", "あ").Changed(SearchBench.Now) with { Issued = "2021-05" });
        string[] By(params SortKey[] keys) => bench.Find(new SearchRequest { Sort = keys });
        Assert.Equal(["a", "b", "c"], By(new SortKey("modified", true)));
        Assert.Equal(["b", "a", "c"], By(new SortKey("modified", false)));
        Assert.Equal(["c", "b", "a"], By(new SortKey("issued", true)));
        Assert.Equal(["c", "b", "a"], By(new SortKey("title_string", false)));
        Assert.Equal(["a", "b", "c"], By(new SortKey("title_string", true)));
        Assert.Equal(["c", "a", "b"], By(new SortKey("metadata_modified", true)));
        Assert.Equal(["a", "b", "c"], By(new SortKey("name", false)));
        Assert.Equal(["b", "a", "c"], By(new SortKey("metadata_created", true), new SortKey("metadata_modified", false)));
        Assert.Throws<SearchQueryException>(() => By(new SortKey("popularity", true)));
    }

    [Fact]
    public async Task Pages_FollowOneAnother_WithoutGapOrDouble()
    {
        await using var bench = await SearchBench.StartAsync([.. Enumerable.Range(0, 57).Select(n => Datasets.Of($"r{n}", n % 3 == 0 ? "人口" : "人口統計表"))]);
        var pages = Enumerable.Range(0, 7).SelectMany(page => bench.Find(new SearchRequest { Words = "人口", Start = page * 10, Rows = 10 })).ToList();
        Assert.Equal(57, pages.Count);
        Assert.Equal(57, pages.Distinct().Count());
        Assert.Equal(pages, bench.Find(new SearchRequest { Words = "人口", Rows = 1000 }));
        var none = bench.Index.Search(new SearchRequest { Words = "人口", Rows = 0 });
        Assert.Equal((57, 0), (none.Total, none.Hits.Count));
        Assert.Empty(bench.Find(new SearchRequest { Start = int.MaxValue, Rows = int.MaxValue }));
    }
}
