using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>Record ids are compared exactly: those that differ by case, width or normal form alone are different records, and told.</summary>
public sealed class SimilarIdentifiersTests
{
    private static readonly string[] Ids = ["ABC", "abc", "ＡＢＣ", "が", "か\u3099", "plain"];

    private static ScriptedConnector Listing(IEnumerable<string> ids, string? changed = null)
    {
        var connector = new ScriptedConnector("s");
        foreach (var id in ids)
            connector.Yield(id, $"title of {id}{(id == changed ? ", changed" : "")}");
        return connector;
    }

    [Theory]
    [InlineData(false, "positions 1 and 2", "positions 1 and 3", "positions 4 and 5")]
    [InlineData(true, "positions 2 and 3", "positions 4 and 5", "positions 4 and 6")]
    public async Task IdsThatFoldToTheSame_AreAllTaken_AndReportedWithBothPositions(bool reversed, params string[] positions)
    {
        await using var bench = await RunBench.OpenAsync();

        var report = await bench.RunAsync(Listing(reversed ? Ids.Reverse() : Ids));

        Assert.Equal((RunStatus.Succeeded, 6L, 6L), (report.Status, report.Added, report.Listing.Unique));
        foreach (var id in Ids)
            Assert.Equal($"title of {id}", (await bench.GetAsync(id)).Title.Best());
        var told = Assert.Single(report.Problems);
        Assert.Equal(("similar-identifiers", Severity.Warning, Whose.Source, 3L), (told.Code, told.Severity, told.Whose, told.Count));
        Assert.All(positions, words => Assert.Contains(told.Examples, example => example.Contains(words, StringComparison.Ordinal)));
    }

    /// <summary>The id of one record is what another's would be made into, in one batch and in two.</summary>
    [Theory]
    [InlineData("sqlite", 0)]
    [InlineData("sqlite", 300)]
    [InlineData("mongodb", 0)]
    [InlineData("mongodb", 1200)]
    public async Task IdsThatMakeTheSameDatasetId_StayApart(string kind, int between)
    {
        await using var bench = await RunBench.OpenAsync(kind);
        string[] ids = ["ＡＢＣ", .. Enumerable.Range(0, between).Select(i => $"plain-{i}"), DatasetId.Slug("ＡＢＣ")];

        var first = await bench.RunAsync(Listing(ids));
        var second = await bench.RunAsync(Listing(ids));

        Assert.Equal((RunStatus.Succeeded, (long)ids.Length), (first.Status, first.Added));
        Assert.Equal((RunStatus.Succeeded, (long)ids.Length), (second.Status, second.Unchanged));
        Assert.Equal($"title of {ids[0]}", (await bench.GetAsync(ids[0])).Title.Best());
        Assert.Equal($"title of {ids[^1]}", (await bench.GetAsync($"{ids[^1]}-2")).Title.Best());
    }

    [Fact]
    public async Task LaterRuns_KnowEachByItsOwnId()
    {
        await using var bench = await RunBench.OpenAsync();
        await bench.RunAsync(Listing(Ids));
        var before = await bench.Store.Changes.LastAsync(TestContext.Current.CancellationToken);
        Assert.Equal(6, (await bench.RunAsync(Listing(Ids))).Unchanged);
        Assert.Equal(before, await bench.Store.Changes.LastAsync(TestContext.Current.CancellationToken));

        var changed = await bench.RunAsync(Listing(Ids, changed: "ＡＢＣ"));
        var lacking = await bench.RunAsync(Listing(Ids.Where(id => id != "か\u3099"), changed: "ＡＢＣ"));

        Assert.Equal((1, 5), (changed.Updated, changed.Unchanged));
        Assert.Equal("title of ABC", (await bench.GetAsync("ABC")).Title.Best());
        Assert.Equal("title of ＡＢＣ, changed", (await bench.GetAsync("ＡＢＣ")).Title.Best());
        Assert.Equal((1L, 5), (lacking.Missing, lacking.Unchanged));
        Assert.NotNull((await bench.GetAsync("か\u3099")).Provenance.MissingSince);
        Assert.Null((await bench.GetAsync("が")).Provenance.MissingSince);
    }
}
