using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Ports;

namespace Harvester.Web.Pages.Datasets;

/// <summary>Tells whether stamps of an hour are those of a bulk import, by one look-up for each source and hour.</summary>
internal sealed class BulkStamps(IStore store)
{
    private readonly Dictionary<(string Source, string Hour), bool> known = [];

    public async Task<bool> AreOfAsync(string source, string hour, CancellationToken cancellationToken)
    {
        if (!known.TryGetValue((source, hour), out var isBulk))
            known[(source, hour)] = isBulk = await store.Coverage.SumAsync(source, $"stamp/{hour}", cancellationToken) >= MachineStamp.BulkSize;
        return isBulk;
    }
}
