using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Web.Pages.Datasets;

/// <summary>How a dataset's quality is shown: the Japanese view first, then the European scheme.</summary>
public sealed record DatasetQuality(IReadOnlyList<Aspect> View, QualityReport Report)
{
    internal static async Task<DatasetQuality> ReadAsync(Dataset dataset, QualityScorer scorer, IStore store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return new DatasetQuality(await ViewAsync(dataset, scorer, new BulkStamps(store), now, cancellationToken), scorer.Assess(dataset));
    }

    internal static async Task<IReadOnlyList<Aspect>> ViewAsync(Dataset dataset, QualityScorer scorer, BulkStamps stamps, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var isBulk = DatasetFreshness.Of(dataset).StampHour is { } hour && await stamps.AreOfAsync(dataset.Provenance.Source, hour, cancellationToken);
        return scorer.View(dataset, DatasetFreshness.DayOf(now), _ => isBulk);
    }
}
