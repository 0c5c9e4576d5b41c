namespace Harvester.Core.Ports;

/// <summary>A batch that a store has made ready to be written, for that store to apply once; each store keeps in it what it needs.</summary>
public class PreparedBatch(CatalogueBatch batch)
{
    private int applied;

    public CatalogueBatch Batch => batch;

    /// <summary>For the store, before it applies it: what it keeps of the batch may not be there a second time.</summary>
    /// <exception cref="InvalidOperationException">It was applied before, or that was tried.</exception>
    public void BeginApplying()
    {
        if (Interlocked.Exchange(ref applied, 1) != 0)
            throw new InvalidOperationException("A prepared batch is applied once: prepare it anew.");
    }
}
