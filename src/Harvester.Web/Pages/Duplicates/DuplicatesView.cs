using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Web.Pages.Duplicates;

/// <summary>A page of groups of records of one dataset.</summary>
/// <param name="Total">Groups in all.</param>
/// <param name="Next">Where the next page begins; null: this is the last.</param>
public sealed record DuplicatesView(IReadOnlyList<ShownGroup> Groups, long Total, string? Next)
{
    private const int PageSize = 20;

    internal static async Task<DuplicatesView> ReadAsync(string? after, IStore store, CancellationToken cancellationToken)
    {
        var page = new Page<DuplicateGroup>(await store.Duplicates.GroupsAsync(after, PageSize + 1, cancellationToken), PageSize);
        var datasets = (await store.Datasets.ManyAsync([.. page.Items.SelectMany(group => group.Members)], cancellationToken)).ToDictionary(dataset => dataset.Id, StringComparer.Ordinal);
        var groups = new List<ShownGroup>();
        foreach (var group in page.Items)
        {
            // Moved or erased since the group was found: it is on its way out.
            var members = group.Members.Select(id => datasets.GetValueOrDefault(id)).OfType<Dataset>().OrderByDescending(dataset => dataset.Id == group.Canonical).ToList();
            groups.Add(new ShownGroup(group.Canonical, members, await store.Duplicates.VerdictsAsync(group.Members, cancellationToken)));
        }

        return new DuplicatesView(groups, await store.Duplicates.CountGroupsAsync(cancellationToken), page.Next(group => group.Canonical));
    }
}
