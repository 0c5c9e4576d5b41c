using System.Runtime.CompilerServices;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Ckan;

/// <summary>
/// Pages of <c>package_search</c>, the next one being fetched while the current one is used. The listing may move meanwhile: what comes
/// twice is taken once, and where records vanished before our place the pages step back, so that none slips through between two pages.
/// </summary>
/// <param name="since">Ask only for what changed from then on; null: for everything.</param>
internal sealed class PackageSearch(CkanApi api, IFetcher fetcher, Reading reading, DateTimeOffset? since = null)
{
    /// <summary>
    /// A change may be indexed some time after its stamp, and clocks differ: what changed shortly before the newest change is asked for
    /// again, and costs no write.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    /// <summary>So much older than asked for, a record shows that the range was not heeded: no time zone explains it.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromDays(1);

    private const int DefaultRows = 500;
    private const int MaxPages = 10_000;

    /// <summary>A count that keeps going up and down would otherwise send us back for ever.</summary>
    private const int MaxStepsBack = 20;

    private readonly Dictionary<UInt128, int> seen = []; // record → number of the page it came on
    private int rows = DefaultRows;
    private int pages;
    private int stepsBack;
    private long repeated;
    private bool moved;
    private bool olderCame;
    private CkanPage? first;

    private DateTimeOffset? From => since - Overlap;

