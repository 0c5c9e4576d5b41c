using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Tests.Runs;
using Xunit;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>A municipality's dataset that the metropolis lists, too: from its harvests to the withdrawal of one of the records.</summary>
public sealed class RetiredCopyTests
{
    private const string Park = "https://www.city.minato.tokyo.jp/koen.csv";
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData("minato", "tokyo")]
    [InlineData("tokyo", "minato")]
    public async Task OneOfTwoRecordsIsRetired_TheOtherStaysAsItIs_AndStandsForItself(string retires, string stays)
    {
        await using var bench = await Bench.StartAsync();
        await HarvestAsync(bench, "minato");
        await HarvestAsync(bench, "tokyo");
        Assert.Equal(["minato~1 tokyo~1"], await bench.GroupsAsync());
        Assert.Equal((null, "minato~1"), ((await bench.FoundAsync("minato~1")).CanonicalId, (await bench.FoundAsync("tokyo~1")).CanonicalId));

        Assert.Equal((1, 0), await HarvestAsync(bench, retires, withoutPark: true));
        Assert.Single(await bench.GroupsAsync()); // missed once is still there
        Assert.Equal((0, 1), await HarvestAsync(bench, retires, withoutPark: true));
        Assert.Equal((0, 0), await HarvestAsync(bench, stays));

        Assert.Equal(DatasetState.Withdrawn, (await bench.Store.Datasets.GetAsync($"{retires}~1", None))!.State);
        var left = (await bench.Store.Datasets.GetAsync($"{stays}~1", None))!;
        Assert.Equal((DatasetState.Active, 1, null), (left.State, left.Version, left.Provenance.MissingSince));
        Assert.Equal((null, 0), (left.Annotations?.CanonicalId, left.Annotations?.Relations.Count ?? 0));
        var gone = await bench.FoundAsync($"{retires}~1"); // a tombstone is nobody's copy
        Assert.Equal((null, 0), (gone.CanonicalId, gone.Relations.Count));
        Assert.Empty(await bench.GroupsAsync());

        await HarvestAsync(bench, retires);
        Assert.Equal(["minato~1 tokyo~1"], await bench.GroupsAsync());
    }

    [Fact]
    public async Task CanonicalOfThreeIsRetired_OneOfTheOthersStandsForBoth()
    {
        await using var bench = await Bench.StartAsync();
        foreach (var source in (string[])["minato", "other", "tokyo"])
            await HarvestAsync(bench, source);
        Assert.Equal(["minato~1 other~1 tokyo~1"], await bench.GroupsAsync());

        await HarvestAsync(bench, "minato", withoutPark: true);
        await HarvestAsync(bench, "minato", withoutPark: true);

        Assert.Equal(["other~1 tokyo~1"], await bench.GroupsAsync());
        Assert.Equal((null, "other~1"), ((await bench.FoundAsync("other~1")).CanonicalId, (await bench.FoundAsync("tokyo~1")).CanonicalId));
        foreach (var id in (string[])["other~1", "tokyo~1"])
            Assert.Equal(DatasetState.Active, (await bench.Store.Datasets.GetAsync(id, None))!.State);
    }

    /// <summary>One run of a source, and what background work makes of it; how many datasets it missed and withdrew.</summary>
    private static async Task<(long Missing, long Withdrawn)> HarvestAsync(Bench bench, string source, bool withoutPark = false)
    {
        bench.Clock.Advance(TimeSpan.FromDays(1));
        var connector = new ScriptedConnector(source);
        if (!withoutPark)
            connector.Yield("1", source == "tokyo" ? "【港区】公園一覧" : "公園一覧", url: Park);
        connector.Yield("2", $"{source} 予算", url: $"https://{source}.example/yosan.csv").Yield("3", $"{source} 決算", url: $"https://{source}.example/kessan.csv");
        var runner = new SourceRunner(bench.Store, new OneSource(connector), new TitleMapper(), bench.Clock, "test");
        var report = await runner.RunAsync(Records.Sources[source], new RunOptions(), Silent.Instance, None);
        Assert.Equal(RunStatus.Succeeded, report.Status);
        await bench.CatchUpAsync();
        return (report.Missing, report.Withdrawn);
    }

    private sealed class OneSource(IConnector connector) : ISources
    {
        public IReadOnlyList<Source> All => [.. Records.Sources.Values];

        public Source? Find(string id) => Records.Sources.GetValueOrDefault(id);

        public IConnector Connect(Source source) => connector;
    }
}
