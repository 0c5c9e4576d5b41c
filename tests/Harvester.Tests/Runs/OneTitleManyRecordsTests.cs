using System.Text.RegularExpressions;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>1,500 datasets of one title: what their ids look like, and that they stay.</summary>
public sealed partial class OneTitleManyRecordsTests
{
    private const int Count = 1500;

    // What connectors make record ids of: a category or a page beside the title, a number of the source's own.
    [Theory]
    [InlineData("分類{0}/人口統計", "人口統計")]
    [InlineData("http://www.city.ota.example/tokei/{0}.html 人口統計", "人口統計")]
    [InlineData("統計／人口統計（{0}）", "人口統計")]
    [InlineData("d{0}", "d")]
    public async Task IdsAreDistinctReadableAndTheSame_OverASecondHarvestAndARestart(string recordId, string readable)
    {
        await using var bench = await RunBench.OpenAsync();
        var first = await bench.RunAsync(Listing(recordId));
        var ids = await IdsAsync(bench);

        Assert.Equal((RunStatus.Succeeded, Count, Count), (first.Status, first.Added, ids.Count));
        Assert.Equal(Count, ids.Values.Distinct(StringComparer.OrdinalIgnoreCase).Count()); // also where they become names of files
        Assert.All(ids.Values, id => Assert.Matches(Readable(), id));
        Assert.All(ids.Values, id => Assert.Contains(readable, id, StringComparison.Ordinal));

        var second = await bench.RunAsync(Listing(recordId));
        Assert.Equal((Count, 0, 0), (second.Unchanged, second.Added, second.Updated));
        Assert.Equal(ids, await IdsAsync(bench));

        await bench.ReopenAsync();
        var third = await bench.RunAsync(Listing(recordId, reversed: true));
        Assert.Equal((Count, 0, 0), (third.Unchanged, third.Added, third.Updated));
        Assert.Equal(ids, await IdsAsync(bench));
    }

    private static ScriptedConnector Listing(string recordId, bool reversed = false)
    {
        var connector = new ScriptedConnector("s");
        foreach (var n in reversed ? Enumerable.Range(0, Count).Reverse() : Enumerable.Range(0, Count))
            connector.Yield(recordId.Replace("{0}", $"{n}", StringComparison.Ordinal), "人口統計");
        return connector;
    }

    private static async Task<SortedDictionary<string, string>> IdsAsync(RunBench bench) => new(
        await bench.Store.Datasets.AllAsync(new DatasetFilter(), TestContext.Current.CancellationToken).ToDictionaryAsync(dataset => dataset.Provenance.RecordId, dataset => dataset.Id, cancellationToken: TestContext.Current.CancellationToken),
        StringComparer.Ordinal);

    [GeneratedRegex(@"^s~[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$")]
    private static partial Regex Readable();
}