    /// <summary>Fetches the first page; the fault, when it cannot be had.</summary>
    public async Task<SourceException?> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            first = await FetchAsync(0, cancellationToken);
            reading.ChangesOnly = since is not null;
            return null;
        }
        catch (SourceException e)
        {
            return e;
        }
    }

    public async IAsyncEnumerable<CkanEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var complete = true;
        // Records that were inserted before our place show only in the count: then, once, the pages are read again for what is new.
        for (var pass = 0; pass < 2 && complete && (pass == 0 || (moved && Lacking > 0)); pass++)
        {
            complete = false;
            await foreach (var (fresh, isLast) in PassAsync(pass, cancellationToken))
            {
                foreach (var package in fresh)
                    yield return new CkanEntry(package);
                complete = isLast;
            }
        }

        if (repeated > 0)
        {
            reading.Report(new Problem("repeated-record", Severity.Info, Whose.Source, null, null,
                $"{repeated} records came on more than one page, as happens when a listing changes or is unsorted while it is read; each was taken once"));
        }

        if (stepsBack > MaxStepsBack)
            reading.Doubt($"the source's own count went down {stepsBack} times while its pages were read: records may have been missed");
        if (complete && Lacking > 0)
            reading.Doubt($"the source announces {reading.Announced} records, but its {pages} pages held {seen.Count} different ones");
        reading.ReachedEnd = complete && Lacking <= 0 && stepsBack <= MaxStepsBack;
        if (olderCame)
            await JudgeRangeAsync(cancellationToken);
        if (since is null && reading.ReachedEnd && api.Unfiltered is { } unfiltered)
            await JudgeFilterAsync(unfiltered, cancellationToken);
    }

    /// <summary>A site that does not heed the filter gives the records of others, and nothing in its answers says so.</summary>
    private async Task JudgeFilterAsync(CkanApi unfiltered, CancellationToken cancellationToken)
    {
        try
        {
            if (await CountAsync(unfiltered, cancellationToken) is { } all && all == reading.Announced)
            {
                reading.Report(new Problem("filter-without-effect", Severity.Warning, Whose.Ours, null, "filter",
                    $"the source announces {all} records with ckan.filter and as many without it: either it does not heed the filter, and records of others were taken, or the filter leaves nothing out and can be taken out of the connector file"));
            }
        }
        catch (SourceException e)
        {
            reading.Report(new Problem("unverified-filter", Severity.Info, Whose.Source, null, "filter", $"whether the source heeds ckan.filter could not be asked: {e.Message}"));
        }
    }

    /// <summary>
    /// Records came that did not change since. A site that finds as many without the range does not heed it: then the listing is a whole
    /// one. Else its stamps are odd, and the listing stays one of changes.
    /// </summary>
    private async Task JudgeRangeAsync(CancellationToken cancellationToken)
    {
        long? all = null;
        try
        {
            all = await CountAsync(api, cancellationToken);
        }
        catch (SourceException e)
        {
            reading.Doubt($"whether the source heeds the range of metadata_modified could not be asked: {e.Message}");
        }

        if (all is not null && all == reading.Announced)
        {
            reading.ChangesOnly = false;
            reading.Report(new Problem("changes-not-told", Severity.Warning, Whose.Ours, null, "metadata_modified",
                "the source does not heed the range of metadata_modified and gave everything: it was read as the whole listing; take 'incremental' out of the connector file"));
        }
        else if (all is not null)
        {
            reading.Report(new Problem("odd-stamps", Severity.Info, Whose.Source, "metadata_modified", null,
                $"the source was asked for what changed since {From:yyyy-MM-dd HH:mm}Z and gave records whose metadata_modified is older or missing; they were taken as changes"));
        }
    }

    private async Task<long?> CountAsync(CkanApi of, CancellationToken cancellationToken) =>
        CkanAnswer.Packages(await fetcher.GetBytesAsync(of.Search(0, 1), "application/json", reading, cancellationToken), CkanResult.Search).Count;

    private long Lacking => (reading.Announced ?? 0) - seen.Count - reading.Doubles;

    /// <summary>One way through the pages: what is new on each, and whether it was the last.</summary>
    private async IAsyncEnumerable<(IReadOnlyList<CkanPackage> Fresh, bool IsLast)> PassAsync(int pass, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<CkanPage>? next = first is null ? FetchAsync(0, stop.Token) : Task.FromResult(first);
        first = null;
        long start = 0;
        var steppedBack = false;
        try
        {
            while (next is not null)
            {
                if (await TurnAsync(next, start) is not { } page)
                    yield break;
                var vanished = Announce(page.Count);
                var fresh = TakeFresh(page.Packages);
                var end = start + page.Packages.Count;
                var asked = rows;
                if (start == 0 && page.Packages.Count is > 0 and var held && held < asked && end < page.Count)
                    rows = held; // the server gives no more at a time, whatever is asked for

                var isLast = false;
                if (vanished > 0 && start > 0 && ++stepsBack <= MaxStepsBack)
                    (start, steppedBack) = (Math.Max(0, start - vanished), true);
                else if (isLast = IsEnd(page, fresh.Count, end, asked))
                    start = -1;
                else if (WhyStuck(page, fresh, start, mayRepeat: pass > 0 || steppedBack) is { } why)
                {
                    reading.Doubt(why);
                    start = -1;
                }
                else
                    (start, steppedBack) = (end, false);

                next = start < 0 ? null : FetchAsync(start, stop.Token);
                yield return (fresh, isLast);
            }
        }
        finally
        {
            await stop.CancelAsync();
            if (next is not null)
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// A server that counts too low is believed only once a page is not full; one that counts a round number of thousands may count no
    /// further (10,000 is the usual window of a search index): its end is where a page comes empty.
    /// </summary>
    private static bool IsEnd(CkanPage page, int fresh, long end, int asked) => page.Count is { } total
        ? end == total ? page.Packages.Count == 0 || total == 0 || total % 1000 != 0 : end > total && (page.Packages.Count < asked || fresh == 0)
        : page.Packages.Count == 0;

    private string? WhyStuck(CkanPage page, List<CkanPackage> fresh, long start, bool mayRepeat)
    {
        if (page.Packages.Count == 0)
            return $"the source announces {page.Count} records, but the page from record {start + 1} on is empty";
        if (fresh.Count == 0 && !mayRepeat)
            return $"the page from record {start + 1} on only repeats what came before, although the source announces {page.Count} records: {seen.Count} were read";
        return pages >= MaxPages ? $"reading stopped after {pages} pages, although the listing goes on" : null;
    }

    /// <summary>The page; null, with a doubt, when it cannot be had.</summary>
    private async Task<CkanPage?> TurnAsync(Task<CkanPage> next, long start)
    {
        try
        {
            var page = await next;
            pages++;
            reading.PageRead();
            return page;
        }
        catch (SourceException e)
        {
            var of = reading.Announced is { } announced ? $" of {(announced + rows - 1) / rows}" : "";
            reading.Doubt($"page {(start / rows) + 1}{of} (from record {start + 1} on) could not be read: {e.Message}");
            reading.Report(new Problem(e.Code, Severity.Error, e.Whose, null, e.Url, $"a page of the listing could not be read: {e.Message}"));
            return null;
        }
    }

    private async Task<CkanPage> FetchAsync(long start, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var answer = await fetcher.GetBytesAsync(api.Search(start, rows, From), "application/json", reading, cancellationToken);
                return CkanAnswer.Packages(answer, CkanResult.Search);
            }
            catch (SourceException e) when (e.Code is "too-large" && rows > 1)
            {
                rows = Math.Max(1, rows / 4); // some records have thousands of resources
            }
        }
    }

    /// <summary>Takes note of the source's count; how many records vanished since the page before.</summary>
    private long Announce(long? count)
    {
        var before = reading.Announced;
        reading.Announced = count ?? before;
        moved |= before is not null && count is not null && count != before;
        return before - count ?? 0;
    }

    /// <summary>What did not come on an earlier page. Twice on one page is the source's own fault, which the run reports.</summary>
    private List<CkanPackage> TakeFresh(IReadOnlyList<CkanPackage> packages)
    {
        var fresh = new List<CkanPackage>(packages.Count);
        foreach (var package in packages)
        {
            var key = CkanRecords.IdOf(package, api.Identity) is { } id ? RecordHash.OfText(id) : RecordHash.OfBytes(package.Json.Span);
            olderCame |= From is { } from && !(package.Modified >= from - Tolerance);
            if (seen.TryAdd(key, pages))
            {
                fresh.Add(package);
            }
            else if (seen[key] == pages)
            {
                // Twice on one page is the source's own doing, not a listing that moved: the run reports it with both positions.
                reading.Doubled();
                fresh.Add(package);
            }
            else
            {
                repeated++;
            }
        }

        return fresh;
    }
}
