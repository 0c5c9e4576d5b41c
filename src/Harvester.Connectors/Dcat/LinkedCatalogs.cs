using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Dcat;

/// <summary>Catalogues that catalogues name (DCAT 3, section 6.3.5) and whose content stands in a document of its own: those on our hosts wait to be read, others are told.</summary>
internal sealed class LinkedCatalogs
{
    private readonly Queue<Uri> waiting = [];
    private readonly HashSet<string> known = [];

    /// <param name="catalog">Its IRI.</param>
    /// <param name="isOurs">Whether an address may be asked for this source.</param>
    public void Add(string catalog, Func<Uri, bool> isOurs, Reading reading)
    {
        if (!known.Add(catalog))
            return;
        if (Address(catalog) is { } url && isOurs(url))
            waiting.Enqueue(url);
        else
            reading.Report(new Problem("catalog-elsewhere", Severity.Warning, Whose.Ours, "dcat:catalog", catalog,
                "The catalogue names another one that is not on its own host; that was not read. If its datasets are wanted, give it a connector file of its own."), recordUrl: catalog);
    }

    public bool TryTake(out Uri url) => waiting.TryDequeue(out url!);

    /// <summary>The document at an IRI; null where the IRI is no web address.</summary>
    public static Uri? Address(string iri) =>
        Uri.TryCreate(iri, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? new Uri(url.GetLeftPart(UriPartial.Query)) : null;
}
