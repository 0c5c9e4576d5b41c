using Harvester.Core.Assessment;
using Harvester.Core.Coverage;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>Sums of coverage follow what each dataset adds to them.</summary>
public abstract partial class StoreContract
{
    private static readonly CoverageSnapshot Snapshot = new()
    {
        Day = new DateOnly(2026, 4, 1),
        At = Noon,
        Total = new CoverageFigures { Datasets = 7, MeanQuality = 123.4, Formats = new Dictionary<string, long> { ["CSV"] = 3 } },
        Metropolis = new CoverageFigures(),
        Municipalities = new CoverageFigures(),
        UnknownPublisher = new CoverageFigures(),
        Bodies = [new BodyCoverage("131032", "港区", Presence.OwnSite, new CoverageFigures(), new Dictionary<string, StandardCoverage> { ["aed"] = StandardCoverage.Checked })],
        Presence = new Dictionary<string, int> { ["ownSite"] = 1 },
        Sources = new Dictionary<string, int>(),
        Targets = [],
        PriorityFieldsNotice = new Bilingual("作業用", "working list"),
    };

    private static Contribution Adds(string id, string code, params (string Name, long Value)[] counts) =>
        new(id, code, "tokyo", counts.ToDictionary(count => count.Name, count => count.Value));

    private async Task<string> CountsAsync() => string.Join(", ",
        (await Store.Coverage.CountsAsync(None)).Select(count => $"{count.Code}/{count.Source}/{count.Name}={count.Value}").Order(StringComparer.Ordinal));

    [Fact]
    public async Task Sums_FollowEveryContribution()
    {
        await Store.Coverage.PutAsync([Adds("a", "1", ("files", 3), ("csv", 1)), Adds("b", "1", ("files", 2)), Adds("c", "", ("files", 1))], None);
        Assert.Equal("/tokyo/files=1, 1/tokyo/csv=1, 1/tokyo/files=5", await CountsAsync());

        Assert.Equal(6, await Store.Coverage.SumAsync("tokyo", "files", None));
        Assert.Equal(0, await Store.Coverage.SumAsync("minato", "files", None));
        await Store.Coverage.PutAsync([Adds("a", "2", ("files", 4)), Adds("c", "")], None);
        Assert.Equal("1/tokyo/files=2, 2/tokyo/files=4", await CountsAsync());

        await Store.Coverage.PutAsync([Adds("a", "2", ("files", 4)), Adds("d", "9")], None);
        Assert.Equal("1/tokyo/files=2, 2/tokyo/files=4", await CountsAsync());

        // Twice in one batch: the last word counts.
        await Store.Coverage.PutAsync([Adds("a", "2", ("files", 1)), Adds("a", "2", ("files", 2))], None);
        Assert.Equal("1/tokyo/files=2, 2/tokyo/files=2", await CountsAsync());

        await Store.Coverage.ClearAsync(None);
        Assert.Equal("", await CountsAsync());
        await Store.Coverage.PutAsync([Adds("a", "2", ("files", 1))], None);
        Assert.Equal("2/tokyo/files=1", await CountsAsync());
    }

    [Fact]
    public async Task Snapshots_OnePerDay_TheLastOfItStays()
    {
        Assert.Null(await Store.Coverage.GetAsync(Snapshot.Day, None));
        await Store.Coverage.SaveAsync(Snapshot with { Total = new CoverageFigures() }, None);
        await Store.Coverage.SaveAsync(Snapshot, None);
        await Store.Coverage.SaveAsync(Snapshot with { Day = Snapshot.Day.AddDays(2), Total = new CoverageFigures { Datasets = 9 } }, None);

        var first = (await Store.Coverage.GetAsync(Snapshot.Day.AddDays(1), None))!;
        Assert.Equal((Snapshot.Day, 7, 123.4, 3), (first.Day, first.Total.Datasets, first.Total.MeanQuality, first.Total.Formats["CSV"]));
        Assert.Equal(("港区", Presence.OwnSite, StandardCoverage.Checked), (first.Bodies[0].Name, first.Bodies[0].Presence, first.Bodies[0].StandardDatasets["aed"]));
        Assert.Equal(9, (await Store.Coverage.GetAsync(DateOnly.MaxValue, None))!.Total.Datasets);
        Assert.Null(await Store.Coverage.GetAsync(Snapshot.Day.AddDays(-1), None));
        Assert.Equal([7, 9], (await Store.Coverage.HistoryAsync(DateOnly.MinValue, DateOnly.MaxValue, None)).Select(day => day.Total.Datasets));
        Assert.Equal([Snapshot.Day], (await Store.Coverage.HistoryAsync(Snapshot.Day, Snapshot.Day.AddDays(1), None)).Select(day => day.Day));
    }
}
