using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>A document that may have to be gone over twice. One that can be read only once is held in memory for that, within the limit.</summary>
internal sealed class DocumentSource
{
    private const int Piece = 256 * 1024;
    private readonly Stream document;
    private readonly RdfReaderOptions options;
    private readonly long start;
    private readonly Utf8Input input;
    private readonly HeldPieces held;

    // Whether all of it is held.
    private bool hasEnded;

    public DocumentSource(Stream document, RdfReaderOptions options)
    {
        this.document = document;
        this.options = options;
        start = document.CanSeek ? document.Position : 0;
        input = Open();
        held = HeldPieces.Before(input);
    }

    /// <summary>Holds the document's beginning, and says whether that is all of it.</summary>
    public async ValueTask<bool> HoldAsync(int most, CancellationToken cancellationToken)
    {
        while (!hasEnded && held.Length <= most)
            hasEnded = !await held.GrowAsync(cancellationToken);
        return held.Length <= most;
    }

    /// <summary>The document, which was held to its end.</summary>
    public byte[] TakeAll() => held.TakeAll();

    /// <summary>Whether the document is an array, as far as its first character tells.</summary>
    public bool IsArray(out int start)
    {
        start = 0;
        var head = held.Pieces.FirstOrDefault().Span;
        while (start < head.Length && head[start] is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            start++;
        return start < head.Length && head[start++] == '[';
    }

    /// <summary>Scans the whole document.</summary>
    public async ValueTask ScanAsync(SkeletonScan scan, CancellationToken cancellationToken)
    {
        if (!document.CanSeek)
        {
            await HoldAsync(options.MaxJsonLdBytes, cancellationToken);
            CheckLimit("it comes as a stream that can be read only once, and what follows its long arrays may change their meaning");
        }
        foreach (var piece in held.Pieces)
            scan.Add(piece.Span);
        var next = new byte[Piece];
        while (!hasEnded && !scan.IsOverfull && await input.ReadAsync(next, cancellationToken) is > 0 and var count)
            scan.Add(next.AsSpan(0, count));
        scan.Complete();
    }

    /// <summary>The document from its beginning, if nothing but what is held was read.</summary>
    public Utf8Window Continue() => new(held, options.MaxJsonLdBytes);

    /// <summary>The document from its beginning.</summary>
    public Utf8Window Reopen()
    {
        if (hasEnded)
            return Continue();
        held.LetGo();
        document.Position = start;
        return new Utf8Window(Open(), options.MaxJsonLdBytes);
    }

    /// <summary>Holds all of the document.</summary>
    /// <param name="obstacle">Why that must be.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<byte[]> TakeAllAsync(string obstacle, CancellationToken cancellationToken)
    {
        if (hasEnded)
        {
            CheckLimit(obstacle);
            return held.TakeAll();
        }
        held.LetGo();
        document.Position = start;
        var again = new DocumentSource(document, options);
        await again.HoldAsync(options.MaxJsonLdBytes, cancellationToken);
        again.CheckLimit(obstacle);
        return again.TakeAll();
    }

    private void CheckLimit(string obstacle)
    {
        if (held.Length > options.MaxJsonLdBytes)
            throw new RdfException(0, 0, $"The JSON-LD has more than {options.MaxJsonLdBytes} bytes and cannot be read as it comes: {obstacle}.") { IsLimit = true };
    }

    private Utf8Input Open() => new(document, isXml: false, options.Lenient);
}
