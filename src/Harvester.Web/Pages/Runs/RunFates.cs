using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Web.Pages.Runs;

/// <summary>What became of the records of a run that did not stay as they were.</summary>
/// <param name="Entries">Of the page, each with its dataset as it is now; null: it was erased.</param>
/// <param name="HasMore">There is another page.</param>
public sealed record RunFates(IReadOnlyList<(ChangeEntry Entry, Dataset? Dataset)> Entries, int Skip, bool HasMore)
{
    public const int PageSize = 50;

    internal static async Task<RunFates> ReadAsync(RunReport run, int skip, IStore store, CancellationToken cancellationToken)
    {
        var entries = await RunChanges.OfAsync(run, store.Changes, cancellationToken).Skip(skip).Take(PageSize + 1).ToListAsync(cancellationToken);
        var page = entries.Take(PageSize).ToList();
        var datasets = (await store.Datasets.ManyAsync([.. page.Select(entry => entry.Id).Distinct(StringComparer.Ordinal)], cancellationToken)).ToDictionary(dataset => dataset.Id, StringComparer.Ordinal);
        return new RunFates([.. page.Select(entry => (entry, datasets.GetValueOrDefault(entry.Id)))], skip, entries.Count > PageSize);
    }
}
