namespace Harvester.Core.Ports;

/// <summary>A batch that a store has made ready to be written, for that store to apply once; each store keeps in it what it needs.</summary>
public class PreparedBatch(CatalogueBatch batch)
{
    public CatalogueBatch Batch => batch;
}
