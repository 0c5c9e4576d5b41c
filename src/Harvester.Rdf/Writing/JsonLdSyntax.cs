using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Writing;

/// <summary>
/// JSON-LD 1.1: a context of prefixes, which the first block decides, and a graph of nodes, one a line. No term is defined and no value coerced: what is written means the same
/// with any context of prefixes.
/// </summary>
internal sealed class JsonLdSyntax : BlockSyntax
{
    private readonly PrefixTable table;
    private readonly PrefixChoice prefixes;
    private readonly BaseReference reference;
    private readonly HashSet<byte[]> barred = new(Utf8Hash.Instance);
    private readonly List<Prefix> declared = [];
    private bool hasBarred;
    private bool hasNode;
    private bool hasNodeInGraph;
    private bool isInGraph;
    private bool isType;

    public JsonLdSyntax(OutputBuffer output, Block block, RdfWriterOptions options)
        : base(output, block)
    {
        table = new PrefixTable(options.Prefixes, (name, _) => name.Length > 0 && LocalNames.IsPrefix(name));
        prefixes = new PrefixChoice(block, table);
        reference = new BaseReference(options.BaseIri);
    }

    // The object, and an array around it.
    public override int LevelsOfNode => 2;

    public override int LevelsOfList => 3;

    public override void BeginBlock(bool isFirst)
    {
        FindBarred();
        prefixes.Choose(mayDeclare: isFirst, barred.Contains);
        hasBarred = declared.Exists(prefix => barred.Contains(prefix.Name));
        if (!isFirst)
            return;
        declared.AddRange(prefixes.Fresh);
        Output.Write("{\"@context\":{"u8);
        if (reference.IsGiven)
        {
            WriteName("@base"u8);
            WriteString(reference.Iri);
        }
        foreach (var prefix in declared)
        {
            WriteName(prefix.Name);
            var isPlain = ":/?#[]@"u8.Contains(prefix.Namespace[^1]);
            Output.Write(isPlain ? default : "{\"@id\":"u8);
            WriteString(prefix.Namespace);
            Output.Write(isPlain ? default : ",\"@prefix\":true}"u8);
        }
        Output.Write("},\n\"@graph\":["u8);
    }

    public override void EndDocument() => Output.Write("\n]}\n"u8);

    public override void BeginGraph(int name)
    {
        isInGraph = name >= 0;
        hasNodeInGraph = false;
        if (!isInGraph)
            return;
        BeginNode();
        WriteName("@id"u8);
        WriteId(name);
        WriteName("@graph"u8);
        Output.Write((byte)'[');
    }

    public override void EndGraph(int name)
    {
        if (isInGraph)
            Output.Write("\n]}"u8);
        isInGraph = false;
    }

    public override void BeginSubject(int node, bool isAnonymous)
    {
        if (isInGraph)
        {
            Output.Write(hasNodeInGraph ? ",\n{"u8 : "\n{"u8);
            hasNodeInGraph = true;
        }
        else
            BeginNode();
        if (isAnonymous)
            return;
        WriteName("@id"u8);
        WriteId(Block.Nodes[node].Subject);
    }

    public override void EndSubject(int node, bool isAnonymous) => Output.Write((byte)'}');

    public override void BeginPredicate(int row, bool isFirst, bool hasSeveral, int depth)
    {
        isType = Block.Rows[row].Predicate == Block.Type && AllAreIris(row);
        if (isType)
            WriteName("@type"u8);
        else
        {
            Separate();
            WriteIri(Block.Rows[row].Predicate);
            Output.Write((byte)':');
        }
        if (hasSeveral)
            Output.Write((byte)'[');
    }

    public override void EndPredicate(bool hasSeveral)
    {
        isType = false;
        if (hasSeveral)
            Output.Write((byte)']');
    }

