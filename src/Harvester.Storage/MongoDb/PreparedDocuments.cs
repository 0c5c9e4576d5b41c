using Harvester.Core.Ports;

namespace Harvester.Storage.MongoDb;

/// <summary>A batch with its documents.</summary>
internal sealed class PreparedDocuments : PreparedBatch
{
    public PreparedDocuments(CatalogueBatch batch)
        : base(batch)
    {
        // Serialising and compressing need no lock, nor each other.
        var writes = new PreparedDocument[batch.Writes.Count];
        Parallel.For(0, writes.Length, i => writes[i] = PreparedDocument.Of(batch.Writes[i], batch, Arena));
        Writes = writes;
    }

    public IReadOnlyList<PreparedDocument> Writes { get; }

    /// <summary>Where the documents are, and what is made of them later.</summary>
    public Arena Arena { get; } = new();
}
