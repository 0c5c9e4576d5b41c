using System.IO.Hashing;
using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching.Answers;

/// <summary>
/// Puts a body aside while it is read. Only one that was read to its end without a fault is kept: its last read hands it over.
/// </summary>
/// <param name="keep">Hash, length and the body from its beginning.</param>
internal sealed class RememberingStream(Stream inner, Func<string, long, Stream, CancellationToken, Task> keep) : ReadOnlyStream
{
    private readonly XxHash128 hash = new();
    private BodySpool? spool = new();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await inner.ReadAsync(buffer, cancellationToken);
        if (spool is null || buffer.IsEmpty)
            return count;
        if (count == 0)
        {
            await using var whole = spool;
            spool = null;
            await keep(RecordHash.Format(hash.GetCurrentHashAsUInt128()), whole.Length, whole.Rewound(), cancellationToken);
            return 0;
        }

        hash.Append(buffer.Span[..count]);
        try
        {
            await spool.WriteAsync(buffer[..count], cancellationToken);
        }
        catch (IOException)
        {
            // No room for a temporary file: then this answer is not kept, which costs the next run one whole answer.
            await spool.DisposeAsync();
            spool = null;
        }

        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            spool?.Dispose();
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
