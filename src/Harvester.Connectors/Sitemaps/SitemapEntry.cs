namespace Harvester.Connectors.Sitemaps;

/// <summary>A page that a sitemap names.</summary>
/// <param name="Url">Absolute, on the sitemap's host, without fragment.</param>
/// <param name="LastModified">As it stands (W3C date and time: a year, a month, a day or an instant), or null.</param>
/// <param name="Position">Its number among all entries read, from 1, those that were left out included.</param>
internal sealed record SitemapEntry(Uri Url, string? LastModified, long Position);
