using System.Runtime.CompilerServices;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>From the start pages through the levels of <c>index</c> to the pages where listings begin, in the order of the links.</summary>
internal sealed class IndexPages
{
    private readonly IReadOnlyList<Uri> start;
    private readonly LinkReader[] levels;
    private readonly Selector items;

    /// <exception cref="SourceException">Code <c>bad-selector</c>.</exception>
    public IndexPages(HtmlBlock block, SiteHosts hosts, Selector items, string source)
    {
        this.items = items;
        start = block.Start;
        levels = [.. block.Index.Select((level, number) => new LinkReader(level, $"index[{number}]", block, hosts, source))];
    }

    /// <exception cref="SourceException">The first page cannot be read, or has no link to follow (<c>selector-matched-nothing</c>, <c>maintenance-page</c>, <c>login-page</c>).</exception>
    public async IAsyncEnumerable<ListingStart> ReadAsync(PageWalk walk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var url in start)
        {
            await foreach (var listing in BelowAsync(PageAddress.WithoutFragment(url), [], 0, mayBeEmpty: false, walk, cancellationToken))
                yield return listing;
        }
    }

    private async IAsyncEnumerable<ListingStart> BelowAsync(
        Uri url, IReadOnlyList<string> trail, int depth, bool mayBeEmpty, PageWalk walk, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (depth == levels.Length)
        {
            yield return new ListingStart(url, trail, null, mayBeEmpty);
            yield break;
        }

        if (!walk.Enter(url) || await walk.ReadAsync(url, trail, depth == 0 ? PageRole.Start : PageRole.Category, cancellationToken) is not { } page)
            yield break;
        var level = levels[depth];
        var links = Followed(level, page, walk);
        walk.Reading.Finds(level.Name, links.Count);
        if (links.Count == 0)
        {
            // A category without parts lists its items at once.
            if (items.Finds(page.Root))
                yield return new ListingStart(url, trail, page, mayBeEmpty);
            else
                NoLinks(level, page, mayBeEmpty, walk);
            yield break;
        }

        foreach (var link in links)
        {
            await foreach (var listing in BelowAsync(link.Url!, [.. trail, link.Words], depth + 1, level.IsOptional, walk, cancellationToken))
                yield return listing;
        }
    }

    private static List<PageLink> Followed(LinkReader level, HtmlPage page, PageWalk walk)
    {
        var followed = new List<PageLink>();
        var seen = new HashSet<Uri>();
        var (strangers, files) = (new List<string>(), new List<string>());
        foreach (var link in level.All(page.Root, page))
        {
            switch (link.Fate)
            {
                case LinkFate.Page when seen.Add(link.Url!):
                    followed.Add(link);
                    break;
                case LinkFate.Script:
                    walk.Doubt($"The link \"{link.Words}\" of {FetchFaults.Show(page.Url)} by {level.Name} is one that only a script can follow, so the pages behind it were not read.");
                    break;
                case LinkFate.OtherHost:
                    strangers.Add(link.Raw!);
                    break;
                case LinkFate.File:
                    files.Add(link.Raw!);
                    break;
            }
        }

        if (strangers.Count > 0)
        {
            if (!level.IsOptional)
                walk.Doubt($"{strangers.Count} links of {FetchFaults.Show(page.Url)} by {level.Name} lead to other hosts, and what is listed there was not read.");
            walk.Note("foreign-address", Severity.Warning, Whose.Ours, page.Url, strangers[0], $"{strangers.Count} links by {level.Name} lead to other hosts and were not followed; if they belong to the source, name the host in html.hosts, else leave them out by skip or skip-address.");
        }

        if (files.Count > 0)
            walk.Note("link-to-file", Severity.Warning, Whose.Ours, page.Url, files[0], $"{files.Count} links by {level.Name} lead to files and were not followed; if these are data, their page is a listing, else leave them out by skip.");
        return followed;
    }

    private static void NoLinks(LinkReader level, HtmlPage page, bool mayBeEmpty, PageWalk walk)
    {
        var kind = PageKind.OfEmptyListing(page);
        if (walk.IsAtFirstPage)
        {
            throw kind ?? new SourceException("selector-matched-nothing", Whose.Ours, FetchFaults.Show(page.Url),
                $"No link of the page can be followed by {level.Name}, where at least one was expected; nothing was taken. Has the site been redesigned?");
        }

        if (kind is not null)
            walk.Fault(page.Url, kind, kind.Describe());
        else if (mayBeEmpty)
            walk.Note("page-without-items", Severity.Info, Whose.Source, page.Url, null, $"The page has neither links by {level.Name} nor items; its level is optional, so it was passed over.");
        else
            walk.Doubt($"The page {FetchFaults.Show(page.Url)} has neither a link by {level.Name} nor items, where one of both was expected.");
    }
}
