using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Search;
using Harvester.Web.Charts;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Pages.Coverage;

/// <summary>What the first page shows, read at one time: the state of the sources now, and the figures of the day that is asked for.</summary>
public sealed record CoverageView
{
    private const int RecentRuns = 15;

    public required DateTimeOffset At { get; init; }

    /// <summary>A past day is shown: without what is only known of now.</summary>
    public required bool IsPast { get; init; }

    /// <summary>Of the day that is asked for or the last one before it; null: nothing was counted yet.</summary>
    public required CoverageSnapshot? Snapshot { get; init; }

    /// <summary>Of the day before the snapshot's, and of a week before it, or of the last days before those.</summary>
    public required CoverageSnapshot? DayBefore { get; init; }

    public required CoverageSnapshot? WeekBefore { get; init; }

    /// <summary>Sources whose newest run asks for a person: failed first, then suspicious, then partial.</summary>
    public required IReadOnlyList<SourceRow> Attention { get; init; }

    /// <summary>What asks for a person beside the runs.</summary>
    public required Warnings Warnings { get; init; }

    public required IReadOnlyList<SourceRow> Sources { get; init; }
    public required IReadOnlyList<BodyState> Bodies { get; init; }
    public required IReadOnlyList<RunReport> Runs { get; init; }
    public required IReadOnlyList<(DateOnly Day, CoverageFigures Total)> History { get; init; }

    internal static async Task<CoverageView> ReadAsync(
        HttpRequest request, IStore store, ISources sources, CatalogueIndex index, DailyFigures daily, HarvesterWebOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var asked = AskedDay.Of(request);
        var snapshot = await store.Coverage.GetAsync(asked ?? DateOnly.MaxValue, cancellationToken);
        var isPast = asked is not null && asked != DatasetFreshness.DayOf(now);
        var day = snapshot?.Day ?? DatasetFreshness.DayOf(now);
        var dayBefore = await BeforeAsync(store, snapshot, 1, cancellationToken);
        var weekBefore = await BeforeAsync(store, snapshot, 7, cancellationToken);
        var counts = isPast ? [] : await CarriedCounts.ReadAsync(index, store, cancellationToken);
        var rows = isPast ? [] : await SourceRow.AllAsync(store, sources, counts, now, cancellationToken);
        return new CoverageView
        {
            At = now,
            IsPast = isPast,
            Snapshot = snapshot,
            DayBefore = dayBefore,
            WeekBefore = weekBefore,
            Sources = rows,
            Attention = [.. rows.Where(row => row.NeedsAttention).OrderBy(row => Urgency(row.Latest!.Status)).ThenBy(row => row.Source.Id, StringComparer.Ordinal)],
            Warnings = isPast ? Warnings.None : Warnings.Of(rows, snapshot, dayBefore, weekBefore, now),
            Bodies = snapshot is null ? [] : BodiesOf(snapshot, rows, counts, options),
            Runs = isPast ? [] : await AbandonedRun.SeenAsync(await store.Runs.ListAsync(null, RecentRuns, null, cancellationToken), store, now, cancellationToken),
            History = await daily.UpToAsync(day, null, snapshot, cancellationToken),
        };
    }

    private static async Task<CoverageSnapshot?> BeforeAsync(IStore store, CoverageSnapshot? snapshot, int days, CancellationToken cancellationToken) =>
        snapshot is null ? null : await store.Coverage.GetAsync(snapshot.Day.AddDays(-days), cancellationToken);

    private static List<BodyState> BodiesOf(CoverageSnapshot snapshot, IReadOnlyList<SourceRow> rows, IReadOnlyList<PublisherCount> counts, HarvesterWebOptions options)
    {
        var carriers = counts.ToLookup(count => count.Code ?? "", count => count.Source, StringComparer.Ordinal);
        var successes = rows.ToDictionary(row => row.Source.Id, row => row.State?.LastSuccess, StringComparer.Ordinal);
        return [.. snapshot.Bodies.Select(body => new BodyState(
            body, options.NameOf(body.Code, body.Name),
            carriers[body.Code].Select(source => successes.GetValueOrDefault(source)).Max()))];
    }

    private static int Urgency(RunStatus status) => status switch
    {
        RunStatus.Failed => 0,
        RunStatus.Suspicious => 1,
        _ => 2,
    };
}
