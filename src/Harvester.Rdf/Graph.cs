namespace Harvester.Rdf;

/// <summary>
/// A set of statements in memory, indexed by subject and by object. Graph names are kept but take no part in the look-ups. Each term is
/// held once and a statement is four numbers, with the next statement of the same subject and of the same object: some 100 bytes for a statement and as many for a new term.
/// </summary>
public sealed class Graph
{
    private const int None = -1;
    private readonly Dictionary<Term, int> numbers = [];
    private readonly List<Entry> terms = [];
    private readonly HashSet<Row> all = [];
    private readonly List<Link> rows = [];

    /// <summary>The number of different statements.</summary>
    public int Count => rows.Count;

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
        var row = new Row(Number(statement.Subject), Number(statement.Predicate), Number(statement.Object), statement.Graph is null ? None : Number(statement.Graph));
        if (!all.Add(row))
            return false;
        var at = rows.Count;
        rows.Add(new Link(row, None, None));
        var spans = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(terms);
        var links = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows);
        ref var subject = ref spans[row.Subject];
        if (subject.FirstAsSubject == None)
            subject.FirstAsSubject = at;
        else
            links[subject.LastAsSubject].NextOfSubject = at;
        subject.LastAsSubject = at;
        ref var value = ref spans[row.Object];
        if (value.FirstAsObject == None)
            value.FirstAsObject = at;
        else
            links[value.LastAsObject].NextOfObject = at;
        value.LastAsObject = at;
        return true;
    }

    /// <summary>The statements that have the terms given; null stands for any term. In the order they were added.</summary>
    public IEnumerable<Statement> Match(Term? subject = null, Term? predicate = null, Term? @object = null)
    {
        if (!TryNumber(subject, out var s) || !TryNumber(predicate, out var p) || !TryNumber(@object, out var o))
            yield break;
        var (bySubject, byObject) = (s != None, s == None && o != None);
        // What is added during an enumeration of everything is not part of it.
        var end = rows.Count;
        for (var at = bySubject ? terms[s].FirstAsSubject : byObject ? terms[o].FirstAsObject : 0; at != None && at < end;
            at = bySubject ? rows[at].NextOfSubject : byObject ? rows[at].NextOfObject : at + 1)
        {
            var row = rows[at].Row;
            if ((p == None || row.Predicate == p) && (o == None || row.Object == o))
                yield return new Statement(terms[row.Subject].Term, terms[row.Predicate].Term, terms[row.Object].Term, row.Graph == None ? null : terms[row.Graph].Term);
        }
    }

    public IEnumerable<Term> Objects(Term subject, Term predicate) => Match(subject, predicate).Select(statement => statement.Object);

    public IEnumerable<Term> Subjects(Term predicate, Term @object) =>
        Match(null, predicate, @object).Select(statement => statement.Subject);

    /// <summary>The subjects with the given <c>rdf:type</c>.</summary>
    public IEnumerable<Term> SubjectsOfType(string typeIri) => Subjects(Names.Type, Term.Iri(typeIri));

    private int Number(Term term)
    {
        if (numbers.TryGetValue(term, out var number))
            return number;
        number = terms.Count;
        numbers.Add(term, number);
        terms.Add(new Entry(term));
        return number;
    }

    private bool TryNumber(Term? term, out int number)
    {
        number = None;
        return term is null || numbers.TryGetValue(term, out number);
    }

    /// <summary>A term, with the first and the last statement that has it as subject and as object.</summary>
    private struct Entry(Term term)
    {
        public readonly Term Term = term;
        public int FirstAsSubject = None;
        public int LastAsSubject = None;
        public int FirstAsObject = None;
        public int LastAsObject = None;
    }

    private readonly record struct Row(int Subject, int Predicate, int Object, int Graph);

    private struct Link(Row row, int nextOfSubject, int nextOfObject)
    {
        public readonly Row Row = row;
        public int NextOfSubject = nextOfSubject;
        public int NextOfObject = nextOfObject;
    }
}
