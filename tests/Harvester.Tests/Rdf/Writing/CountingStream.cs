namespace Harvester.Tests.Rdf.Writing;

/// <summary>Counts what is written and keeps nothing.</summary>
internal sealed class CountingStream : MemoryStream
{
    public long Count { get; private set; }

    public override void Write(ReadOnlySpan<byte> buffer) => Count += buffer.Length;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Count += buffer.Length;
        return ValueTask.CompletedTask;
    }
}
