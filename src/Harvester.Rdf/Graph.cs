namespace Harvester.Rdf;

/// <summary>A set of statements in memory, indexed by subject and by object. Graph names are kept but take no part in the look-ups.</summary>
public sealed class Graph
{
    private readonly HashSet<Statement> all = [];
    private readonly Dictionary<Term, List<Statement>> bySubject = [];
    private readonly Dictionary<Term, List<Statement>> byObject = [];

    /// <summary>The number of different statements.</summary>
    public int Count => all.Count;

    /// <summary>Reads a whole document. Its size is the caller's business: see <see cref="RdfReaderOptions.MaxStatements"/>.</summary>
    /// <exception cref="RdfException">The document is refused.</exception>
    public static async Task<Graph> ReadAsync(Stream utf8, RdfSyntax syntax, RdfReaderOptions options, CancellationToken cancellationToken)
    {
        var graph = new Graph();
        await foreach (var statement in RdfReader.ReadAsync(utf8, syntax, options, cancellationToken))
            graph.Add(statement);
        return graph;
    }

    /// <summary>Adds a statement; false when it is there already.</summary>
    public bool Add(in Statement statement)
    {
        if (!all.Add(statement))
            return false;
        Index(bySubject, statement.Subject, statement);
        Index(byObject, statement.Object, statement);
        return true;
    }

    /// <summary>The statements that have the terms given; null stands for any term. In the order they were added.</summary>
    public IEnumerable<Statement> Match(Term? subject = null, Term? predicate = null, Term? @object = null)
    {
        IEnumerable<Statement> candidates = all;
        if (subject is not null)
            candidates = bySubject.GetValueOrDefault(subject) ?? [];
        else if (@object is not null)
            candidates = byObject.GetValueOrDefault(@object) ?? [];
        return candidates.Where(statement =>
            (predicate is null || statement.Predicate == predicate) && (@object is null || statement.Object == @object));
    }

    public IEnumerable<Term> Objects(Term subject, Term predicate) => Match(subject, predicate).Select(statement => statement.Object);

    public IEnumerable<Term> Subjects(Term predicate, Term @object) =>
        Match(null, predicate, @object).Select(statement => statement.Subject);

    /// <summary>The subjects with the given <c>rdf:type</c>.</summary>
    public IEnumerable<Term> SubjectsOfType(string typeIri) => Subjects(Names.Type, Term.Iri(typeIri));

    private static void Index(Dictionary<Term, List<Statement>> index, Term key, in Statement statement)
    {
        if (!index.TryGetValue(key, out var statements))
            index[key] = statements = [];
        statements.Add(statement);
    }
}
