using System.Globalization;
using System.Text;
using System.Xml;

namespace Harvester.Publishing.Feeds;

/// <summary>Writes maps of the site by the protocol of sitemaps.org: an index, and parts of at most 50,000 addresses and 50 MB (an address here has less than 1 kB).</summary>
public static class Sitemap
{
    public const string MediaType = "application/xml; charset=utf-8";

    private const string Namespace = "http://www.sitemaps.org/schemas/sitemap/0.9";

    public static Task WriteIndexAsync(IAsyncEnumerable<(Uri Address, DateTimeOffset? Changed)> parts, Stream output, CancellationToken cancellationToken) =>
        WriteAsync("sitemapindex", "sitemap", parts, output, cancellationToken);

    public static Task WritePartAsync(IAsyncEnumerable<(Uri Address, DateTimeOffset? Changed)> pages, Stream output, CancellationToken cancellationToken) =>
        WriteAsync("urlset", "url", pages, output, cancellationToken);

    private static async Task WriteAsync(string list, string item, IAsyncEnumerable<(Uri Address, DateTimeOffset? Changed)> addresses, Stream output, CancellationToken cancellationToken)
    {
        await using var xml = XmlWriter.Create(output, new XmlWriterSettings { Async = true, Encoding = new UTF8Encoding(false), CloseOutput = false });
        await xml.WriteStartDocumentAsync();
        await xml.WriteStartElementAsync(null, list, Namespace);
        var written = 0;
        await foreach (var (address, changed) in addresses.WithCancellation(cancellationToken))
        {
            await xml.WriteStartElementAsync(null, item, Namespace);
            await xml.WriteElementStringAsync(null, "loc", Namespace, address.AbsoluteUri);
            if (changed is { } at)
                await xml.WriteElementStringAsync(null, "lastmod", Namespace, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            await xml.WriteEndElementAsync();
            if (++written % 200 == 0)
                await xml.FlushAsync();
        }

        await xml.WriteEndElementAsync();
        await xml.WriteEndDocumentAsync();
    }
}
