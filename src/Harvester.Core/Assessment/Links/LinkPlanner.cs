using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Assessment.Links;

/// <summary>Gives each dataset with addresses a time to look at them, spread by its id; nothing is asked here.</summary>
public sealed class LinkPlanner(ILinkStore links, TimeProvider clock) : IAssessor
{
    /// <summary>Time from one look to the next.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(14);

    public string Revision => "links 1";

    public Task BeginAnewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task AssessAsync(IReadOnlyList<Changed> changed, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var (first, again) = (new List<LinkPlan>(), new List<LinkPlan>());
        foreach (var (id, _, _) in changed.Where(one => one.Active is null))
            again.Add(new LinkPlan(id, null));
        foreach (var dataset in changed.Where(one => one.Content).Select(one => one.Active).OfType<Dataset>())
        {
            var addresses = LinkAddresses.Of(dataset).ToList();
            if (addresses.Count == 0)
                again.Add(new LinkPlan(dataset.Id, null));
            else if (Mended(dataset, addresses))
                again.Add(new LinkPlan(dataset.Id, now));
            else
                first.Add(new LinkPlan(dataset.Id, now + Spread(dataset.Id)));
        }

        await links.PlanAsync(first, replace: false, cancellationToken);
        await links.PlanAsync(again, replace: true, cancellationToken);
    }

    /// <summary>A part of the interval that is always the same for a dataset: so that thousands of a first harvest are not asked for at once.</summary>
    internal static TimeSpan Spread(string id) => Interval * ((double)(RecordHash.OfText(id) % 10_000) / 10_000);

    // Somebody may have mended a dead link, and wants to see it: asked for soon.
    private static bool Mended(Dataset dataset, List<(string Key, string Url)> addresses) =>
        dataset.Annotations?.Checks is { Count: > 0 } checks
        && (checks.Any(check => check.IsDead) || addresses.Exists(address => !checks.Any(check => check.Distribution == address.Key)));
}
