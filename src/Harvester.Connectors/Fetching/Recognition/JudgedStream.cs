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

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        if (head is null)
        {
            head = new byte[Recogniser.HeadLength];
            var filled = await inner.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
            left = head.AsMemory(0, filled);
            if (judge(left, filled < head.Length) is { } fault)
                throw fault;
        }

        if (left.IsEmpty)
            return await inner.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, left.Length);
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
