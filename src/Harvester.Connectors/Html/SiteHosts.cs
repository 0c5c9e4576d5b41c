using Harvester.Connectors.Definitions;

namespace Harvester.Connectors.Html;

/// <summary>The hosts whose pages belong to a source: those of its start pages, where these redirect to, and those that the connector file adds.</summary>
internal sealed class SiteHosts(HtmlBlock block)
{
    private readonly HashSet<string> hosts = new(
        block.Start.Concat(block.Sitemap is { } sitemap ? [sitemap.Url] : []).Select(url => url.IdnHost).Concat(block.Hosts), StringComparer.OrdinalIgnoreCase);

    public bool Contains(Uri url) => hosts.Contains(url.IdnHost);

    public void Add(Uri url) => hosts.Add(url.IdnHost);
}
