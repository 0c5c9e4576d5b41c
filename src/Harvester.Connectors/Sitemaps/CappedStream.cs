using Harvester.Connectors.Fetching;

namespace Harvester.Connectors.Sitemaps;

/// <summary>A stream that gives at most so many bytes, and then the fault: a small compressed file may hold gigabytes. To be read asynchronously.</summary>
internal sealed class CappedStream(Stream inner, long most, Func<Exception> fault) : ReadOnlyStream
{
    private long given;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        given += count;
        return given <= most ? count : throw fault();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
