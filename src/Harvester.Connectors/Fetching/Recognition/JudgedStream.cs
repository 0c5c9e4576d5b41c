using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching.Recognition;

/// <summary>
/// A body whose beginning is judged before the first byte is given away. It is read no sooner than by the reader's first read, so that its faults
/// are met where those of the rest are.
/// </summary>
/// <param name="judge">The beginning, and whether it is all: a fault, or null to let the body through.</param>
internal sealed class JudgedStream(Stream inner, Func<ReadOnlyMemory<byte>, bool, SourceException?> judge) : ReadOnlyStream
{
    private byte[]? head;
    private ReadOnlyMemory<byte> left;
    private bool ended;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        if (head is null)
        {
            head = new byte[Recogniser.HeadLength];
            var filled = await inner.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            left = head.AsMemory(0, filled);
            ended = filled < head.Length;
            if (judge(left, ended) is { } fault)
                throw fault;
        }

        int count;
        if (left.IsEmpty)
        {
            // Whoever reads on behind the end must not meet a stream that was closed there.
            count = ended ? 0 : await inner.ReadAsync(buffer, cancellationToken);
            ended |= count == 0;
            return count;
        }

        count = Math.Min(buffer.Length, left.Length);
        left[..count].CopyTo(buffer);
        left = left[count..];
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}
