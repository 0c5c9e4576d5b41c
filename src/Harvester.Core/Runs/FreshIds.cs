using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// Gives new records an id that leads nowhere else yet. A source that takes up an old number after its record was declared moved would
/// otherwise write into the dataset that kept the id.
/// </summary>
internal static class FreshIds
{
    /// <summary>Writes the batch. It is rare that an id is taken, so nobody asks before: the store says so, and then each new record's id is asked for.</summary>
    /// <returns>What was written.</returns>
    public static async Task<IReadOnlyList<Decision>> WriteAsync(
        IReadOnlyList<Decision> decisions, string source, ICatalogueWriter catalogue, Func<IReadOnlyList<CatalogueWrite>, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await write(Writes(decisions));
            return decisions;
        }
        catch (DatasetIdTakenException)
        {
            var given = await GiveAsync(decisions, source, catalogue, cancellationToken);
            await write(Writes(given));
            return given;
        }
    }

    private static CatalogueWrite[] Writes(IReadOnlyList<Decision> decisions) => [.. decisions.Select(d => d.Write).OfType<CatalogueWrite>()];

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
