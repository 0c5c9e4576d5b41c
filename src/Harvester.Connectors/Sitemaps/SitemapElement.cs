namespace Harvester.Connectors.Sitemaps;

/// <summary>An entry of one sitemap file as it stands: a <c>url</c>, or the <c>sitemap</c> of an index.</summary>
/// <param name="File">The file's address after redirects.</param>
/// <param name="IsSitemap">True: the address is that of a further sitemap.</param>
/// <param name="Location">Null when the entry names none.</param>
internal sealed record SitemapElement(Uri File, bool IsSitemap, string? Location, string? LastModified);
