using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Assessment.Links;

/// <summary>
/// Looks whether the addresses whose time has come lead anywhere: a few at a time, those not looked at for longest first. What it finds goes into the
/// annotations, each change of an answer into the history; a dataset's own version stays.
/// </summary>
public sealed class LinkChecks(IStore store, ILinkProbe probe, Assessments assessments, TimeProvider clock, string owner)
{
    /// <summary>Of one dataset at one visit: a page of 6,000 files is no reason to ask its server 6,000 times in a row.</summary>
    public const int MostOfOneDataset = 20;

    private const string Job = "link checks";
    private const int Lanes = 6;

    private static readonly TimeSpan Soon = TimeSpan.FromHours(1);
    private static readonly TimeSpan Tomorrow = TimeSpan.FromDays(1);

    /// <summary>Looks at about <paramref name="limit"/> addresses; what it found of each. Nothing while another worker is at it.</summary>
    /// <param name="dueBy">Datasets whose time comes by then: now, or later to have more looked at.</param>
    /// <param name="wanted">Which of them; null: all.</param>
    public async Task<IReadOnlyList<LinkChange>> RunAsync(int limit, DateTimeOffset dueBy, Func<string, bool>? wanted, CancellationToken cancellationToken)
    {
        // Asked every few minutes, and mostly nothing is due: that takes no job.
        if (await DueAsync(1) is [])
            return [];
        await using var taken = await TakenJob.TakeAsync(store.Jobs, Job, owner, clock, Assessments.LeaseTerm, cancellationToken);
        if (taken is null)
            return [];
        var due = await DueAsync(limit);
        var found = new List<LinkChange>();
        // Datasets of different hosts beside each other; each host's gate keeps its own pace.
        foreach (var batch in due.Chunk(Lanes))
        {
            if (found.Count >= limit || !await taken.KeepAsync(cancellationToken))
                break;
            foreach (var visited in await Task.WhenAll(batch.Select(id => VisitAsync(id, cancellationToken))))
                found.AddRange(visited);
        }

        return found;

        async Task<List<string>> DueAsync(int most) =>
            [.. (await store.Links.DueAsync(dueBy, wanted is null ? most : int.MaxValue, cancellationToken)).Where(id => wanted?.Invoke(id) != false)];
    }

    private async Task<IReadOnlyList<LinkChange>> VisitAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.Datasets.GetAsync(id, cancellationToken) is not { State: DatasetState.Active } dataset || dataset.Id != id)
        {
            await store.Links.PlanAsync([new LinkPlan(id, null)], replace: true, cancellationToken);
            return [];
        }

        var addresses = LinkAddresses.Of(dataset).ToList();
        var before = (dataset.Annotations?.Checks ?? []).GroupBy(check => check.Distribution, StringComparer.Ordinal).ToDictionary(check => check.Key, check => check.First(), StringComparer.Ordinal);
        var chosen = addresses.OrderBy(address => before.GetValueOrDefault(address.Key)?.CheckedAt ?? DateTimeOffset.MinValue).Take(MostOfOneDataset).ToList();
        var seen = new List<(LinkCheck Check, string Url)>();
        foreach (var (key, url) in chosen)
        {
            var code = await probe.ProbeAsync(dataset.Provenance.Source, url, cancellationToken);
            var at = clock.GetUtcNow();
            seen.Add((new LinkCheck(key, code, at, before.GetValueOrDefault(key) is { } last && last.Code == code ? last.Since : at), url));
        }

        var checks = addresses.Select(address => seen.Find(one => one.Check.Distribution == address.Key).Check ?? before.GetValueOrDefault(address.Key)).OfType<LinkCheck>().ToList();
        await store.Links.AddHistoryAsync(
            [.. seen.Where(one => before.GetValueOrDefault(one.Check.Distribution)?.Code != one.Check.Code).Select(one => Change(id, one.Check, one.Url))], cancellationToken);
        await store.Annotations.PutAsync([new AnnotationWrite.LinksChecked(id, checks)], clock.GetUtcNow(), cancellationToken);
        await store.Links.PlanAsync([new LinkPlan(id, clock.GetUtcNow() + Next(addresses.Count > chosen.Count, seen))], replace: true, cancellationToken);
        // That an address answers is no entry of the log, but it earns points.
        await assessments.LookAgainAsync([id], cancellationToken);
        return [.. seen.Select(one => Change(id, one.Check, one.Url))];
    }

    // The rest of a large dataset soon; what may only have been a bad day, and what just died, tomorrow; else after the interval.
    private TimeSpan Next(bool hasMore, List<(LinkCheck Check, string Url)> seen) =>
        hasMore ? Soon
        : seen.Exists(one => !one.Check.IsAlive && clock.GetUtcNow() - one.Check.Since < TimeSpan.FromDays(3)) ? Tomorrow
        : LinkPlanner.Interval;

    private static LinkChange Change(string id, LinkCheck check, string url) => new(id, check.Distribution, url, check.Code, check.CheckedAt);
}
