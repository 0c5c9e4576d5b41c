using Harvester.Rdf.Text;

namespace Harvester.Rdf.Writing;

/// <summary>Statements that are written together: terms and literals as numbers, statements as chains by subject and graph.</summary>
internal sealed class Block
{
    private const int None = -1;
    private Utf8Buffer bytes = new(64 * 1024);
    private readonly WritingRules rules;
    private Dictionary<long, int> namedNodes = [];
    private Dictionary<int, int> graphNumbers = [];
    private int type = None;

    // Where the statement before this one went.
    private int lastSubject = None;
    private int lastGraphName = None;
    private int lastNode = None;

    // The blank nodes of which everything is known are those that came from here ...
    private int knownFrom;

    // ... up to here.
    private int knownTo;

    public Block(WritingRules rules)
    {
        this.rules = rules;
        Terms = new TermTable(bytes, rules);
    }

    public TermTable Terms { get; private set; }

    public RowList<LiteralEntry> Literals { get; private set; } = new();

    public RowList<BlankEntry> Blanks { get; private set; } = new();

    public RowList<BlockNode> Nodes { get; private set; } = new();

    public RowList<BlockRow> Rows { get; private set; } = new();

    public RowList<BlockGraph> Graphs { get; private set; } = new();

    /// <summary>The number of <c>rdf:type</c>; -1 where the block does not have it.</summary>
    public int Type => type;

    /// <summary>How many statements have that predicate.</summary>
    public int TypeRows { get; private set; }

    public int ByteCount => bytes.Length;

    /// <summary>Whether a scope has just ended.</summary>
    public bool IsClosed => knownTo == Terms.Count;

    public ReadOnlySpan<byte> Lexical(in LiteralEntry literal) => bytes.Slice(literal.Start, literal.Length);

    public ReadOnlySpan<byte> Language(in LiteralEntry literal) => bytes.Slice(literal.Start + literal.Length, literal.Language);

    /// <summary>Whether all statements with the blank node are in this block.</summary>
    public bool IsKnown(in BlankEntry blank) => blank.Term >= knownFrom && blank.Term < knownTo;

    /// <summary>No blank node given so far comes again.</summary>
    public void EndScope()
    {
        // Of those that came first, some may have come in a block before.
        knownFrom = Math.Min(knownFrom, Terms.Count);
        knownTo = Terms.Count;
    }

    /// <summary>False: a rule forbids the statement, and none was added.</summary>
    public bool TryAdd(in StatementView statement)
    {
        var graphName = None;
        if (statement.HasGraph && !(rules.HasGraphs && TryIntern(statement.Graph, lastGraphName, out graphName)))
            return false;
        if (!TryIntern(statement.Subject, lastSubject, out var subject)
            || !TryInternPredicate(statement.Predicate, out var predicate)
            || !TryAddObject(statement.Object, out var @object))
            return false;
        var node = subject == lastSubject && graphName == lastGraphName && lastNode != None ? lastNode : FindNode(subject, graphName);
        (lastSubject, lastGraphName, lastNode) = (subject, graphName, node);
        Append(node, predicate, @object);
        return true;
    }

    /// <summary>Gives its statements to another block, whose own are gone, and begins anew: this one is filled while that one is written.</summary>
    public void MoveTo(Block other)
    {
        // A blank node of which more may come is written now: which of those to come it is, nobody will know.
        var hasOpen = knownFrom == int.MaxValue;
        foreach (ref var blank in Blanks.Span)
            hasOpen |= blank.Term >= knownTo;
        other.Clear();
        (bytes, other.bytes) = (other.bytes, bytes);
        (Terms, other.Terms) = (other.Terms, Terms);
        (Literals, other.Literals) = (other.Literals, Literals);
        (Blanks, other.Blanks) = (other.Blanks, Blanks);
        (Nodes, other.Nodes) = (other.Nodes, Nodes);
        (Rows, other.Rows) = (other.Rows, Rows);
        (Graphs, other.Graphs) = (other.Graphs, Graphs);
        (namedNodes, other.namedNodes) = (other.namedNodes, namedNodes);
        (graphNumbers, other.graphNumbers) = (other.graphNumbers, graphNumbers);
        (other.type, other.TypeRows, other.knownFrom, other.knownTo) = (type, TypeRows, knownFrom, knownTo);
        (type, TypeRows, knownFrom, knownTo) = (None, 0, hasOpen ? int.MaxValue : 0, 0);
        (lastSubject, lastGraphName, lastNode) = (None, None, None);
    }

