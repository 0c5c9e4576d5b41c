using System.Globalization;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;

namespace Harvester.Connectors.Html;

/// <summary><c>pages.template</c>: addresses with a number, up to the announced count, two pages without items in a row or one without new ones.</summary>
internal sealed class TemplatePages(HtmlPager pager, SiteHosts hosts, PageChain chain) : IPageTurner
{
    private HtmlPage? first;
    private long number = pager.First;

    /// <summary>The page without items that was read last, until the one after it is read.</summary>
    private Uri? empty;

    public bool Overlaps => true;

    public Uri? AfterItems(HtmlPage page, Uri asked)
    {
        if (empty is not null)
            chain.Doubt($"The page {FetchFaults.Show(empty)} of the template has no items, though {FetchFaults.Show(asked)}, which follows it, has.");
        empty = null;
        first ??= page;
        return Next(first);
    }

    private Uri? Next(HtmlPage origin)
    {
        if (chain.IsWhole)
            return null;
        var address = pager.Template!.Replace("{page}", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        number += pager.Step;
        if (origin.Resolve(address) is { } url && hosts.Contains(url))
            return PageAddress.WithoutFragment(url);
        chain.Doubt($"The template \"{pager.Template}\" gives \"{address}\", which is no address of the site; paging stopped there.");
        return null;
    }

    /// <summary>Servers show the last page, or the first, for numbers beyond the last: the end, if the numbers turned pages at all.</summary>
    public Uri? AfterRepetition(HtmlPage page, Uri asked, Uri? earlier)
    {
        if (chain.FreshPages < 2)
        {
            chain.Doubt($"The page {FetchFaults.Show(asked)} of the template lists what the first page lists: either there is one page, or the number does not turn pages. Give count, or leave pages out.");
        }

        return null;
    }

    /// <summary>An error page with status 200 has no items either: the end is where the next number has none, too.</summary>
    public Uri? AfterEmpty(HtmlPage page, Uri asked)
    {
        if (empty is not null || first is null)
            return null;
        empty = asked;
        return Next(first);
    }

    public Uri? AfterFault() => null;
}
