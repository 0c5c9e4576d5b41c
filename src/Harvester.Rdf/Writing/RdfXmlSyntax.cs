using Harvester.Rdf.Xml;

namespace Harvester.Rdf.Writing;

/// <summary>RDF 1.1 XML Syntax. A subject is a node element, named after its first type where that can be; each statement is a property element.</summary>
internal sealed class RdfXmlSyntax : BlockSyntax
{
    private const int IndentWidth = 2;
    private const int MaxIndent = 32;
    private readonly PrefixTable table;
    private readonly ElementNames names;
    private readonly BaseReference reference;

    // The depth of the node element that is open, or of a list's items.
    private int depth;

    public RdfXmlSyntax(OutputBuffer output, Block block, RdfWriterOptions options)
        : base(output, block)
    {
        // The names of RDF itself are written with this prefix, whatever else it was given for.
        var given = options.Prefixes.Where(pair => pair.Key != "rdf" && pair.Value != Names.Rdf).Append(new("rdf", Names.Rdf)).ToDictionary();
        table = new PrefixTable(given, (name, iri) => XmlNames.IsPrefix(name) && iri is not ("http://www.w3.org/XML/1998/namespace" or "http://www.w3.org/2000/xmlns/"));
        names = new ElementNames(output, block, table);
        reference = new BaseReference(options.BaseIri);
    }

    public override int LevelsOfNode => 2;

    public override int LevelsOfList => 2;

    public override bool ListsHaveLiterals => false;

    public override bool ListsHaveLists => false;

    public override void BeginBlock(bool isFirst)
    {
        names.Choose();
        if (!isFirst)
            return;
        Output.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF"u8);
        foreach (var prefix in names.Used().Prepend(table[table.Find(Utf8Names.Rdf)]))
        {
            if (prefix.IsDeclared)
                continue;
            prefix.IsDeclared = true;
            Output.Write(" xmlns:"u8);
            Output.Write(prefix.Name);
            WriteAttribute("="u8, prefix.Namespace);
        }
        if (reference.IsGiven)
            WriteAttribute(" xml:base="u8, reference.Iri);
        Output.Write(">\n"u8);
    }

    public override void EndDocument() => Output.Write("</rdf:RDF>\n"u8);

    public override void BeginGraph(int name)
    {
    }

    public override void EndGraph(int name)
    {
    }

    public override void BeginSubject(int node, bool isAnonymous)
    {
        depth = 0;
        StartNode(node);
        if (!isAnonymous)
            WriteReference(Block.Nodes[node].Subject, " rdf:about="u8);
        Output.Write((byte)'>');
    }

    public override void EndSubject(int node, bool isAnonymous)
    {
        EndNode(node);
        Output.Write((byte)'\n');
    }

    public override void Literal(in Place place, in LiteralEntry literal)
    {
        StartProperty(place);
        if (literal.Language > 0)
            WriteAttribute(" xml:lang="u8, Block.Language(literal));
        else if (literal.Datatype >= 0)
            WriteReference(literal.Datatype, " rdf:datatype="u8);
        Output.Write((byte)'>');
        XmlEscapes.WriteText(Output, Block.Lexical(literal));
        names.WriteEnd(place.Predicate);
    }

    public override void Iri(in Place place, int term)
    {
        // The element's name says it already: see StartNode.
        if (!(place is { IsFirstPredicate: true, IsFirst: true } && place.Predicate == Block.Type && names.Has(term)))
            WriteResource(place, term);
    }

    public override void Blank(in Place place, int term) => WriteResource(place, term);

    public override void EmptyList(in Place place, int term) => WriteResource(place, term);

    public override void BeginNested(in Place place, int node)
    {
        if (!place.IsInList)
        {
            StartProperty(place);
            Output.Write((byte)'>');
            depth += 2;
        }
        StartNode(node);
        Output.Write((byte)'>');
    }

    public override void EndNested(in Place place, int node)
    {
        EndNode(node);
        if (!place.IsInList)
            EndProperty(place);
    }

    public override void BeginList(in Place place)
    {
        StartProperty(place);
        Output.Write(" rdf:parseType=\"Collection\">"u8);
        depth += 2;
    }

    public override void EndList(in Place place) => EndProperty(place);

    // A node element takes its first statement for its name where that is an rdf:type of an IRI that can be one.
    private int TypeOf(int node)
    {
        ref var row = ref Block.Rows[Block.Nodes[node].First];
        return row.Predicate == Block.Type && row.Object >= 0 && !IsNil(row.Object) && names.Has(row.Object) ? row.Object : -1;
    }

    private bool IsNil(int term) => Block.Terms.Value(term).SequenceEqual(Utf8Names.Nil);

    private void StartNode(int node)
    {
        if (depth > 0)
            WriteIndent(depth);
        if (TypeOf(node) is >= 0 and var type)
            names.WriteStart(type);
        else
            Output.Write("<rdf:Description"u8);
    }

    private void EndNode(int node)
    {
        WriteIndent(depth);
        if (TypeOf(node) is >= 0 and var type)
            names.WriteEnd(type);
        else
            Output.Write("</rdf:Description>"u8);
    }

    private void WriteResource(in Place place, int term)
    {
        if (place.IsInList)
        {
            WriteIndent(depth);
            Output.Write("<rdf:Description"u8);
            WriteReference(term, " rdf:about="u8);
        }
        else
        {
            StartProperty(place);
            WriteReference(term, " rdf:resource="u8);
        }
        Output.Write("/>"u8);
    }

    private void StartProperty(in Place place)
    {
        WriteIndent(depth + 1);
        names.WriteStart(place.Predicate);
    }

    private void EndProperty(in Place place)
    {
        depth -= 2;
        WriteIndent(depth + 1);
        names.WriteEnd(place.Predicate);
    }

    private void WriteIndent(int level) => Output.WriteLine(Math.Min(level, MaxIndent) * IndentWidth);

    private void WriteReference(int term, ReadOnlySpan<byte> attribute)
    {
        var value = Block.Terms.Value(term);
        if (Block.Terms[term].Kind == TermKind.Iri)
        {
            WriteAttribute(attribute, reference.TryRelate(value, out var relative) ? relative : value);
            return;
        }
        Output.Write(" rdf:nodeID=\""u8);
        BlankLabels.WriteXmlName(Output, value);
        Output.Write((byte)'"');
    }

    private void WriteAttribute(ReadOnlySpan<byte> start, ReadOnlySpan<byte> value)
    {
        Output.Write(start);
        Output.Write((byte)'"');
        XmlEscapes.WriteAttribute(Output, value);
        Output.Write((byte)'"');
    }
}
