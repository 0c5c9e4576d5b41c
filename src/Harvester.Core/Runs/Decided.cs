using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>A batch of decisions with the writes that they come to, made ready while the batch before is written.</summary>
internal sealed record Decided(IReadOnlyList<Decision> Decisions, PreparedBatch Batch)
{
    public static Decided Of(IReadOnlyList<Decision> decisions, string run, DateTimeOffset at, ICatalogueWriter catalogue) =>
        new(decisions, catalogue.Prepare(new CatalogueBatch(run, at, [.. decisions.Select(d => d.Write).OfType<CatalogueWrite>()])));
}
