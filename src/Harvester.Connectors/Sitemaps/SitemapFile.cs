using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Sitemaps;

/// <summary>
/// One sitemap file (sitemaps.org protocol 0.9), plain or as a <c>.gz</c> file, put aside whole and then read as a stream: whoever asks for
/// the pages that it names while it is open must not wait for the host's connection. A DTD is refused, so that no entity is ever expanded or loaded.
/// </summary>
internal static class SitemapFile
{
    private const string Accept = "application/xml,text/xml;q=0.9,application/gzip;q=0.9,*/*;q=0.1";

    /// <summary>Decompressed; the protocol's own limit for a file.</summary>
    private const long MostBytes = 50L << 20;

    /// <summary>The protocol allows 2,047 characters; what is longer than this is cut, and then no address.</summary>
    private const int LongestText = 4096;

    private static readonly XmlReaderSettings Guarded = new()
    {
        Async = true,
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
    };

    /// <exception cref="SourceException">What the fetcher throws; <c>not-a-sitemap</c>: no XML, another root, broken off, a DTD; <c>too-large</c>. Entries that came before stay valid; none does when the body itself breaks off.</exception>
    public static async IAsyncEnumerable<SitemapElement> ReadAsync(
        IFetcher fetcher, Uri url, Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (answered, spool) = await fetcher.WholeAsync(url, Accept, reading, PutAsideAsync, cancellationToken);
        await using var file = spool;
        await using var content = await OpenAsync(answered, spool, cancellationToken);
        using var xml = XmlReader.Create(content, Guarded);
        var vocabulary = await RootAsync(xml, answered, cancellationToken);
        string? location = null, modified = null;
        // Depth 1 is the entry, depth 2 what it says. Deeper, or in another namespace, stand images, videos and translations with a loc of their own.
        while (await NextAsync(xml, answered, cancellationToken))
        {
            if (xml.NamespaceURI != vocabulary)
                continue;
            if (xml.NodeType == XmlNodeType.EndElement)
            {
                if (xml.Depth == 1 && xml.LocalName is "url" or "sitemap")
                    yield return new SitemapElement(answered, xml.LocalName == "sitemap", location, modified);
            }
            else if (xml.Depth == 1 && xml.LocalName is "url" or "sitemap")
            {
                (location, modified) = (null, null);
                if (xml.IsEmptyElement)
                    yield return new SitemapElement(answered, xml.LocalName == "sitemap", null, null);
            }
            else if (xml is { Depth: 2, LocalName: "loc", IsEmptyElement: false })
                location ??= await TextAsync(xml, answered, cancellationToken);
            else if (xml is { Depth: 2, LocalName: "lastmod", IsEmptyElement: false })
                modified ??= await TextAsync(xml, answered, cancellationToken);
        }
    }

    /// <summary>The namespace of the root, which entries share: generators write several, or none.</summary>
    private static async Task<string> RootAsync(XmlReader xml, Uri url, CancellationToken cancellationToken)
    {
        while (await NextAsync(xml, url, cancellationToken))
        {
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            return xml.LocalName is "urlset" or "sitemapindex" ? xml.NamespaceURI
                : throw NotASitemap(url, $"its root is <{xml.LocalName}>, where urlset or sitemapindex was expected");
        }

        throw NotASitemap(url, "it has no element");
    }

    private static Task<bool> NextAsync(XmlReader xml, Uri url, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return StepAsync(xml.ReadAsync, url);
    }

    private static async Task<T> StepAsync<T>(Func<Task<T>> step, Uri url)
    {
        try
        {
            return await step();
        }
        catch (XmlException fault)
        {
            throw NotASitemap(url, fault.Message.TrimEnd('.'), fault);
        }
        catch (InvalidDataException fault)
        {
            throw NotASitemap(url, "its compression is damaged or cut short", fault);
        }
    }

    /// <summary>The words of an element, at most <see cref="LongestText"/> of them, without white space around. Leaves the reader on its end.</summary>
    private static async Task<string?> TextAsync(XmlReader xml, Uri url, CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var chunk = new char[LongestText];
        var depth = xml.Depth;
        while (await NextAsync(xml, url, cancellationToken) && xml.Depth > depth)
        {
            if (xml.Depth != depth + 1 || xml.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA))
                continue;
            // In chunks: a text may be as long as the file.
            while (text.Length < LongestText && await StepAsync(() => xml.ReadValueChunkAsync(chunk, 0, LongestText - text.Length), url) is > 0 and var count)
                text.Append(chunk, 0, count);
        }

        var words = text.ToString().Trim();
        return words.Length == 0 ? null : words;
    }

    /// <summary>One byte more than the limit is enough to see that it is exceeded, packed or not.</summary>
    private static async Task<(Uri Url, BodySpool Spool)> PutAsideAsync(FetchedBody body, CancellationToken cancellationToken)
    {
        var spool = new BodySpool();
        try
        {
            var buffer = new byte[64 << 10];
            while (spool.Length <= MostBytes && await body.Content.ReadAsync(buffer, cancellationToken) is > 0 and var count)
                await spool.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            return spool.Length > 0 ? (body.Url, spool) : throw FetchFaults.Empty(body.Url);
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    private static async Task<Stream> OpenAsync(Uri url, BodySpool spool, CancellationToken cancellationToken)
    {
        var head = new byte[2];
        await spool.Rewound().ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        // By its first bytes (RFC 1952, section 2.3.1): servers serve .gz files under many content types, or packed twice.
        var plain = head is [0x1F, 0x8B] ? new GZipStream(spool.Rewound(), CompressionMode.Decompress) : spool.Rewound();
        return new CappedStream(plain, MostBytes, () => new SourceException("too-large", Whose.Source, FetchFaults.Show(url),
            $"The sitemap is larger than {MostBytes >> 20} MB, which the protocol allows for a file; what came before was used, the rest was not read."));
    }

    private static SourceException NotASitemap(Uri url, string why, Exception? inner = null) => new("not-a-sitemap", Whose.Source, FetchFaults.Show(url),
        $"The answer is no sitemap (sitemaps.org, protocol 0.9), or is broken: {why}.", inner);
}
