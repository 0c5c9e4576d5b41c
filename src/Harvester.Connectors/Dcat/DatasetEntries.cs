using Harvester.Core.Model;
using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>The datasets of one RDF document, each cut out as a tree; and the services that it lists beside them, which are none.</summary>
internal static class DatasetEntries
{
    /// <param name="only">IRIs of the datasets that the document was asked for; null for all.</param>
    public static IEnumerable<CatalogEntry> Of(CatalogDocument document, IReadOnlySet<string>? only)
    {
        var tree = new NodeTree(document.Graph);
        var identity = new DatasetIdentity(document, dataset => tree.Of(dataset, document.CatalogOf(dataset)));
        foreach (var dataset in Wanted(document, only))
        {
            var problems = new List<Problem>();
            // A Harvester's datasets say themselves all that is known of them: its catalogue's publisher and licence are those of the descriptions.
            var mark = PublishedAs(document.Graph, dataset);
            var payload = tree.Of(dataset, mark is null ? document.CatalogOf(dataset) : null);
            if (tree.WasCut)
                problems.Add(new Problem("record-cut", Severity.Warning, Whose.Record, null, null, "The dataset leads to more values than one record may hold; the outermost were left out."));
            // The page of a dataset that has no IRI there is the page of the one that was asked for.
            var id = only is null ? identity.Of(dataset) : DatasetIdentity.IsLasting(dataset) ? dataset.Value : only.Single();
            yield return new CatalogEntry(id, Page(document, dataset), payload, problems) { Refusal = id is null ? identity.Refusal(dataset) : null, PublishedAs = mark };
        }

        if (only is null)
        {
            foreach (var service in document.Services)
                yield return Excluded(document.Graph, service);
        }
    }

    /// <summary>What tells each dataset of the document from those of other pages: its id, or all that is said of it.</summary>
    public static IEnumerable<string> Names(CatalogDocument document)
    {
        var tree = new NodeTree(document.Graph);
        var identity = new DatasetIdentity(document, Payload);
        return document.Datasets.Select(dataset => identity.Of(dataset) ?? Payload(dataset));

        string Payload(Term dataset) => tree.Of(dataset, document.CatalogOf(dataset));
    }

    /// <summary>The mark that a Harvester leaves at the dataset's record in its catalogue: an adms:Identifier of the agency <see cref="SourceRecord.PublishedKey"/>.</summary>
    private static string? PublishedAs(Graph graph, Term dataset) =>
        (from record in graph.Subjects(Vocabulary.PrimaryTopic, dataset)
         from identifier in graph.Objects(record, Vocabulary.OtherIdentifier)
         where graph.Objects(identifier, Vocabulary.SchemaAgency).Any(agency => agency.Value == SourceRecord.PublishedKey)
         from notation in graph.Objects(identifier, Vocabulary.Notation)
         select notation.Value).FirstOrDefault();

    private static IEnumerable<Term> Wanted(CatalogDocument document, IReadOnlySet<string>? only)
    {
        if (only is null)
            return document.Datasets;
        // Its own document need not say that it is a dataset: the catalogue said so.
        Term[] wanted = [.. only.Order(StringComparer.Ordinal).Select(Term.Iri).Where(dataset => document.Graph.Match(dataset).Any())];
        return wanted.Length == 0 && only.Count == 1 && document.Datasets.ToArray() is [var single] && !DatasetIdentity.IsLasting(single) ? [single] : wanted;
    }

    /// <summary>A dcat:DataService is an operation upon data and no dataset (DCAT 3, section 6.10).</summary>
    private static CatalogEntry Excluded(Graph graph, Term service)
    {
        var title = Vocabulary.Titles.SelectMany(property => graph.Objects(service, property)).Select(value => value.Value).Order(StringComparer.Ordinal).FirstOrDefault();
        var endpoint = Texts(graph, service, Vocabulary.EndpointUrl).FirstOrDefault();
        return new CatalogEntry(service.Kind == TermKind.Iri ? service.Value : null, endpoint, "{}", [])
        {
            Exclusion = Service(title ?? endpoint ?? (service.Kind == TermKind.Iri ? service.Value : null)),
        };
    }

    public static Problem Service(string? name) => new("data-service", Severity.Info, Whose.Source, "dcat:service", name,
        "The catalogue lists a data service, which is no dataset; it was left out. A service that gives access to a file of a dataset is kept there.");

    private static string? Page(CatalogDocument document, Term dataset) =>
        Texts(document.Graph, dataset, Vocabulary.LandingPage)
            .Concat(Texts(document.Graph, dataset, Vocabulary.SchemaUrl))
            .Concat(document.HtmlPage is { } page ? [page.AbsoluteUri] : [])
            .Append(dataset.Value).FirstOrDefault(IsWebAddress);

    private static IEnumerable<string> Texts(Graph graph, Term subject, Term predicate) => graph.Objects(subject, predicate)
        .Where(value => value.Kind != TermKind.BlankNode && value.Value.Trim().Length > 0).Select(value => value.Value.Trim()).Order(StringComparer.Ordinal);

    private static bool IsWebAddress(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https");
}
