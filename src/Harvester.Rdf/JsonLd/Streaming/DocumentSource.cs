using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>A document that may have to be gone over twice. One that can be read only once is held in memory for that, within the limit.</summary>
internal sealed class DocumentSource
{
    private const int Piece = 64 * 1024;
    private readonly Stream document;
    private readonly RdfReaderOptions options;
    private readonly long start;
    private readonly Utf8Input input;
    private readonly MemoryStream held = new();

    public DocumentSource(Stream document, RdfReaderOptions options)
    {
        this.document = document;
        this.options = options;
        start = document.CanSeek ? document.Position : 0;
        input = Open();
    }

    /// <summary>Whether all of it is held.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Holds the document, if it has no more bytes than that.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> HoldAsync(int most, CancellationToken cancellationToken)
    {
        var piece = new byte[Piece];
        while (!HasEnded && held.Length <= most)
        {
            var count = await input.ReadAsync(piece, cancellationToken);
            held.Write(piece, 0, count);
            HasEnded = count == 0;
        }
        return Held;
    }

    /// <summary>Scans the whole document.</summary>
    public async ValueTask<SkeletonScan> ScanAsync(SkeletonScan scan, CancellationToken cancellationToken)
    {
        if (!document.CanSeek)
            await HoldWithinLimitAsync("it comes as a stream that can be read only once, and what follows its long arrays may change their meaning", cancellationToken);
        scan.Add(Held.Span);
        var piece = new byte[Piece];
        while (!HasEnded && !scan.IsOverfull)
        {
            var count = await input.ReadAsync(piece, cancellationToken);
            scan.Add(piece.AsSpan(0, count));
            if (count == 0)
                break;
        }
        scan.Complete();
        return scan;
    }

    /// <summary>The document from its beginning.</summary>
    public Utf8Window Reopen()
    {
        if (HasEnded)
            return new Utf8Window(new MemoryStream(held.GetBuffer(), 0, (int)held.Length), options.MaxJsonLdBytes);
        document.Position = start;
        held.SetLength(0);
        held.Capacity = 0;
        return new Utf8Window(Open(), options.MaxJsonLdBytes);
    }

    /// <summary>Holds all of the document.</summary>
    /// <param name="obstacle">Why that must be.</param>
    public async ValueTask<ReadOnlyMemory<byte>> HoldAllAsync(string obstacle, CancellationToken cancellationToken)
    {
        if (HasEnded)
            return Held;
        document.Position = start;
        held.SetLength(0);
        await using var again = Open();
        var piece = new byte[Piece];
        while (await again.ReadAsync(piece, cancellationToken) is > 0 and var count)
        {
            held.Write(piece, 0, count);
            CheckLimit(obstacle);
        }
        HasEnded = true;
        return Held;
    }

    private ReadOnlyMemory<byte> Held => held.GetBuffer().AsMemory(0, (int)held.Length);

    private async ValueTask HoldWithinLimitAsync(string obstacle, CancellationToken cancellationToken)
    {
        await HoldAsync(options.MaxJsonLdBytes, cancellationToken);
        CheckLimit(obstacle);
    }

    private void CheckLimit(string obstacle)
    {
        if (held.Length > options.MaxJsonLdBytes)
            throw new RdfException(0, 0, $"The JSON-LD has more than {options.MaxJsonLdBytes} bytes and cannot be read as it comes: {obstacle}.") { IsLimit = true };
    }

    private Utf8Input Open() => new(document, isXml: false, options.Lenient);
}
