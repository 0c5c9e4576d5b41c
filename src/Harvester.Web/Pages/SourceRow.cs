using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Web.Pages;

/// <summary>One source with its newest ended run.</summary>
public sealed record SourceRow(Source Source, SourceState? State, RunReport? Latest, long Datasets, bool Running)
{
    /// <summary>A suspicious run on which a person has decided is settled; a source that is switched off asks for nothing.</summary>
    public bool NeedsAttention => Source.Enabled && Latest is not null && (Latest.Status switch
    {
        RunStatus.Failed or RunStatus.Partial => true,
        RunStatus.Suspicious => Latest.Decision is null,
        _ => false,
    });

    /// <summary>A planned maintenance that lasts; null: none.</summary>
    public SourcePause? Paused { get; init; }

    /// <summary>All configured sources, in the order of their ids.</summary>
    internal static async Task<IReadOnlyList<SourceRow>> AllAsync(IStore store, ISources sources, IReadOnlyList<PublisherCount> counts, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var states = (await store.Sources.ListAsync(cancellationToken)).ToDictionary(state => state.Source);
        var latest = await store.Runs.LatestAsync(cancellationToken);
        var bySource = counts.GroupBy(count => count.Source).ToDictionary(group => group.Key, group => group.Sum(count => count.Datasets));
        return [.. sources.All.Select(source => new SourceRow(
            source,
            states.GetValueOrDefault(source.Id),
            latest.GetValueOrDefault(source.Id),
            bySource.GetValueOrDefault(source.Id),
            states.GetValueOrDefault(source.Id)?.LeaseUntil > now)
        {
            Paused = states.GetValueOrDefault(source.Id)?.PausedAt(now),
        })];
    }
}
