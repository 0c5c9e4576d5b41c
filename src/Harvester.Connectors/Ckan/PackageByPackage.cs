using System.Runtime.CompilerServices;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Ckan;

/// <summary>
/// The way round for a site without a usable <c>package_search</c>: the names by <c>package_list</c>, then each by <c>package_show</c>, in the
/// list's order. One that cannot be had ends nothing: it is counted as unread, so that its record does not pass for gone.
/// </summary>
internal sealed class PackageByPackage(CkanApi api, IFetcher fetcher, Reading reading, int concurrency)
{
    private const int NamesAtATime = 10_000;

    /// <summary>After so many failures in a row the site is down, and asking on would only annoy it.</summary>
    private const int MostFailuresInARow = 20;

    /// <param name="refusal">How package_search failed: told when package_list fails as well.</param>
    public async IAsyncEnumerable<CkanEntry> ReadAsync(SourceException refusal, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var names = await NamesAsync(refusal, cancellationToken);
        reading.Announced = names.Count;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var underWay = new Queue<Task<CkanEntry>>();
        var (asked, failedInARow, anyRead) = (0, 0, false);
        try
        {
            while (failedInARow < MostFailuresInARow && (asked < names.Count || underWay.Count > 0))
            {
                while (asked < names.Count && underWay.Count < Math.Max(1, concurrency))
                    underWay.Enqueue(ShowAsync(names[asked++], stop.Token));
                var entry = await underWay.Dequeue();
                failedInARow = entry.Fault is null ? 0 : failedInARow + 1;
                anyRead |= entry.Fault is null;
                if (failedInARow >= MostFailuresInARow && !anyRead)
                    throw entry.Fault!;
                yield return entry;
            }
        }
        finally
        {
            await stop.CancelAsync();
            foreach (var task in underWay)
                await ((Task)task).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (failedInARow >= MostFailuresInARow)
            reading.Doubt($"{failedInARow} packages in a row could not be fetched; the rest of the {names.Count} were not asked for");
        else
            reading.ReachedEnd = true;
    }

    private async Task<CkanEntry> ShowAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await fetcher.GetBytesAsync(api.Show(name), "application/json", reading, cancellationToken);
            return new CkanEntry(CkanAnswer.Packages(answer, single: true).Packages[0]);
        }
        catch (SourceException e)
        {
            return new CkanEntry(default, name, e);
        }
    }

    private async Task<IReadOnlyList<string>> NamesAsync(SourceException refusal, CancellationToken cancellationToken)
    {
        try
        {
            return await ListAsync(api.List(), cancellationToken);
        }
        catch (SourceException e) when (e.Code is "too-large")
        {
            return await InPartsAsync(cancellationToken);
        }
        catch (SourceException e)
        {
            throw new SourceException(refusal.Code, refusal.Whose, refusal.Url, $"package_search: {refusal.Message}; package_list: {e.Message}", e);
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
