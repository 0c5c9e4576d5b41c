using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Model;

namespace Harvester.Host.Output;

/// <summary>How often a standard dataset is in the catalogue.</summary>
internal sealed record StandardDatasetCount(string Id, string Name, int Candidates, int Checked, IReadOnlyDictionary<string, int> Editions)
{
    public static StandardDatasetCount Of(StandardDataset standard, IReadOnlyCollection<StandardDatasetMatch> matches) => new(
        standard.Id,
        standard.Name,
        matches.Count(match => match.Status is StandardDatasetStatus.Candidate),
        matches.Count(match => match.Status is StandardDatasetStatus.Checked),
        matches.Where(match => match.Edition is not null).GroupBy(match => match.Edition!, StringComparer.Ordinal)
            .ToDictionary(editions => editions.Key, editions => editions.Count(), StringComparer.Ordinal));
}
