using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>A batch with what its writes store.</summary>
internal sealed class PreparedWrites : PreparedBatch
{
    public PreparedWrites(CatalogueBatch batch)
        : base(batch)
    {
        // Serialising and compressing take most of the time and need no lock, nor each other: the store's own numbers stand in columns.
        var writes = new PreparedWrite[batch.Writes.Count];
        Parallel.For(0, writes.Length, i => writes[i] = PreparedWrite.Of(batch.Writes[i]));
        Writes = writes;
    }

    public IReadOnlyList<PreparedWrite> Writes { get; }
}
