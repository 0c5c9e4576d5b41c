namespace Harvester.Tests.Rdf;

/// <summary>Gives one byte at a time, so that everything meets the end of a buffer.</summary>
internal sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
{
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer.Length > 1 ? buffer[..1] : buffer, cancellationToken);

    public override int Read(Span<byte> buffer) => base.Read(buffer.Length > 1 ? buffer[..1] : buffer);
}
