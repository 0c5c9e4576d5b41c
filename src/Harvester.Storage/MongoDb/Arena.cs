using System.Buffers;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// The memory of one batch's documents, rented in large pieces and given back at once (region-based memory management, an arena). They live as long as the
/// batch takes to be written: just too long for the garbage collector to find them dead before it has moved each of them twice.
/// </summary>
internal sealed class Arena
{
    private const int PieceSize = 1 << 20;

    private readonly Lock gate = new();
    private readonly List<byte[]> pieces = [];
    private int used;

    /// <summary>A copy of the bytes, good until <see cref="Return"/>. Any thread may ask.</summary>
    public ArraySegment<byte> Keep(ReadOnlySpan<byte> bytes)
    {
        var room = Take(bytes.Length);
        bytes.CopyTo(room);
        return room;
    }

    /// <summary>Gives all of it back. To be called when everything was sent; after a fault nobody knows what still reads it, and the collector takes it.</summary>
    public void Return()
    {
        foreach (var piece in pieces)
            ArrayPool<byte>.Shared.Return(piece);
        pieces.Clear();
    }

    private ArraySegment<byte> Take(int length)
    {
        lock (gate)
        {
            if (pieces.Count == 0 || pieces[^1].Length - used < length)
            {
                pieces.Add(ArrayPool<byte>.Shared.Rent(Math.Max(length, PieceSize)));
                used = 0;
            }

            used += length;
            return new ArraySegment<byte>(pieces[^1], used - length, length);
        }
    }
}
