namespace Harvester.Rdf.Writing;

/// <summary>Turtle 1.1 and TriG 1.1.</summary>
internal sealed class TurtleSyntax : BlockSyntax
{
    private const int IndentWidth = 4;

    // Deeper nesting is indented no further, so that depth costs no more than its brackets.
    private const int MaxIndent = 16;
    private readonly PrefixTable table;
    private readonly PrefixChoice prefixes;
    private readonly BaseReference reference;
    private int graphIndent;

    public TurtleSyntax(OutputBuffer output, Block block, RdfWriterOptions options)
        : base(output, block)
    {
        table = new PrefixTable(options.Prefixes, (name, _) => LocalNames.IsPrefix(name));
        prefixes = new PrefixChoice(block, table);
        reference = new BaseReference(options.BaseIri);
    }

    public override int LevelsOfNode => 1;

    public override int LevelsOfList => 1;

    public override void BeginBlock(bool isFirst)
    {
        if (isFirst && reference.IsGiven)
        {
            Output.Write("@base <"u8);
            Output.Write(reference.Iri);
            Output.Write("> .\n"u8);
        }
        prefixes.Choose(mayDeclare: true);
        foreach (var prefix in prefixes.Fresh)
        {
            Output.Write("@prefix "u8);
            Output.Write(prefix.Name);
            Output.Write(": <"u8);
            Output.Write(prefix.Namespace);
            Output.Write("> .\n"u8);
        }
    }

    public override void EndDocument()
    {
    }

    public override void BeginGraph(int name)
    {
        if (name < 0)
            return;
        Output.Write((byte)'\n');
        WriteNode(name);
        Output.Write(" {"u8);
        graphIndent = 1;
    }

    public override void EndGraph(int name)
    {
        if (name < 0)
            return;
        Output.Write("}\n"u8);
        graphIndent = 0;
    }

    public override void BeginSubject(int node, bool isAnonymous)
    {
        WriteLine(0);
        if (isAnonymous)
            Output.Write("[]"u8);
        else
            WriteNode(Block.Nodes[node].Subject);
    }

    public override void EndSubject(int node, bool isAnonymous) => Output.Write(" .\n"u8);

    public override void BeginPredicate(int row, bool isFirst, bool hasSeveral, int depth)
    {
        if (!isFirst)
            Output.Write(" ;"u8);
        if (isFirst && depth == 1)
            Output.Write((byte)' ');
        else
            WriteLine(depth);
        var predicate = Block.Rows[row].Predicate;
        if (predicate == Block.Type)
            Output.Write((byte)'a');
        else
            WriteIri(predicate);
    }

    public override void Literal(in Place place, in LiteralEntry literal)
    {
        Separate(place);
        var lexical = Block.Lexical(literal);
        if (literal.Datatype >= 0 && TurtleAbbreviations.IsAbbreviated(lexical, Block.Terms.Value(literal.Datatype)))
        {
            Output.Write(lexical);
            return;
        }
        StringEscapes.WriteReadable(Output, lexical);
        if (literal.Language > 0)
        {
            Output.Write((byte)'@');
            Output.Write(Block.Language(literal));
        }
        else if (literal.Datatype >= 0)
        {
            Output.Write("^^"u8);
            WriteIri(literal.Datatype);
        }
    }

    public override void Iri(in Place place, int term)
    {
        Separate(place);
        WriteIri(term);
    }

    public override void Blank(in Place place, int term)
    {
        Separate(place);
        WriteNode(term);
    }

    public override void EmptyBlank(in Place place, int term)
    {
        Separate(place);
        Output.Write("[]"u8);
    }

    public override void EmptyList(in Place place, int term)
    {
        Separate(place);
        Output.Write("()"u8);
    }

    public override void BeginNested(in Place place, int node)
    {
        Separate(place);
        Output.Write((byte)'[');
    }

    public override void EndNested(in Place place, int node)
    {
        WriteLine(place.Depth);
        Output.Write((byte)']');
    }

    public override void BeginList(in Place place)
    {
        Separate(place);
        Output.Write((byte)'(');
    }

    public override void EndList(in Place place) => Output.Write(" )"u8);

    private void Separate(in Place place) => Output.Write(place.IsInList || place.IsFirst ? " "u8 : ", "u8);

    private void WriteLine(int depth) => Output.WriteLine(Math.Min(depth + graphIndent, MaxIndent) * IndentWidth);

    private void WriteNode(int term)
    {
        if (Block.Terms[term].Kind == TermKind.Iri)
        {
            WriteIri(term);
            return;
        }
        Output.Write("_:"u8);
        BlankLabels.Write(Output, Block.Terms.Value(term));
    }

    private void WriteIri(int term)
    {
        if (prefixes.TryShorten(term, out var prefix, out var local))
        {
            Output.Write(prefix);
            Output.Write((byte)':');
            Output.Write(local);
            return;
        }
        var iri = Block.Terms.Value(term);
        Output.Write((byte)'<');
        Output.Write(reference.TryRelate(iri, out var relative) ? relative : iri);
        Output.Write((byte)'>');
    }
}
