using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// Gives new records an id that leads nowhere else yet. A source that takes up an old number after its record was declared moved would
/// otherwise write into the dataset that kept the id.
/// </summary>
internal static class FreshIds
{
    /// <summary>Writes the batch. Whether an id is taken is asked only when the store says so, which it nearly never does.</summary>
    /// <returns>What was decided, with the ids that were given.</returns>
    public static async Task<IReadOnlyList<Decision>> WriteAsync(
        Decided decided, string source, Func<PreparedBatch, Task> write, ICatalogueWriter catalogue, CancellationToken cancellationToken)
    {
        try
        {
            await write(decided.Batch);
            return decided.Decisions;
        }
        catch (IdTakenException)
        {
            var batch = decided.Batch.Batch;
            var given = Decided.Of(await GiveAsync(decided.Decisions, source, catalogue, cancellationToken), batch.Run!, batch.At, catalogue);
            await write(given.Batch);
            return given.Decisions;
        }
    }

    private static async Task<IReadOnlyList<Decision>> GiveAsync(
        IReadOnlyList<Decision> decisions, string source, ICatalogueWriter catalogue, CancellationToken cancellationToken)
    {
        var added = decisions.Where(d => d.Kind is DecisionKind.Added).Select(d => d.Dataset!.Id).ToList();
        var taken = new HashSet<string>(await catalogue.TakenAsync(added, cancellationToken), StringComparer.Ordinal);
        var given = new List<Decision>(decisions.Count);
        foreach (var decision in decisions)
        {
            if (decision is not { Kind: DecisionKind.Added, Dataset: { } dataset, Write: CatalogueWrite.Put put })
            {
                given.Add(decision);
                continue;
            }

            var id = dataset.Id;
            for (var attempt = 2; taken.Contains(id); attempt++)
            {
                id = DatasetId.Other(source, decision.Record.RecordId, attempt);
                taken.UnionWith(await catalogue.TakenAsync([id], cancellationToken));
            }

            taken.Add(id);
            given.Add(id == dataset.Id ? decision : decision with { Dataset = dataset with { Id = id }, Write = put with { Dataset = put.Dataset with { Id = id } } });
        }

        return given;
    }
}
