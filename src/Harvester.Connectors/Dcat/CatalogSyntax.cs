using System.Text;
using System.Text.Json;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Fetching.Recognition;
using Harvester.Core.Model;
using Harvester.Rdf.JsonLd.Contexts;

namespace Harvester.Connectors.Dcat;

/// <summary>Finds out which syntax an answer is in: by what the connector file says, else the content type, else the extension, else the first bytes.</summary>
internal static class CatalogSyntax
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Peek = 4096;

    /// <param name="head">The first bytes of the body, without a byte order mark.</param>
    /// <returns>Null for JSON that must be looked into: see <see cref="OfJson"/>.</returns>
    /// <exception cref="SourceException">Code <c>not-rdf</c>: nothing tells the syntax.</exception>
    public static DcatSyntax? Of(DcatSyntax? stated, FetchedBody body, ReadOnlySpan<byte> head)
    {
        var start = Start(head);
        if (stated is not null)
            return stated;
        if (OfMediaType(body.MediaType) is { } known)
            return known;
        if (start.StartsWith('{') || start.StartsWith('['))
            return start.StartsWith("[ ", StringComparison.Ordinal) && Path.GetExtension(body.Url.AbsolutePath) == ".ttl" ? DcatSyntax.Turtle : null;
        return OfExtension(Path.GetExtension(body.Url.AbsolutePath).ToLowerInvariant()) ?? OfWords(start) ?? throw new SourceException(
            "not-rdf", Whose.Source, FetchFaults.Show(body.Url),
            $"A catalogue was expected, but neither the content type ({body.MediaType ?? "none"}) nor the address nor the first bytes tell a syntax of RDF; nothing was taken.");
    }

    /// <summary>
    /// JSON is data.json when it has a list <c>dataset</c> and its terms are not defined in it (a context by address, or none); JSON-LD when it has a
    /// context of its own or schema.org's, a graph, or is a list.
    /// </summary>
    /// <param name="isPromised">The content type says JSON-LD, as it also does for data.json.</param>
    /// <exception cref="SourceException">Codes <c>not-json</c>, <c>not-a-catalog</c>.</exception>
    public static DcatSyntax OfJson(ReadOnlySpan<byte> json, Uri url, bool isPromised = false)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonDepth.Most });
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
                return DcatSyntax.JsonLd;
            var (isLinked, isDefined, hasDatasets) = (isPromised, false, false);
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isDataset, isContext) = (reader.ValueTextEquals("dataset"u8), reader.ValueTextEquals("@context"u8));
                isLinked |= isContext || reader.ValueTextEquals("@graph"u8) || reader.ValueTextEquals("@id"u8);
                reader.Read();
                hasDatasets |= isDataset && reader.TokenType == JsonTokenType.StartArray;
                isDefined |= isContext && (reader.TokenType != JsonTokenType.String || WellKnownContexts.IsSchemaOrg(reader.GetString()!));
                reader.Skip();
            }

            if (hasDatasets && !isDefined)
                return DcatSyntax.DataJson;
            if (isLinked)
                return DcatSyntax.JsonLd;
        }
        catch (JsonException fault)
        {
            throw DataJsonCatalog.NotJson(fault, url);
        }

        throw DataJsonCatalog.NotACatalog(url);
    }

    /// <summary>True for a page, whatever was promised.</summary>
    public static bool IsHtml(ReadOnlySpan<byte> head) => PageSigns.IsHtml(Encoding.UTF8.GetString(head));

    /// <summary>True for a sitemap or an index of sitemaps, packed or not.</summary>
    public static bool IsSitemap(ReadOnlySpan<byte> head, Uri url)
    {
        if (head is [0x1F, 0x8B, ..])
            return url.AbsolutePath.EndsWith(".xml.gz", StringComparison.OrdinalIgnoreCase); // a compressed answer is unpacked long before
        var start = Start(head);
        return start.StartsWith('<') && (start.Contains("<urlset", StringComparison.Ordinal) || start.Contains("<sitemapindex", StringComparison.Ordinal)) && !start.Contains("rdf:RDF", StringComparison.Ordinal);
    }

    public static SourceException HtmlInstead(Uri url, string what) => new("html-instead-of-rdf", Whose.Source, FetchFaults.Show(url),
        $"A catalogue was expected, but the answer is an HTML page{what} (maintenance, login or a portal's page); nothing was taken.");

    public static SourceException SitemapInstead(Uri url) => new("sitemap-instead-of-rdf", Whose.Source, FetchFaults.Show(url),
        "The sitemap names another sitemap as if it were a page; that was not followed. Give that one a connector file of its own if its pages are wanted.");

    /// <summary>The address ends as that of a file of RDF or JSON does: a page of HTML is none of what it promises.</summary>
    public static bool IsNamedAsData(Uri url) => Path.GetExtension(url.AbsolutePath).ToLowerInvariant() is var extension && (extension == ".json" || OfExtension(extension) is not null);

    private static string Start(ReadOnlySpan<byte> head) => Encoding.UTF8.GetString(head).TrimStart();

    private static DcatSyntax? OfMediaType(string? mediaType) => mediaType switch
    {
        "text/turtle" or "application/x-turtle" or "application/turtle" or "text/n3" => DcatSyntax.Turtle,
        "application/n-triples" => DcatSyntax.NTriples,
        "application/rdf+xml" or "application/xml" or "text/xml" => DcatSyntax.RdfXml,
        _ => null, // application/json and ld+json are served for JSON-LD and data.json alike; text/plain for everything
    };

    private static DcatSyntax? OfExtension(string extension) => extension switch
    {
        ".ttl" or ".n3" => DcatSyntax.Turtle,
        ".nt" => DcatSyntax.NTriples,
        ".rdf" or ".xml" or ".owl" => DcatSyntax.RdfXml,
        ".jsonld" => DcatSyntax.JsonLd,
        _ => null,
    };

    private static DcatSyntax? OfWords(string start) =>
        start.StartsWith("<?xml", StringComparison.Ordinal) || start.StartsWith("<rdf:RDF", StringComparison.Ordinal) ? DcatSyntax.RdfXml
        : start.StartsWith("@prefix", StringComparison.Ordinal) || start.StartsWith("@base", StringComparison.Ordinal)
            || start.StartsWith("PREFIX", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<http", StringComparison.Ordinal)
            || start.StartsWith("_:", StringComparison.Ordinal) || start.StartsWith('#') ? DcatSyntax.Turtle
        : null;
}
