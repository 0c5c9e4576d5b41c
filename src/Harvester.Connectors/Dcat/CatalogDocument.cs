using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// One RDF document in memory, with what it names: datasets in the order in which it first names them, services, and catalogues that are
/// described elsewhere. What is a dataset is said by its type, or by a catalogue or record (DCAT 3, sections 6.3 and 6.5) that names it.
/// </summary>
internal sealed class CatalogDocument
{
    private const int MostRefused = 10_000;
    private readonly HashSet<Term> seen = [];
    private readonly List<Term> named = [];
    private readonly List<Term> catalogs = [];
    private readonly HashSet<Term> catalogsSeen = [];
    private readonly List<Term> services = [];
    private readonly HashSet<Term> servicesSeen = [];
    private readonly List<Statement> parts = [];
    private readonly List<Statement> topics = [];
    private bool hasGap;
    private bool hasBrokenStatement;

    public Graph Graph { get; } = new();

    /// <summary>What the reader refused and went past, at most so many as are worth counting.</summary>
    public List<RdfError> Refused { get; } = [];

    /// <summary>What the reader mended, at most so many as are worth counting; nothing was lost by it.</summary>
    public List<RdfError> Mended { get; } = [];

    /// <summary>The page that the document was cut out of, where that is HTML; else null.</summary>
    public Uri? HtmlPage { get; init; }

    /// <summary>In RDF/XML and JSON-LD a dataset usually stands within the catalogue: what is refused may be all of it, its link included.</summary>
    public bool IsNested { get; init; }

    /// <summary>Datasets with something said of them.</summary>
    public IEnumerable<Term> Datasets => named.Where(node => IsDescribed(node) && !IsMerelyCatalog(node));

    /// <summary>Datasets that a catalogue names and the document says nothing about.</summary>
    public IEnumerable<Term> Undescribed => named.Where(node => !IsDescribed(node));

    /// <summary>Services that are listed beside the datasets; those that give access to a distribution belong to it.</summary>
    public IEnumerable<Term> Services => services.Where(node => !Graph.Subjects(Vocabulary.AccessService, node).Any());

    /// <summary>IRIs of catalogues and records that a catalogue of this document names and whose content stands in another document.</summary>
    public IEnumerable<Term> Linked => parts.Where(LeadsOn).Select(part => part.Object).Distinct();

    public void Add(in Statement statement)
    {
        if (!Graph.Add(statement))
            return;
        var (subject, predicate, value, _) = statement;
        if (predicate == Vocabulary.Type)
            AddType(subject, value);
        else if (value.Kind == TermKind.Literal)
            return;
        else if (predicate == Vocabulary.DatasetOf || predicate == Vocabulary.SeriesMember || predicate == Vocabulary.SchemaDatasetOf)
            Keep(value, seen, named);
        else if (predicate == Vocabulary.ServiceOf)
            Keep(value, servicesSeen, services);
        else if (predicate == Vocabulary.CatalogOf || predicate == Vocabulary.HasPart || predicate == Vocabulary.RecordOf)
            parts.Add(statement);
        else if (predicate == Vocabulary.PrimaryTopic)
            topics.Add(statement);
    }

    public void Refuse(RdfError error)
    {
        hasGap |= !error.IsTerm && IsNested;
        hasBrokenStatement |= !error.IsTerm;
        if (Refused.Count < MostRefused)
            Refused.Add(error);
    }

    public void Mend(RdfError mended)
    {
        // Characters are told once and at the end: room for them there is always.
        if (Mended.Count < MostRefused || !mended.IsTerm)
            Mended.Add(mended);
    }

    /// <summary>A triple that was dropped for an unusable term; null where it is subject or predicate.</summary>
    public void Dropped(Term? subject, Term? predicate) =>
        hasGap |= subject is null || (predicate is not null && (predicate == Vocabulary.Type || Vocabulary.Members.Contains(predicate)));

