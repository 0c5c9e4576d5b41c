using System.Text;
using System.Text.Json;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.Dcat;

/// <summary>Finds out which syntax an answer is in: by what the connector file says, else the content type, else the extension, else the first bytes.</summary>
internal static class CatalogSyntax
{
    /// <summary>How many bytes are looked at.</summary>
    public const int Peek = 4096;

    /// <param name="head">The first bytes of the body, without a byte order mark.</param>
    /// <returns>Null for JSON that must be looked into: see <see cref="OfJson"/>.</returns>
    /// <exception cref="SourceException">Codes <c>html-instead-of-rdf</c>; <c>not-rdf</c>: nothing tells the syntax.</exception>
    public static DcatSyntax? Of(DcatSyntax? stated, FetchedBody body, ReadOnlySpan<byte> head)
    {
        var start = Encoding.UTF8.GetString(head).TrimStart();
        if (IsHtml(start))
        {
            throw new SourceException("html-instead-of-rdf", Whose.Source, FetchFaults.Show(body.Url),
                "A catalogue was expected, but the answer is an HTML page (maintenance, login or a portal's page); nothing was taken.");
        }

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

    /// <summary>JSON is data.json when it has a list <c>dataset</c>, JSON-LD when it has a context, a graph or is a list.</summary>
    /// <exception cref="SourceException">Codes <c>not-json</c>, <c>not-a-catalog</c>.</exception>
    public static DcatSyntax OfJson(ReadOnlySpan<byte> json, Uri url)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 256 });
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
                return DcatSyntax.JsonLd;
            var isLinked = false;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isDataset = reader.ValueTextEquals("dataset"u8);
                isLinked |= reader.ValueTextEquals("@context"u8) || reader.ValueTextEquals("@graph"u8) || reader.ValueTextEquals("@id"u8);
                reader.Read();
                if (isDataset && reader.TokenType == JsonTokenType.StartArray)
                    return DcatSyntax.DataJson;
                reader.Skip();
            }

            if (isLinked)
                return DcatSyntax.JsonLd;
        }
        catch (JsonException fault)
        {
            throw DataJsonCatalog.NotJson(fault, url);
        }

        throw DataJsonCatalog.NotACatalog(url);
    }

    private static bool IsHtml(string start) =>
        start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
        || ((start.StartsWith("<?xml", StringComparison.Ordinal) || start.StartsWith("<!", StringComparison.Ordinal)) && !start.Contains("rdf:RDF", StringComparison.Ordinal) && start.Contains("<html", StringComparison.OrdinalIgnoreCase));

    private static DcatSyntax? OfMediaType(string? mediaType) => mediaType switch
    {
        "text/turtle" or "application/x-turtle" or "application/turtle" or "text/n3" => DcatSyntax.Turtle,
        "application/n-triples" => DcatSyntax.NTriples,
        "application/rdf+xml" or "application/xml" or "text/xml" => DcatSyntax.RdfXml,
        "application/ld+json" => DcatSyntax.JsonLd,
        _ => null, // application/json is served for JSON-LD and data.json alike; text/plain for everything
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
