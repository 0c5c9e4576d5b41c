using System.Buffers;
using System.IO.Hashing;

namespace Harvester.Web.Requests;

/// <summary>Takes bytes for a hash of 128 bits, and keeps them as long as they are few.</summary>
internal sealed class HashWriter : IBufferWriter<byte>, IDisposable
{
    private const int MostKept = 64 << 10;
    private readonly XxHash128 hash = new();
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(16 << 10);
    private int kept;
    private bool isWhole = true;

    public void Advance(int count)
    {
        hash.Append(buffer.AsSpan(kept, count));
        kept += count;
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        var needed = Math.Max(sizeHint, 256);
        if (buffer.Length - kept >= needed)
            return buffer.AsMemory(kept);
        if (kept + needed > MostKept)
            (kept, isWhole) = (0, false);
        if (buffer.Length - kept < needed)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(kept + needed, Math.Min(buffer.Length * 2, MostKept)));
            buffer.AsSpan(0, kept).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        return buffer.AsMemory(kept);
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public string Digest() => Convert.ToHexStringLower(hash.GetCurrentHash());

    /// <summary>All that was written, where that was little; good until this is disposed.</summary>
    public bool TryGet(out ReadOnlyMemory<byte> written)
    {
        written = isWhole ? buffer.AsMemory(0, kept) : default;
        return isWhole;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
