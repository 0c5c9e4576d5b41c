using System.Runtime.CompilerServices;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Ckan;

/// <summary>
/// Pages of <c>current_package_list_with_resources</c>, which tells no count and is sorted by what changed last, so that a record may move
/// between two pages. What is lacking afterwards of <c>package_list</c> is asked for by <c>package_show</c>.
/// </summary>
internal sealed class CurrentPackages(CkanApi api, IFetcher fetcher, Reading reading, PackageByPackage packages)
{
    private const int DefaultLimit = 500;
    private const int MaxPages = 10_000;

    private readonly HashSet<UInt128> records = [];
    private readonly HashSet<UInt128> names = [];
    private int limit = DefaultLimit;
    private CkanPage? first;

    /// <summary>Fetches the first page; the fault, when it cannot be had.</summary>
    public async Task<SourceException?> OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            first = await FetchAsync(0, cancellationToken);
            return null;
        }
        catch (SourceException e)
        {
            return e;
        }
    }

    public async IAsyncEnumerable<CkanEntry> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? why = null;
        var (page, offset, pages) = (first, 0L, 0);
        while (page is { Packages.Count: > 0 and var held })
        {
            var fresh = page.Packages.Where(IsNew).ToList();
            foreach (var package in fresh)
                yield return new CkanEntry(package);
            // A site that knows no offset answers the same for ever: all that it has, or as much as it gives at once, whatever was asked for.
            if (fresh.Count == 0)
                why = $"the page from record {offset + 1} on only repeats what came before";
            if (fresh.Count == 0 || ++pages >= MaxPages)
                break;
            offset += held;
            (page, why) = await TurnAsync(offset, cancellationToken);
        }

        await foreach (var entry in LackingAsync(why, cancellationToken))
            yield return entry;
    }

    private async IAsyncEnumerable<CkanEntry> LackingAsync(string? why, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        IReadOnlyList<string>? all = null;
        try
        {
            all = await packages.NamesAsync(cancellationToken);
        }
        catch (SourceException e)
        {
            reading.Report(new Problem("unverified-listing", Severity.Info, Whose.Source, null, "package_list",
                $"whether the listing is whole could not be verified by package_list: {e.Message}"));
        }

        if (all is null)
        {
            if (why is not null)
                reading.Doubt(why);
            reading.ReachedEnd = why is null;
            yield break;
        }

        reading.Announced = all.Count;
        string[] lacking = [.. all.Where(name => !names.Contains(RecordHash.OfText(name)))];
        var asked = 0;
        await foreach (var entry in packages.ShowAllAsync(lacking, cancellationToken))
        {
            asked++;
            if (entry.Fault is not null || IsNew(entry.Package))
                yield return entry;
        }

        if (asked < lacking.Length)
            reading.Doubt($"{lacking.Length - asked} packages of package_list are neither among the {records.Count} listed ones nor could they be fetched");
        reading.ReachedEnd = asked == lacking.Length;
    }

    private bool IsNew(CkanPackage package)
    {
        foreach (var name in package.Names())
            names.Add(RecordHash.OfText(name));
        return records.Add(CkanRecords.IdOf(package, api.Identity) is { } id ? RecordHash.OfText(id) : RecordHash.OfBytes(package.Json.Span));
    }

    /// <summary>The page; null, and why, when it cannot be had.</summary>
    private async Task<(CkanPage?, string?)> TurnAsync(long offset, CancellationToken cancellationToken)
    {
        try
        {
            return (await FetchAsync(offset, cancellationToken), null);
        }
        catch (SourceException e)
        {
            reading.Report(new Problem(e.Code, Severity.Error, e.Whose, null, e.Url, $"a page of the listing could not be read: {e.Message}"));
            return (null, $"the page from record {offset + 1} on could not be read: {e.Message}");
        }
    }

    private async Task<CkanPage> FetchAsync(long offset, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                var answer = await fetcher.GetBytesAsync(api.Current(limit, offset), "application/json", reading, cancellationToken);
                var page = CkanAnswer.Packages(answer, CkanResult.Current);
                reading.PageRead();
                return page;
            }
            catch (SourceException e) when (e.Code is "too-large" && limit > 1)
            {
                limit = Math.Max(1, limit / 4);
            }
        }
    }
}
