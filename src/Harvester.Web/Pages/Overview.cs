using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Web.Pages;

/// <summary>What the first page shows, read at one time.</summary>
public sealed record Overview
{
    private const int RecentRuns = 15;

    public required DateTimeOffset At { get; init; }

    /// <summary>Sources whose newest run asks for a person: failed first, then suspicious, then partial.</summary>
    public required IReadOnlyList<SourceRow> Attention { get; init; }

    /// <summary>Enabled sources that are more than <see cref="Lateness"/> past their time: the scheduler stands still or is overloaded.</summary>
    public required int Late { get; init; }

    public required IReadOnlyList<SourceRow> Sources { get; init; }
    public required IReadOnlyList<MunicipalityRow> Municipalities { get; init; }
    public required IReadOnlyList<RunReport> Runs { get; init; }

    public static TimeSpan Lateness { get; } = TimeSpan.FromHours(1);

    public long Datasets => Municipalities.Sum(row => row.Datasets);
    public long Distributions => Municipalities.Sum(row => row.Distributions);
    public int Publishers => Municipalities.Count(row => row is { Code: not null, Datasets: > 0 });

    public static async Task<Overview> ReadAsync(
        IStore store, ISources sources, HarvesterWebOptions options, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var states = (await store.Sources.ListAsync(cancellationToken)).ToDictionary(state => state.Source);
        var latest = await store.Runs.LatestAsync(cancellationToken);
        var counts = await store.Datasets.CountByPublisherAsync(cancellationToken);
        var bySource = counts.GroupBy(count => count.Source).ToDictionary(group => group.Key, group => group.Sum(count => count.Datasets));
        var rows = sources.All
            .Select(source => new SourceRow(
                source,
                states.GetValueOrDefault(source.Id),
                latest.GetValueOrDefault(source.Id),
                bySource.GetValueOrDefault(source.Id),
                states.GetValueOrDefault(source.Id)?.LeaseUntil > now))
            .ToList();
        return new Overview
        {
            At = now,
            Sources = rows,
            Attention = [.. rows.Where(row => row.NeedsAttention).OrderBy(row => Urgency(row.Latest!.Status)).ThenBy(row => row.Source.Id, StringComparer.Ordinal)],
            Late = rows.Count(row => row.Source.Enabled && !row.Running && row.State?.PausedAt(now) is null && row.State?.NextDue < now - Lateness),
            Municipalities = MunicipalityRows(counts, options),
            Runs = await AbandonedRun.SeenAsync(await store.Runs.ListAsync(null, RecentRuns, null, cancellationToken), store, now, cancellationToken),
        };
    }

    private static int Urgency(RunStatus status) => status switch
    {
        RunStatus.Failed => 0,
        RunStatus.Suspicious => 1,
        _ => 2,
    };

    /// <summary>Every known body in the order of codes, those without datasets too; then codes that are not in the list, then the unknown.</summary>
    private static List<MunicipalityRow> MunicipalityRows(IReadOnlyList<PublisherCount> counts, HarvesterWebOptions options)
    {
        var byCode = counts.ToLookup(count => count.Code);
        return [.. options.Municipalities.Keys
            .Union(counts.Select(count => count.Code).OfType<string>())
            .Order(StringComparer.Ordinal)
            .Cast<string?>()
            .Concat(byCode.Contains(null) ? [null] : [])
            .Select(code => new MunicipalityRow(
                code,
                code is null ? null : options.Municipalities.GetValueOrDefault(code),
                code is null ? null : options.EnglishMunicipalities.GetValueOrDefault(code),
                byCode[code].Sum(count => count.Datasets),
                byCode[code].Sum(count => count.Distributions)))];
    }
}