    public override void Literal(in Place place, in LiteralEntry literal)
    {
        Separate(place);
        if (literal.Language > 0)
        {
            Output.Write("{\"@language\":"u8);
            WriteString(Block.Language(literal));
            WriteName("@value"u8);
        }
        else if (literal.Datatype >= 0)
        {
            Output.Write("{\"@type\":"u8);
            WriteIri(literal.Datatype);
            WriteName("@value"u8);
        }
        WriteString(Block.Lexical(literal));
        if (literal.Language > 0 || literal.Datatype >= 0)
            Output.Write((byte)'}');
    }

    public override void Iri(in Place place, int term)
    {
        if (!isType)
        {
            Blank(place, term);
            return;
        }
        Separate(place);
        WriteIri(term);
    }

    public override void Blank(in Place place, int term)
    {
        Separate(place);
        Output.Write("{\"@id\":"u8);
        WriteId(term);
        Output.Write((byte)'}');
    }

    public override void EmptyList(in Place place, int term)
    {
        if (isType)
        {
            Iri(place, term);
            return;
        }
        Separate(place);
        Output.Write("{\"@list\":[]}"u8);
    }

    public override void BeginNested(in Place place, int node)
    {
        Separate(place);
        Output.Write((byte)'{');
    }

    public override void EndNested(in Place place, int node) => Output.Write((byte)'}');

    public override void BeginList(in Place place)
    {
        Separate(place);
        Output.Write("{\"@list\":["u8);
    }

    public override void EndList(in Place place) => Output.Write("]}"u8);

    // An IRI such as dct:title, of a scheme that a prefix is named after, would be read as one with that prefix.
    private void FindBarred()
    {
        barred.Clear();
        for (var term = 0; term < Block.Terms.Count; term++)
        {
            if (Block.Terms[term].Kind != TermKind.Iri)
                continue;
            var iri = Block.Terms.Value(term);
            var colon = iri.IndexOf((byte)':');
            if (!iri[(colon + 1)..].StartsWith("//"u8))
                barred.GetAlternateLookup<ReadOnlySpan<byte>>().Add(iri[..colon]);
        }
    }

    private bool AllAreIris(int row)
    {
        var predicate = Block.Rows[row].Predicate;
        for (; row >= 0 && Block.Rows[row].Predicate == predicate; row = Block.Rows[row].Next)
        {
            if (Block.Rows[row].Object is var value && (value < 0 || Block.Terms[value].Kind != TermKind.Iri))
                return false;
        }
        return true;
    }

    private void BeginNode()
    {
        Output.Write(hasNode ? ",\n{"u8 : "\n{"u8);
        hasNode = true;
        if (!hasBarred)
            return;
        WriteName("@context"u8);
        Output.Write((byte)'{');
        foreach (var prefix in declared)
        {
            if (!barred.Contains(prefix.Name))
                continue;
            WriteName(prefix.Name);
            Output.Write("null"u8);
        }
        Output.Write((byte)'}');
    }

    private void Separate(in Place place)
    {
        if (!place.IsFirst)
            Output.Write((byte)',');
    }

    private void Separate()
    {
        if (!Output.EndsWith((byte)'{'))
            Output.Write((byte)',');
    }

    private void WriteName(ReadOnlySpan<byte> name)
    {
        Separate();
        WriteString(name);
        Output.Write((byte)':');
    }

    private void WriteId(int term)
    {
        var value = Block.Terms.Value(term);
        if (Block.Terms[term].Kind == TermKind.BlankNode)
        {
            Output.Write("\"_:"u8);
            BlankLabels.Write(Output, value);
            Output.Write((byte)'"');
        }
        else if (reference.TryRelate(value, out var relative) && !relative.Contains((byte)':'))
            WriteString(relative); // with a colon it could be taken for a compact IRI
        else
            WriteIri(term);
    }

    private void WriteIri(int term)
    {
        if (!prefixes.TryShorten(term, out var prefix, out var local))
        {
            WriteString(Block.Terms.Value(term));
            return;
        }
        Output.Write((byte)'"');
        Output.Write(prefix);
        Output.Write((byte)':');
        Output.Write(local);
        Output.Write((byte)'"');
    }

    private void WriteString(ReadOnlySpan<byte> text) => StringEscapes.WriteReadable(Output, text);
}
