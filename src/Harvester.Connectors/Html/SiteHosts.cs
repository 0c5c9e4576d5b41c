using System.Text.RegularExpressions;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>
/// The hosts whose pages belong to a source: those of its start pages, where these redirect to, and those that the connector file adds; and which
/// of their pages are no records.
/// </summary>
internal sealed partial class SiteHosts(HtmlBlock block)
{
    private readonly HashSet<string> hosts = new(
        block.Start.Concat(block.Sitemap is { } sitemap ? [sitemap.Url] : []).Select(url => url.IdnHost).Concat(block.Hosts), StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> starts = [.. block.Start.Select(Place)];
    private readonly HashSet<string> listings = [];

    public bool Contains(Uri url) => hosts.Contains(url.IdnHost);

    /// <summary>An index or listing page was read.</summary>
    /// <param name="answered">After redirects; with a start page, its host becomes one of the site's.</param>
    public void Add(Uri asked, Uri answered, PageRole role)
    {
        if (role is PageRole.Start)
        {
            hosts.Add(answered.IdnHost);
            starts.Add(Place(answered));
        }

        listings.Add(Place(asked));
        listings.Add(Place(answered));
    }

    /// <summary>Code <c>redirected-away</c>: an index or listing page was redirected to where it cannot be; null: it was not.</summary>
    public SourceException? Strayed(Uri asked, Uri answered, PageRole role) =>
        role is PageRole.Start || Place(asked) == Place(answered) ? null
        : IsForeign(asked, answered) ? Away(asked, answered, "another host; if that host belongs to the source, name it in html.hosts")
        : role is PageRole.Category && (starts.Contains(Place(answered)) || IsTop(asked, answered)) ? Away(asked, answered, "where the site begins")
        : null;

    /// <summary>Code <c>redirected-away</c>: a record's own page was redirected to what is none, as removed pages are; null: it was not.</summary>
    public SourceException? Strayed(Uri asked, Uri answered) =>
        Place(asked) == Place(answered) ? null
        : IsForeign(asked, answered) ? Away(asked, answered, "another host; if that host belongs to the source, name it in html.hosts")
        : starts.Contains(Place(answered)) || listings.Contains(Place(answered)) || IsTop(asked, answered) ? Away(asked, answered, "where the site, or its listing, begins")
        : null;

    public static SourceException Away(Uri asked, Uri answered, string what) => new("redirected-away", Whose.Source, FetchFaults.Show(asked),
        $"The page leads to {FetchFaults.Show(answered)}, {what}: it may be gone.");

    /// <summary>What tells pages apart; the scheme and <c>www.</c> do not.</summary>
    public static string Place(Uri url) => Host(url) + url.PathAndQuery;

    private bool IsForeign(Uri asked, Uri answered) => !Contains(answered) && Host(asked) != Host(answered);

    private static bool IsTop(Uri asked, Uri answered) => TopPage().IsMatch(answered.PathAndQuery) && !TopPage().IsMatch(asked.PathAndQuery);

    private static string Host(Uri url)
    {
        var host = url.IdnHost.ToLowerInvariant();
        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }

    [GeneratedRegex(@"\A/(?:(?:index|default|top|home)\.[a-z]{3,5})?\z", RegexOptions.IgnoreCase)]
    private static partial Regex TopPage();
}