    /// <summary>To be called once all statements are there: a record's topic is a dataset only if the record is one.</summary>
    public void Complete()
    {
        foreach (var (record, _, topic, _) in topics)
        {
            var isListed = Graph.Subjects(Vocabulary.RecordOf, record).Any();
            if (!catalogsSeen.Contains(topic) && !servicesSeen.Contains(topic) && (isListed || (IsDescribed(topic) && HasType(record, type => type == Vocabulary.CatalogRecord))))
                Keep(topic, seen, named);
        }

        topics.Clear();
        foreach (var point in SchemaOrg.Points(Graph))
            Graph.Add(point);
    }

    /// <summary>The catalogue that names the dataset; else the document's only one; else null.</summary>
    public Term? CatalogOf(Term dataset) =>
        Graph.Subjects(Vocabulary.DatasetOf, dataset)
            .Concat(Graph.Subjects(Vocabulary.SchemaDatasetOf, dataset))
            .Concat(Graph.Objects(dataset, Vocabulary.SchemaInCatalog).Where(node => node.Kind != TermKind.Literal))
            .Concat(Graph.Objects(dataset, Vocabulary.IsPartOf).Where(catalogsSeen.Contains))
            .OrderBy(node => node.Kind).ThenBy(node => node.Value, StringComparer.Ordinal) // not by the order of statements, which says nothing
            .FirstOrDefault()
        ?? (catalogs.Count == 1 && catalogs[0] != dataset ? catalogs[0] : null);

    /// <summary>
    /// False when a dataset may have been lost with what was refused: with a node that has no usable name, with what names or types a dataset, with a whole
    /// element or object; and with anything, unless a catalogue names every dataset and each is described. A dataset within a broken statement may have no other.
    /// </summary>
    public bool IsWhole => Refused.Count == 0 || (!hasGap && named.Count > 0
        && named.All(node => (!hasBrokenStatement || node.Kind == TermKind.Iri) && IsDescribed(node) && Graph.Subjects(Vocabulary.DatasetOf, node).Any()));

    public bool HasType(Term node, Func<Term, bool> wanted) => Graph.Objects(node, Vocabulary.Type).Any(wanted);

    private void AddType(Term subject, Term type)
    {
        if (Vocabulary.IsDatasetType(type))
            Keep(subject, seen, named);
        else if (Vocabulary.IsCatalogType(type))
            Keep(subject, catalogsSeen, catalogs);
        else if (type == Vocabulary.DataService)
            Keep(subject, servicesSeen, services);
    }

    private bool IsDescribed(Term node) => Graph.Match(node).Any();

    // dcat:Catalog is a subclass of dcat:Dataset (DCAT 3, section 6.3): such a node is data itself only where it has files.
    private bool IsMerelyCatalog(Term node) => catalogsSeen.Contains(node) && !Graph.Match(node, Vocabulary.Distribution).Any();

    private bool LeadsOn(Statement part)
    {
        if (part.Object.Kind != TermKind.Iri || seen.Contains(part.Object) || servicesSeen.Contains(part.Object))
            return false;
        if (part.Predicate == Vocabulary.RecordOf)
            return !IsDescribed(part.Object);
        var isCatalog = part.Predicate == Vocabulary.CatalogOf || catalogsSeen.Contains(part.Object);
        return (isCatalog || (catalogsSeen.Contains(part.Subject) && !IsDescribed(part.Object))) && !HasMembers(part.Object);
    }

    private bool HasMembers(Term catalog) =>
        Graph.Match(catalog).Any(statement => Vocabulary.Members.Contains(statement.Predicate))
        || Graph.Subjects(Vocabulary.IsPartOf, catalog).Concat(Graph.Subjects(Vocabulary.SchemaInCatalog, catalog)).Any(seen.Contains);

    private static void Keep(Term node, HashSet<Term> known, List<Term> list)
    {
        if (known.Add(node))
            list.Add(node);
    }
}