    private void Clear()
    {
        Terms.Clear();
        Literals.Clear();
        Blanks.Clear();
        Nodes.Clear();
        Rows.Clear();
        Graphs.Clear();
        bytes.Truncate(0);
        namedNodes.Clear();
        graphNumbers.Clear();
    }

    private bool TryIntern(in TermView term, int last, out int number)
    {
        number = last;
        if (last != None && Terms.Is(last, term.Kind, term.Value))
            return true;
        if (term.Kind == TermKind.Literal || !Terms.TryIntern(term.Kind, term.Value, out number))
            return false;
        if (term.Kind == TermKind.BlankNode && Terms[number].Extra == None)
            Terms[number].Extra = Blanks.Add(new BlankEntry(number));
        return true;
    }

    private bool TryInternPredicate(in TermView term, out int number)
    {
        number = None;
        if (term.Kind != TermKind.Iri || !Terms.TryIntern(TermKind.Iri, term.Value, out number))
            return false;
        ref var entry = ref Terms[number];
        if (entry.IsPredicate)
            return true;
        if (!rules.AllowsPredicate(term.Value))
            return false;
        if (type == None && term.Value.SequenceEqual(Utf8Names.Type))
            type = number;
        return entry.IsPredicate = true;
    }

    private bool TryAddObject(in TermView term, out int number)
    {
        if (term.Kind != TermKind.Literal)
            return TryIntern(term, None, out number);
        number = None;
        var datatype = None;
        if (!rules.AllowsText(term.Value))
            return false;
        if (term.Language.Length > 0 ? !rules.AllowsLanguage(term.Language) : !term.Datatype.SequenceEqual(Utf8Names.XsdString) && !Terms.TryIntern(TermKind.Iri, term.Datatype, out datatype))
            return false;
        var start = bytes.Length;
        bytes.Write(term.Value);
        bytes.Write(term.Language);
        if (datatype != None)
            Terms[datatype].Uses++;
        number = ~Literals.Add(new LiteralEntry(start, term.Value.Length, term.Language.Length, datatype));
        return true;
    }

    private int FindNode(int subject, int graphName)
    {
        ref var entry = ref Terms[subject];
        var key = ((long)graphName << 32) | (uint)subject;
        var node = entry.Node;
        if (graphName == None ? node != None : namedNodes.TryGetValue(key, out node))
            return node;
        var graph = FindGraph(graphName);
        node = Nodes.Add(new BlockNode { Subject = subject, Graph = graph, First = None, Last = None, NextInGraph = None });
        if (graphName == None)
            entry.Node = node;
        else
            namedNodes.Add(key, node);
        if (Graphs[graph].First == None)
            Graphs[graph].First = node;
        else
            Nodes[Graphs[graph].Last].NextInGraph = node;
        Graphs[graph].Last = node;
        if (entry.Kind == TermKind.BlankNode)
        {
            Blanks[entry.Extra].Nodes++;
            Blanks[entry.Extra].Node = node;
        }
        return node;
    }

    private int FindGraph(int name)
    {
        if (graphNumbers.TryGetValue(name, out var graph))
            return graph;
        graph = Graphs.Add(new BlockGraph { Name = name, First = None, Last = None });
        graphNumbers.Add(name, graph);
        if (name == None)
            return graph;
        if (Terms[name].Kind == TermKind.BlankNode)
            Blanks[Terms[name].Extra].IsGraphName = true;
        return graph;
    }

    private void Append(int node, int predicate, int @object)
    {
        var row = Rows.Add(new BlockRow { Predicate = predicate, Object = @object, Next = None });
        ref var chain = ref Nodes[node];
        if (chain.First == None)
            chain.First = row;
        else
            Rows[chain.Last].Next = row;
        chain.Last = row;
        Terms[chain.Subject].Uses++;
        Terms[predicate].Uses++;
        TypeRows += predicate == type ? 1 : 0;
        if (@object < 0)
            return;
        ref var value = ref Terms[@object];
        value.Uses++;
        value.IsType |= predicate == type;
        if (value.Kind == TermKind.BlankNode)
        {
            ref var blank = ref Blanks[value.Extra];
            blank.References++;
            blank.Parent = node;
        }
    }
}
