using System.Buffers.Binary;

namespace Harvester.Connectors.Listings;

/// <summary>
/// Payloads put aside in a temporary file, so that a listing can be judged as a whole in bounded memory before its first record is let
/// through. Each payload is preceded by its length (32 bits, little endian). The file vanishes with the spool, or with the process.
/// </summary>
internal sealed class RecordSpool : IAsyncDisposable
{
    private readonly FileStream file = new(Path.Combine(Path.GetTempPath(), $"harvester-{Guid.NewGuid():n}.spool"), new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.ReadWrite,
        Share = FileShare.None,
        Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
    });

    private long end;

    /// <summary>Puts a payload at the end; its place for <see cref="ReadAsync"/>.</summary>
    public async ValueTask<long> AppendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var place = end;
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, payload.Length);
        file.Position = place;
        await file.WriteAsync(length, cancellationToken);
        await file.WriteAsync(payload, cancellationToken);
        end = place + length.Length + payload.Length;
        return place;
    }

    /// <summary>The payload that <see cref="AppendAsync"/> put at a place.</summary>
    public async ValueTask<byte[]> ReadAsync(long place, CancellationToken cancellationToken)
    {
        var length = new byte[sizeof(int)];
        file.Position = place;
        await file.ReadExactlyAsync(length, cancellationToken);
        var payload = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
        await file.ReadExactlyAsync(payload, cancellationToken);
        return payload;
    }

    public ValueTask DisposeAsync() => file.DisposeAsync();
}
