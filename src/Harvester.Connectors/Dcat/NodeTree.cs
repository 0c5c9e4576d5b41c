using Harvester.Core.Model;
using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>Cuts the tree of one dataset out of a graph: what can be reached from it, but no other dataset and no catalogue.</summary>
internal sealed class NodeTree(Graph graph)
{
    private const int Deepest = 6;

    /// <summary>Values of one tree; a thesaurus or a register linked from a dataset must not be copied into each.</summary>
    private const int MostValues = 100_000;

    private readonly HashSet<Term> path = [];
    private readonly Dictionary<Term, string?> catalogs = [];
    private int values;

    /// <summary>True when the last tree was cut at the limit of values.</summary>
    public bool WasCut => values > MostValues;

    /// <summary>The payload of a dataset.</summary>
    /// <param name="catalog">The catalogue it belongs to, or null.</param>
    public string Of(Term dataset, Term? catalog)
    {
        values = 0;
        var node = Node(dataset, graph.Match(dataset), 0);
        // A series may name its members instead (DCAT 3, section 6.7: dcat:seriesMember is the inverse of dcat:inSeries).
        foreach (var series in graph.Subjects(Vocabulary.SeriesMember, dataset).Where(series => series.Kind == TermKind.Iri))
            node.Add(Vocabulary.Shorten(Vocabulary.InSeries.Value), CatalogNode.Reference(series.Value));
        if (catalog is not null)
            node.Catalog(CatalogOf(catalog));
        return node.ToJson();
    }

    // Made once: a catalogue has a statement for each of its datasets, and to go through them for each dataset would be quadratic.
    private string? CatalogOf(Term catalog)
    {
        if (catalogs.TryGetValue(catalog, out var made))
            return made;
        var node = Node(catalog, graph.Match(catalog).Where(statement => Vocabulary.OfCatalog.Contains(statement.Predicate)), 0);
        return catalogs[catalog] = node.IsEmpty ? null : node.ToJson();
    }

    private CatalogNode Node(Term subject, IEnumerable<Statement> statements, int depth)
    {
        path.Add(subject);
        var node = new CatalogNode();
        if (subject.Kind == TermKind.Iri)
            node.Id(subject.Value);
        var types = new List<string>();
        foreach (var statement in statements)
        {
            if (statement.Predicate == Vocabulary.Type && statement.Object.Kind == TermKind.Iri)
                types.Add(Vocabulary.Shorten(statement.Object.Value));
            else
                AddValues(node, statement.Predicate, statement.Object, depth);
        }

        if (types.Count > 0)
            node.Types(types.Distinct());
        path.Remove(subject);
        return node;
    }

    private void AddValues(CatalogNode node, Term predicate, Term value, int depth)
    {
        var name = Vocabulary.Shorten(predicate.Value);
        foreach (var item in Items(value))
        {
            if (Value(predicate, item, depth) is { } json)
                node.Add(name, json);
        }
    }

    private string? Value(Term predicate, Term value, int depth)
    {
        values++;
        if (value.Kind == TermKind.Literal)
            return CatalogNode.Literal(value.Value, value.Language, Vocabulary.IsPlain(value.Datatype) ? null : Vocabulary.Shorten(value.Datatype!));
        if (path.Contains(value) || depth == Deepest || WasCut || Vocabulary.IsThesaurus(predicate) || IsEuTheme(value) || IsOfItsOwn(value))
            return value.Kind == TermKind.Iri ? CatalogNode.Reference(value.Value) : null;
        var node = Node(value, graph.Match(value), depth + 1);
        return node.IsEmpty ? null : node.ToJson();
    }

    /// <summary>The members of an RDF collection, or the value itself.</summary>
    private List<Term> Items(Term value)
    {
        var items = new List<Term>();
        var seen = new HashSet<Term>();
        for (var rest = value; rest is not null && rest != Vocabulary.Nil && seen.Add(rest); rest = graph.Objects(rest, Vocabulary.Rest).FirstOrDefault())
        {
            if (rest.Kind != TermKind.BlankNode || graph.Objects(rest, Vocabulary.First).FirstOrDefault() is not { } item)
                return items.Count == 0 ? [value] : items;
            items.Add(item);
        }

        return items;
    }

    // What the list calls its themes is no category of the source.
    private static bool IsEuTheme(Term value) => value.Kind == TermKind.Iri && value.Value.StartsWith(Theme.EuList, StringComparison.Ordinal);

    private bool IsOfItsOwn(Term value) => graph.Objects(value, Vocabulary.Type).Any(type =>
        Vocabulary.IsDatasetType(type) || Vocabulary.IsCatalogType(type) || type == Vocabulary.CatalogRecord);
}
