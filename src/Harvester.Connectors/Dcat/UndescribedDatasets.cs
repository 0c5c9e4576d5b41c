using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>Datasets that a page names without saying anything of them. Another page may, or the document at their own IRI.</summary>
internal sealed class UndescribedDatasets
{
    private const string Unasked = "The catalogue names this dataset but says nothing of it; it was not taken.";
    private readonly Dictionary<string, int> named = [];
    private readonly HashSet<string> described = [];
    private readonly Dictionary<string, string> reasons = [];

    public void Add(CatalogDocument page)
    {
        foreach (var dataset in page.Datasets)
            described.Add(dataset.Value);
        foreach (var dataset in page.Undescribed.Where(node => node.Kind == TermKind.Iri))
            named.TryAdd(dataset.Value, named.Count);
    }

    /// <summary>Those that are undescribed up to now, in the order in which they were named.</summary>
    public IReadOnlyList<string> Pending => [.. named.Keys.Where(name => !described.Contains(name)).OrderBy(name => named[name])];

    /// <summary>The document at its own IRI describes it.</summary>
    public void Found(string dataset) => described.Add(dataset);

    /// <summary>Why it stays undescribed: a sentence.</summary>
    public void GiveUp(string dataset, string reason) => reasons[dataset] = reason;

    /// <summary>Reports those that stayed undescribed, as entries after the last one.</summary>
    public void Report(long position, Reading reading)
    {
        foreach (var dataset in Pending)
        {
            reading.Unread(new Problem("undescribed-dataset", Severity.Error, Whose.Source, "dcat:dataset", dataset,
                reasons.TryGetValue(dataset, out var reason) ? $"The catalogue names this dataset but says nothing of it. {reason} It was not taken." : Unasked), ++position, dataset);
        }
    }
}
