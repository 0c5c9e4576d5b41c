using System.Buffers;
using System.IO.Hashing;

namespace Harvester.Web.Requests;

/// <summary>Takes bytes for a hash of 128 bits and keeps none of them.</summary>
internal sealed class HashWriter : IBufferWriter<byte>, IDisposable
{
    private readonly XxHash128 hash = new();
    private byte[] buffer = ArrayPool<byte>.Shared.Rent(16 << 10);

    public void Advance(int count) => hash.Append(buffer.AsSpan(0, count));

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > buffer.Length)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = ArrayPool<byte>.Shared.Rent(sizeHint);
        }

        return buffer;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    public string Digest() => Convert.ToHexStringLower(hash.GetCurrentHash());

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);
}
