namespace Harvester.Storage;

/// <summary>A body kept in pieces, one of them in memory at a time. Read asynchronously.</summary>
/// <param name="pieces">How many there are.</param>
/// <param name="open">The piece with a number from 0, decompressed; null when it is gone.</param>
internal sealed class PiecedStream(int pieces, Func<int, CancellationToken, Task<byte[]?>> open) : Stream
{
    private byte[] piece = [];
    private int used;
    private int next;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (used == piece.Length && next < pieces)
        {
            piece = await open(next++, cancellationToken) ?? throw new IOException("The kept answer was replaced while it was read.");
            used = 0;
        }

        var count = Math.Min(buffer.Length, piece.Length - used);
        piece.AsMemory(used, count).CopyTo(buffer);
        used += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously: the store is.");

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
