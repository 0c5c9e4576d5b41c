using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Coverage;

/// <summary>Takes the snapshot of the day from the sums in the store.</summary>
/// <param name="bodies">All that belong to the catalogue.</param>
/// <param name="notice">What is to be said of the priority fields.</param>
public sealed class CoverageReport(IStore store, ISources sources, IReadOnlyList<Municipality> bodies, IReadOnlyList<Target> targets, Bilingual notice, TimeProvider clock)
{
    /// <summary>The figures as they are, stored as the day's.</summary>
    public async Task<CoverageSnapshot> TakeAsync(CancellationToken cancellationToken)
    {
        var snapshot = await NowAsync(cancellationToken);
        await store.Coverage.SaveAsync(snapshot, cancellationToken);
        return snapshot;
    }

    /// <summary>The figures as they are.</summary>
    public async Task<CoverageSnapshot> NowAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var latest = await store.Runs.LatestAsync(cancellationToken);
        return Of(await store.Coverage.CountsAsync(cancellationToken), latest, now);
    }

    private CoverageSnapshot Of(IReadOnlyList<CoverageCount> counts, IReadOnlyDictionary<string, RunReport> latest, DateTimeOffset now)
    {
        var day = DatasetFreshness.DayOf(now);
        var sums = new FigureSums(counts, day);
        var byCode = counts.ToLookup(count => count.Code, StringComparer.Ordinal);
        var shared = counts.Where(count => count.Name == "records").GroupBy(count => count.Source, StringComparer.Ordinal)
            .Where(source => IsShared(source.Key, source.Select(count => count.Code))).Select(source => source.Key).ToHashSet(StringComparer.Ordinal);
        var ofMetropolis = Standards(byCode[Publisher.Metropolis]);
        var covered = bodies.OrderBy(body => body.Code, StringComparer.Ordinal).Select(body => new BodyCoverage(
            body.Code, body.Name, PresenceOf(body.Code, byCode[body.Code], shared), sums.Of(byCode[body.Code]),
            body.Code == Publisher.Metropolis ? ofMetropolis : Covered(Standards(byCode[body.Code]), ofMetropolis))
        {
            StandardCounts = StandardCounts.Of(byCode[body.Code], sums),
        }).ToList();
        var snapshot = new CoverageSnapshot
        {
            Day = day,
            At = now,
            Total = sums.Of(counts),
            Metropolis = sums.Of(byCode[Publisher.Metropolis]),
            Municipalities = sums.Of(bodies.Where(body => body.Code != Publisher.Metropolis).SelectMany(body => byCode[body.Code])),
            UnknownPublisher = sums.Of(counts.Where(count => !bodies.Any(body => body.Code == count.Code))),
            Bodies = covered,
            Presence = Counted(covered.Where(body => body.Code != Publisher.Metropolis).Select(body => EnumWord.Of(body.Presence))),
            Sources = Counted(sources.All.Select(source => StateOf(source, latest))),
            Targets = [],
            PriorityFieldsNotice = notice,
        };
        return snapshot with { Targets = [.. targets.Select(target => new TargetCoverage(target, Value(target, snapshot)))] };
    }

    private Presence PresenceOf(string code, IEnumerable<CoverageCount> counts, HashSet<string> shared)
    {
        var listed = counts.Where(count => count.Name == "records").Select(count => count.Source).ToList();
        return listed.Count == 0 ? Presence.Absent
            : listed.Exists(id => !shared.Contains(id) && (sources.Find(id)?.PublisherCode ?? code) == code) ? Presence.OwnSite
            : Presence.SharedCatalogue;
    }

    // A source that is stored but configured no more is judged by what it brought.
    private bool IsShared(string id, IEnumerable<string> codes) => sources.Find(id)?.Shared ?? codes.Skip(1).Any();

    private static Dictionary<string, StandardCoverage> Standards(IEnumerable<CoverageCount> counts) =>
        counts.Where(count => count.Name.StartsWith("standard/", StringComparison.Ordinal)).Select(count => count.Name.Split('/'))
            .GroupBy(name => name[1], StringComparer.Ordinal)
            .ToDictionary(id => id.Key, id => id.Any(name => name[2] == "checked") ? StandardCoverage.Checked : StandardCoverage.Candidate, StringComparer.Ordinal);

    private static Dictionary<string, StandardCoverage> Covered(Dictionary<string, StandardCoverage> own, Dictionary<string, StandardCoverage> metropolis)
    {
        foreach (var id in metropolis.Keys)
            own.TryAdd(id, StandardCoverage.ByTheMetropolis);
        return own;
    }

    private static string StateOf(Source source, IReadOnlyDictionary<string, RunReport> latest) =>
        !source.Enabled ? "disabled" : latest.TryGetValue(source.Id, out var run) ? EnumWord.Of(run.Status) : "never";

    private static long Value(Target target, CoverageSnapshot snapshot)
    {
        var figures = target.Population switch { "metropolis" => snapshot.Metropolis, "municipalities" => snapshot.Municipalities, _ => snapshot.Total };
        return target.Unit switch
        {
            "csv-files" => figures.CsvFiles,
            "files" => figures.Files,
            "datasets" => figures.Datasets,
            _ => snapshot.Bodies.Count(body => body.Presence is not Presence.Absent && (target.Population == "all" || (body.Code == Publisher.Metropolis) == (target.Population == "metropolis"))),
        };
    }

    private static SortedDictionary<string, int> Counted(IEnumerable<string> words) =>
        new(words.GroupBy(word => word, StringComparer.Ordinal).ToDictionary(word => word.Key, word => word.Count()), StringComparer.Ordinal);
}
