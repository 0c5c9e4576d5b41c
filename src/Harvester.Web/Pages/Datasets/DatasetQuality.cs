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
        // One look-up tells whether the dataset's stamp is one of a bulk import.
        var isBulk = DatasetFreshness.Of(dataset).StampHour is { } hour
            && await store.Coverage.SumAsync(dataset.Provenance.Source, $"stamp/{hour}", cancellationToken) >= MachineStamp.BulkSize;
        return new DatasetQuality(scorer.View(dataset, DatasetFreshness.DayOf(now), _ => isBulk), scorer.Assess(dataset));
    }
}
