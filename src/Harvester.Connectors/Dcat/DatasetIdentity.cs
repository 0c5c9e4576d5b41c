using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// What tells the datasets of one document from each other in every later run. An IRI; else dct:identifier (schema:identifier), else adms:identifier; else
/// the page about it, where no other dataset of the document without an identifier has the same; else its publisher and its title in NFKC. Neither the labels of blank
/// nodes nor the order of statements nor other content takes part. Two that the last rule cannot tell apart are both refused, unless
/// they are the same to the last byte.
/// </summary>
internal sealed class DatasetIdentity
{
    private readonly CatalogDocument document;
    private readonly Dictionary<Term, string> ids = [];
    private readonly HashSet<Term> ambiguous = [];

    /// <param name="payload">The payload of a dataset: asked only for those that look alike.</param>
    public DatasetIdentity(CatalogDocument document, Func<Term, string> payload)
    {
        this.document = document;
        var unnamed = new List<Term>();
        foreach (var dataset in document.Datasets)
        {
            if (IsLasting(dataset))
                ids[dataset] = dataset.Value;
            else if (Stated(dataset) is { } stated)
                ids[dataset] = stated;
            else
                unnamed.Add(dataset);
        }

        foreach (var group in unnamed.GroupBy(Address, StringComparer.Ordinal).Where(group => group.Key.Length > 0 && group.Count() == 1))
            ids[group.Single()] = group.Key;
        foreach (var group in unnamed.Where(dataset => !ids.ContainsKey(dataset)).GroupBy(PublisherAndTitle, StringComparer.Ordinal).Where(group => group.Key.Length > 0))
        {
            if (group.Count() > 1 && group.Select(payload).Distinct(StringComparer.Ordinal).Skip(1).Any())
                ambiguous.UnionWith(group);
            else
                foreach (var dataset in group)
                    ids[dataset] = group.Key;
        }
    }

    /// <summary>Null where nothing tells it from others; then <see cref="Refusal"/> says why.</summary>
    public string? Of(Term dataset) => ids.GetValueOrDefault(dataset);

    public Problem Refusal(Term dataset) => ambiguous.Contains(dataset)
        ? new Problem("ambiguous-identity", Severity.Error, Whose.Record, "identifier", PublisherAndTitle(dataset),
            "Several datasets have neither an IRI nor an identifier nor a page of their own, and the same publisher and title: they could not be told apart in the next run; none of them was taken. Each needs a dct:identifier.")
        : new Problem("no-identity", Severity.Error, Whose.Record, "identifier", null,
            "The dataset has neither an IRI nor an identifier, page or title, so it could not be told from others in the next run; it was not taken.");

    /// <summary>False for blank nodes, and for IRIs that stand for one and may be others tomorrow (RDF 1.1 Concepts, section 3.5).</summary>
    public static bool IsLasting(Term node) =>
        node.Kind == TermKind.Iri && !node.Value.Contains("/.well-known/genid/", StringComparison.Ordinal) && !node.Value.StartsWith("urn:bnode:", StringComparison.OrdinalIgnoreCase);

    private string? Stated(Term dataset) =>
        First(Texts(dataset, Vocabulary.Identifier).Concat(Texts(dataset, Vocabulary.SchemaIdentifier, Vocabulary.SchemaValue)))
        ?? First(Texts(dataset, Vocabulary.OtherIdentifier, Vocabulary.Notation));

    private string Address(Term dataset) =>
        First(Texts(dataset, Vocabulary.LandingPage)) ?? First(Texts(dataset, Vocabulary.SchemaUrl)) ?? document.HtmlPage?.AbsoluteUri ?? "";

    private string PublisherAndTitle(Term dataset)
    {
        var title = Best(Vocabulary.Titles.Select(property => Literals(dataset, property)));
        if (title is null)
            return "";
        var publishers = Vocabulary.Publishers.SelectMany(property => document.Graph.Objects(dataset, property)).ToArray();
        var publisher = First(publishers.Where(IsLasting).Select(node => node.Value))
            ?? Best(Vocabulary.Names.Select(name => publishers.SelectMany(node => node.Kind == TermKind.Literal ? [node] : Literals(node, name))));
        return publisher is null ? title : $"{publisher}/{title}";
    }

    /// <summary>Literals and addresses of a property; of a node without an address the values of <paramref name="inner"/>.</summary>
    private IEnumerable<string> Texts(Term subject, Term property, Term? inner = null) =>
        document.Graph.Objects(subject, property).SelectMany(value =>
            inner is not null && value.Kind != TermKind.Literal && document.Graph.Match(value, inner).Any() ? document.Graph.Objects(value, inner).Select(term => term.Value)
            : value.Kind == TermKind.BlankNode ? []
            : [value.Value]);

    private IEnumerable<Term> Literals(Term subject, Term property) => document.Graph.Objects(subject, property).Where(value => value.Kind == TermKind.Literal);

    private static string? First(IEnumerable<string> texts) =>
        texts.Select(text => text.Trim()).Where(text => text.Length > 0).Order(StringComparer.Ordinal).FirstOrDefault();

    /// <summary>The text of the first property that has any, in the order of languages that <see cref="LanguageMap.Best"/> has.</summary>
    private static string? Best(IEnumerable<IEnumerable<Term>> byProperty) =>
        byProperty.Select(values => values
                .Select(value => (Rank: Rank(value.Language), Text: string.Join(' ', Nfkc.Of(value.Value).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))))
                .Where(value => value.Text.Length > 0)
                .OrderBy(value => value.Rank).ThenBy(value => value.Text, StringComparer.Ordinal)
                .Select(value => value.Text).FirstOrDefault())
            .FirstOrDefault(text => text is not null);

    private static int Rank(string? language) => language?.Split('-')[0].ToLowerInvariant() switch { "ja" => 0, "en" => 1, null or LanguageMap.Undetermined => 2, _ => 3 };
}
