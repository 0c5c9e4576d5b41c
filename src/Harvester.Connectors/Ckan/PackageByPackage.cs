using System.Runtime.CompilerServices;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Ckan;

/// <summary>
/// Packages one by one, by <c>package_show</c>, in the order of their names: of <c>package_list</c>, or those that an earlier run could not take.
/// One that cannot be had ends nothing: it is counted as unread, so that its record does not pass for gone.
/// </summary>
internal sealed class PackageByPackage(CkanApi api, IFetcher fetcher, Reading reading, int concurrency)
{
    private const int NamesAtATime = 10_000;

    /// <summary>After so many failures in a row the site is down, and asking on would only annoy it.</summary>
    private const int MostFailuresInARow = 20;

    /// <summary>All of <c>package_list</c>.</summary>
    public async IAsyncEnumerable<CkanEntry> ReadAsync(IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        reading.Announced = names.Count;
        var (read, failed) = (0, 0);
        await foreach (var entry in ShowAllAsync(names, cancellationToken))
        {
            (read, failed) = (entry.Fault is null ? read + 1 : read, entry.Fault is null ? 0 : failed + 1);
            if (read == 0 && failed >= MostFailuresInARow)
                throw entry.Fault!;
            yield return entry;
        }

        if (failed >= MostFailuresInARow)
            reading.Doubt($"{failed} packages in a row could not be fetched; the rest of the {names.Count} were not asked for");
        else
            reading.ReachedEnd = true;
    }

    /// <summary>What an earlier run could not take. What is gone since is told and asked for no more; the next whole listing decides about its dataset.</summary>
    public async IAsyncEnumerable<CkanEntry> AgainAsync(IReadOnlyCollection<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var left = names.ToHashSet(StringComparer.Ordinal);
        await foreach (var entry in ShowAllAsync([.. names.Order(StringComparer.Ordinal)], cancellationToken))
        {
            left.Remove(entry.Name!);
            if (entry.Fault is not { Code: "http-404" or "http-410" or "ckan-not-found" } gone)
            {
                yield return entry;
                continue;
            }

            reading.Report(new Problem("gone-since", Severity.Info, Whose.Source, null, entry.Name,
                $"the package {entry.Name}, which an earlier run could not take, is not there any more: {gone.Message}; it is not asked for again, and the next whole listing decides about its dataset"), entry.Name, api.RecordUrl(entry.Name!));
        }

        foreach (var name in left)
            reading.TryNextTime(name);
    }

    /// <summary>As many at a time as the file allows; ends early, with its last entry a fault, when the site is down.</summary>
    public async IAsyncEnumerable<CkanEntry> ShowAllAsync(IReadOnlyList<string> names, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<CkanEntry>>();
        var (asked, failedInARow) = (0, 0);
        try
        {
            while (failedInARow < MostFailuresInARow && (asked < names.Count || underWay.Count > 0))
            {
                while (asked < names.Count && underWay.Count < Math.Max(1, concurrency))
                    underWay.Enqueue(ShowAsync(names[asked++], stop.Token));
                var entry = await underWay.Dequeue();
                failedInARow = entry.Fault is null ? 0 : failedInARow + 1;
                yield return entry;
            }
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var task in underWay)
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>The whole of <c>package_list</c>, in parts where it is too large for one answer.</summary>
    /// <exception cref="SourceException">The site does not offer it.</exception>
    public async Task<IReadOnlyList<string>> NamesAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync(api.List(), cancellationToken);
        }
        catch (SourceException e) when (e.Code is "too-large")
        {
            return await InPartsAsync(cancellationToken);
        }
    }

    private async Task<CkanEntry> ShowAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await fetcher.GetBytesAsync(api.Show(name), "application/json", reading, cancellationToken);
            return new CkanEntry(CkanAnswer.Packages(answer, CkanResult.Package).Packages[0], name);
        }
        catch (SourceException e)
        {
            return new CkanEntry(default, name, e);
        }
    }

    private async Task<IReadOnlyList<string>> InPartsAsync(CancellationToken cancellationToken)
    {
        var names = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var part = await ListAsync(api.List(NamesAtATime, names.Count), cancellationToken);
            var before = names.Count;
            names.AddRange(part.Where(known.Add));
            if (part.Count < NamesAtATime || names.Count == before)
                return names;
        }
    }

    private async Task<IReadOnlyList<string>> ListAsync(Uri url, CancellationToken cancellationToken)
    {
        var names = CkanAnswer.Names(await fetcher.GetBytesAsync(url, "application/json", reading, cancellationToken));
        reading.PageRead();
        return names;
    }
}
