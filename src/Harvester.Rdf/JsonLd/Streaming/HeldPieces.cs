using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>The part of a document that is held, in pieces: to grow, it copies nothing. As a stream it is read once, and what was read is let go.</summary>
internal sealed class HeldPieces : ReadOnlyStream
{
    private const int Piece = 256 * 1024;
    private readonly Queue<ReadOnlyMemory<byte>> pieces = new();
    private readonly Stream rest;
    private readonly byte[] small = new byte[Piece];
    private long held;
    private int passed;

    private HeldPieces(Stream rest) => this.rest = rest;

    /// <summary>How many bytes are held.</summary>
    public override long Length => held;

    /// <summary>The pieces, the first one first.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces => pieces;

    /// <summary>Nothing yet; the stream stays its owner's.</summary>
    /// <param name="rest">What the stream goes on with.</param>
    public static HeldPieces Before(Stream rest) => new(rest);

    /// <summary>Holds some more of the rest; false: that has ended.</summary>
    public async ValueTask<bool> GrowAsync(CancellationToken cancellationToken)
    {
        var count = await rest.ReadAtLeastAsync(small, Piece, throwOnEndOfStream: false, cancellationToken);
        if (count > 0)
            pieces.Enqueue(small.AsSpan(0, count).ToArray());
        held += count;
        return count == Piece;
    }

    /// <summary>All that is held as one, and nothing held any longer.</summary>
    public byte[] TakeAll()
    {
        var all = new byte[held];
        var length = 0;
        foreach (var piece in pieces)
        {
            piece.CopyTo(all.AsMemory(length));
            length += piece.Length;
        }
        LetGo();
        return all;
    }

    public void LetGo()
    {
        pieces.Clear();
        held = 0;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (pieces.Count == 0)
            return rest.ReadAsync(buffer, cancellationToken);
        var piece = pieces.Peek()[passed..];
        var count = Math.Min(piece.Length, buffer.Length);
        piece[..count].CopyTo(buffer);
        held -= count;
        passed += count;
        if (count == piece.Length)
        {
            pieces.Dequeue();
            passed = 0;
        }
        return ValueTask.FromResult(count);
    }
}
