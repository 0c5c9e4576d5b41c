using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;

namespace Harvester.Web.Pages.Datasets;

/// <summary>Datasets that somebody who looks at one may want to see.</summary>
/// <param name="Canonical">The record that stands for this one; null: it stands for itself.</param>
/// <param name="Relations">Records of the same data, or of parts of it.</param>
/// <param name="SameStandard">The same standard dataset of other bodies.</param>
public sealed record RelatedDatasets(Dataset? Canonical, IReadOnlyList<(Dataset Dataset, Relation Relation)> Relations, IReadOnlyList<Dataset> SameStandard)
{
    private const int Most = 5;

    public bool Any => Canonical is not null || Relations.Count + SameStandard.Count > 0;

    internal static async Task<RelatedDatasets> OfAsync(Dataset dataset, CatalogueIndex index, IStore store, CancellationToken cancellationToken)
    {
        var relations = dataset.Annotations?.Relations ?? [];
        var standard = dataset.Annotations?.StandardDataset?.Id;
        var same = standard is null || !index.IsCurrent
            ? []
            : index.Search(new SearchRequest { Chosen = new Dictionary<string, IReadOnlyList<string>> { ["standard_dataset"] = [standard] }, Rows = Most * 4 }).Hits.Select(hit => hit.Id).ToList();
        var ids = relations.Select(relation => relation.Id).Concat(same).Append(dataset.Annotations?.CanonicalId).OfType<string>().Where(id => id != dataset.Id).Distinct(StringComparer.Ordinal).ToList();
        var found = (await store.Datasets.ManyAsync(ids, cancellationToken)).ToDictionary(one => one.Id, StringComparer.Ordinal);
        return new RelatedDatasets(
            dataset.Annotations?.CanonicalId is { } canonical ? found.GetValueOrDefault(canonical) : null,
            [.. relations.Where(relation => found.ContainsKey(relation.Id)).Select(relation => (found[relation.Id], relation))],
            [.. same.Select(id => found.GetValueOrDefault(id)).OfType<Dataset>().Where(one => one.Publisher.Code != dataset.Publisher.Code).Take(Most)]);
    }
}
