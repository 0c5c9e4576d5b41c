namespace Harvester.Rdf.Writing;

/// <summary>Writes the syntaxes that gain from statements that stand together.</summary>
internal sealed class BlockWriter : RdfWriter
{
    private readonly RdfWriterOptions options;
    private readonly Block block;
    private readonly BlockSyntax syntax;
    private readonly BlockWalker walker;
    private bool isBegun;

    public BlockWriter(Stream output, RdfSyntax kind, RdfWriterOptions options)
        : base(output, kind)
    {
        this.options = options;
        block = new Block(Rules);
        syntax = kind switch
        {
            RdfSyntax.RdfXml => new RdfXmlSyntax(Buffer, block, options),
            RdfSyntax.JsonLd => new JsonLdSyntax(Buffer, block, options),
            _ => new TurtleSyntax(Buffer, block, options),
        };
        walker = new BlockWalker(block, syntax);
    }

    private protected override bool TryAdd(in StatementView statement)
    {
        if (block.Rows.Count >= 2L * options.BlockStatements || block.ByteCount >= 2L * options.BlockBytes)
            WriteOut();
        return block.TryAdd(statement);
    }

    private protected override void EndScope() => block.EndScope();

    private protected override async ValueTask WriteOutAsync(bool isEnd, CancellationToken cancellationToken)
    {
        // Better early at the end of a scope than in the middle of the next.
        var share = block.IsClosed ? 2L : 1;
        if (!isEnd && block.Rows.Count * share < options.BlockStatements && block.ByteCount * share < options.BlockBytes)
            return;
        Begin();
        while (walker.WriteNext())
        {
            if (Buffer.Length >= OutputBuffer.Much)
                await FlushAsync(cancellationToken);
        }
        block.Clear();
        if (isEnd)
            syntax.EndDocument();
    }

    // Nobody has paused.
    private void WriteOut()
    {
        Begin();
        while (walker.WriteNext())
        {
            if (Buffer.Length >= OutputBuffer.Much)
                Flush();
        }
        block.Clear();
    }

    private void Begin()
    {
        walker.Begin();
        syntax.BeginBlock(isFirst: !isBegun);
        isBegun = true;
    }
}
