using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>Datasets that a page names without saying anything of them; another page may.</summary>
internal sealed class UndescribedDatasets
{
    private readonly Dictionary<string, int> named = [];
    private readonly HashSet<string> described = [];

    public void Add(CatalogDocument page)
    {
        foreach (var dataset in page.Datasets)
            described.Add(dataset.Value);
        foreach (var dataset in page.Undescribed.Where(node => node.Kind == TermKind.Iri))
            named.TryAdd(dataset.Value, named.Count);
    }

    /// <summary>Reports those that stayed undescribed, as entries after the last one.</summary>
    public void Report(long position, Reading reading)
    {
        foreach (var dataset in named.Keys.Where(name => !described.Contains(name)).OrderBy(name => named[name]))
        {
            reading.Unread(new Problem("undescribed-dataset", Severity.Error, Whose.Source, "dcat:dataset", dataset,
                "The catalogue names this dataset but says nothing of it; it was not taken."), ++position, dataset);
        }
    }
}
