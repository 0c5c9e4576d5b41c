using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions;

/// <summary>A sitemap (sitemaps.org, protocol 0.9) that names the records' own pages.</summary>
/// <param name="Address">Only pages whose address matches; null: all.</param>
public sealed record HtmlSitemap(Uri Url, Regex? Address);
