using System.Collections.Concurrent;
using System.Collections.Frozen;
using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Coverage;
using Harvester.Core.Ports;

namespace Harvester.Web.Charts;

/// <summary>
/// What pictures of the days, and the tables beside them, are made of. A day that is over is read once and kept as its numbers, some hundred bytes for each body: snapshots hold all
/// bodies with all their maps, and reading ninety of them for each page would cost more than all the rest of it.
/// </summary>
internal sealed class DailyFigures(IStore store, TimeProvider clock)
{
    /// <summary>Days that a picture shows.</summary>
    private const int Shown = 90;
    private const int MostKept = 500;
    private const string Whole = "";
    private static readonly FrozenDictionary<string, long> None = FrozenDictionary<string, long>.Empty;
    private readonly ConcurrentDictionary<DateOnly, Dictionary<string, CoverageFigures>> kept = new();

    /// <summary>Days that have a snapshot, oldest first; of their figures the numbers only, the maps are empty.</summary>
    /// <param name="body">Six-digit code: days on which the body was not among those of the catalogue are left out. Null: the whole.</param>
    /// <param name="last">The snapshot of the last day, where it is at hand; null: it is read.</param>
    public async Task<IReadOnlyList<(DateOnly Day, CoverageFigures Total)>> UpToAsync(DateOnly to, string? body, CoverageSnapshot? last, CancellationToken cancellationToken)
    {
        var days = new List<(DateOnly, CoverageFigures)>();
        for (var number = Math.Max(0, to.DayNumber + 1 - Shown); number <= to.DayNumber; number++)
        {
            var day = DateOnly.FromDayNumber(number);
            if ((day == last?.Day ? Of(last) : await OfAsync(day, cancellationToken)).TryGetValue(body ?? Whole, out var figures))
                days.Add((day, figures));
        }

        return days;
    }

    private async Task<Dictionary<string, CoverageFigures>> OfAsync(DateOnly day, CancellationToken cancellationToken)
    {
        if (kept.TryGetValue(day, out var known))
            return known;
        var figures = await store.Coverage.GetAsync(day, cancellationToken) is { } snapshot && snapshot.Day == day ? Of(snapshot) : [];
        // Yesterday's may still be on its way from a worker that began before midnight.
        if (day >= DatasetFreshness.DayOf(clock.GetUtcNow()).AddDays(-1))
            return figures;
        if (kept.Count >= MostKept)
            kept.Clear();
        kept[day] = figures;
        return figures;
    }

    private static Dictionary<string, CoverageFigures> Of(CoverageSnapshot snapshot)
    {
        var figures = new Dictionary<string, CoverageFigures>(StringComparer.Ordinal) { [Whole] = Numbers(snapshot.Total) };
        foreach (var body in snapshot.Bodies)
            figures[body.Code] = Numbers(body.Figures);
        return figures;
    }

    private static CoverageFigures Numbers(CoverageFigures figures) => figures with
    {
        Quality = None,
        Freshness = None,
        View = None,
        Formats = None,
        Licences = None,
        Themes = None,
        PriorityFields = None,
        Unmet = None,
        Unknown = None,
        Problems = None,
    };
}
