namespace Harvester.Rdf.Writing;

/// <summary>Writes the syntaxes that gain from statements that stand together. A full block is written by another thread while the next one is filled.</summary>
internal sealed class BlockWriter : RdfWriter
{
    private readonly RdfWriterOptions options;
    private readonly Block filled;
    private readonly Block written;
    private readonly BlockSyntax syntax;
    private readonly BlockWalker walker;
    private Task writing = Task.CompletedTask;
    private bool isBegun;

    public BlockWriter(Stream output, RdfSyntax kind, RdfWriterOptions options)
        : base(output, kind)
    {
        this.options = options;
        filled = new Block(Rules);
        written = new Block(Rules);
        syntax = kind switch
        {
            RdfSyntax.RdfXml => new RdfXmlSyntax(Buffer, written, options),
            RdfSyntax.JsonLd => new JsonLdSyntax(Buffer, written, options),
            _ => new TurtleSyntax(Buffer, written, options),
        };
        walker = new BlockWalker(written, syntax);
    }

    public override async ValueTask DisposeAsync()
    {
        await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.DisposeAsync();
    }

    private protected override bool TryAdd(in StatementView statement)
    {
        if (filled.Rows.Count >= 2L * options.BlockStatements || filled.ByteCount >= 2L * options.BlockBytes)
            WriteOut();
        return filled.TryAdd(statement);
    }

    private protected override void EndScope() => filled.EndScope();

    private protected override async ValueTask WriteOutAsync(bool isEnd, CancellationToken cancellationToken)
    {
        // Better early at the end of a scope than in the middle of the next.
        var share = filled.IsClosed ? 2L : 1;
        if (!isEnd && filled.Rows.Count * share < options.BlockStatements && filled.ByteCount * share < options.BlockBytes)
            return;
        await writing;
        filled.MoveTo(written);
        if (!isEnd)
        {
            writing = Task.Run(() => WriteBlockAsync(cancellationToken), CancellationToken.None);
            return;
        }

        await WriteBlockAsync(cancellationToken);
        syntax.EndDocument();
    }

    private async Task WriteBlockAsync(CancellationToken cancellationToken)
    {
        Begin();
        while (walker.WriteNext())
        {
            if (Buffer.Length >= OutputBuffer.Much)
                await SendAsync(cancellationToken);
        }
    }

    // Nobody has paused.
    private void WriteOut()
    {
        writing.GetAwaiter().GetResult();
        filled.MoveTo(written);
        Begin();
        while (walker.WriteNext())
        {
            if (Buffer.Length >= OutputBuffer.Much)
                Flush();
        }
    }

    private void Begin()
    {
        walker.Begin();
        syntax.BeginBlock(isFirst: !isBegun);
        isBegun = true;
    }
}
