using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>One RDF document in memory, with the nodes in it that are datasets, in the order in which it first names them.</summary>
internal sealed class CatalogDocument
{
    private readonly HashSet<Term> seen = [];
    private readonly List<Term> named = [];
    private readonly List<Term> catalogs = [];

    public Graph Graph { get; } = new();

    /// <summary>What the reader refused and went past.</summary>
    public List<RdfError> Refused { get; } = [];

    /// <summary>Datasets with something said of them.</summary>
    public IEnumerable<Term> Datasets => named.Where(IsDescribed);

    /// <summary>Datasets that a catalogue names and the document says nothing about.</summary>
    public IEnumerable<Term> Undescribed => named.Where(node => !IsDescribed(node));

    public void Add(in Statement statement)
    {
        if (!Graph.Add(statement))
            return;
        if (statement.Predicate == Vocabulary.DatasetOf && statement.Object.Kind != TermKind.Literal)
            Name(statement.Object);
        else if (statement.Predicate == Vocabulary.Type && (statement.Object == Vocabulary.Dataset || statement.Object == Vocabulary.DatasetSeries))
            Name(statement.Subject);
        else if (statement.Predicate == Vocabulary.Type && statement.Object == Vocabulary.Catalog)
            catalogs.Add(statement.Subject);
    }

    /// <summary>The catalogue that names the dataset; else the document's only one; else null.</summary>
    public Term? CatalogOf(Term dataset) =>
        Graph.Subjects(Vocabulary.DatasetOf, dataset).FirstOrDefault() ?? (catalogs.Count == 1 && catalogs[0] != dataset ? catalogs[0] : null);

    /// <summary>True when a catalogue names every dataset and each is described: then no refused statement has hidden one.</summary>
    public bool ProvesItsDatasets => named.Count > 0 && named.All(node => IsDescribed(node) && Graph.Subjects(Vocabulary.DatasetOf, node).Any());

    private bool IsDescribed(Term node) => Graph.Match(node).Any();

    private void Name(Term node)
    {
        if (seen.Add(node))
            named.Add(node);
    }
}
