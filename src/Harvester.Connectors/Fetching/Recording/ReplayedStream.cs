namespace Harvester.Connectors.Fetching.Recording;

/// <summary>A recorded body, then whatever ended it.</summary>
internal sealed class ReplayedStream(Stream file, Exchange exchange, Uri url) : ReadOnlyStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await file.ReadAsync(buffer, cancellationToken);
        if (count > 0 || buffer.IsEmpty)
            return count;
        if (exchange.Fault is { } fault)
            throw fault.Again(url);
        return exchange.Whole ? 0 : throw new IOException("The recording of this answer ends here, as its reader stopped.");
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            file.Dispose();
        base.Dispose(disposing);
    }
}
