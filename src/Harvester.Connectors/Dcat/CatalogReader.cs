using System.Text.Json;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Fetching.Recognition;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Rdf;
using Harvester.Rdf.JsonLd.Contexts;

namespace Harvester.Connectors.Dcat;

/// <summary>Fetches one document of a catalogue and reads it, leniently: what is wrong in it becomes problems, what is right is kept.</summary>
internal sealed class CatalogReader(DcatBlock block, IFetcher fetcher)
{
    private const string Accept =
        "text/turtle,application/n-triples;q=0.9,application/rdf+xml;q=0.8,application/ld+json;q=0.7,application/json;q=0.6,*/*;q=0.1";

    /// <summary>Where no syntax is stated, a page may hold JSON-LD; that it is none of other kinds is then found out here.</summary>
    private const string AcceptPages = Accept + ",text/html;q=0.1";

    /// <summary>With some 200 bytes each a graph stays well below a gigabyte; more than this is to be had by pages.</summary>
    private const long MostStatements = 3_000_000;

    /// <summary>A file full of errors is told by its first ones.</summary>
    private const int MostReported = 100;

    /// <exception cref="SourceException">
    /// What the fetcher throws; <c>empty-body</c>, <c>html-instead-of-rdf</c>, <c>not-rdf</c>, <c>not-json</c>, <c>not-a-catalog</c>, <c>remote-context</c>.
    /// </exception>
    public Task<CatalogPage> ReadAsync(Uri url, Reading reading, CancellationToken cancellationToken) =>
        fetcher.WholeAsync(url, block.Syntax is null ? AcceptPages : Accept, reading, (body, token) => PageAsync(url, body, reading, token), cancellationToken);

    private async Task<CatalogPage> PageAsync(Uri asked, FetchedBody body, Reading reading, CancellationToken cancellationToken)
    {
        var (head, content) = await PeekAsync(body.Content, cancellationToken);
        if (head.IsEmpty)
            throw FetchFaults.Empty(body.Url);
        if (CatalogSyntax.IsHtml(head.Span))
            return await HtmlAsync(asked, body, content, reading, cancellationToken);
        if (block.Syntax is null && CatalogSyntax.IsSitemap(head.Span, body.Url))
            return new CatalogPage(body.Url, null, null, default) { IsSitemap = true };
        if (CatalogText.IsForeign(head.Span, body.Charset))
            (head, content) = await CatalogText.Utf8Async(content, body.Charset, reading, cancellationToken);
        var syntax = CatalogSyntax.Of(block.Syntax, body, head.Span);
        if (syntax is null or DcatSyntax.DataJson or DcatSyntax.JsonLd)
        {
            using var buffer = new MemoryStream();
            await content.CopyToAsync(buffer, cancellationToken);
            var json = PayloadRepair.Apply(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), out var repaired);
            if (repaired)
            {
                reading.Report(new Problem("invalid-characters", Severity.Warning, Whose.Source, null, null,
                    "The document holds bytes or escapes that are no characters; they were removed or stand as U+FFFD."), recordUrl: FetchFaults.Show(body.Url));
            }

            syntax ??= CatalogSyntax.OfJson(json.Span, body.Url, body.MediaType == "application/ld+json");
            if (syntax == DcatSyntax.DataJson)
                return new CatalogPage(body.Url, body.NextLink, null, json);
            content = new MemoryStream(Repaired(json, body.Url).ToArray(), writable: false);
        }

        var document = await DocumentAsync(content, Syntax(syntax.Value), body.Url, reading, cancellationToken);
        return new CatalogPage(body.Url, body.NextLink, document, default);
    }

    private static ReadOnlyMemory<byte> Repaired(ReadOnlyMemory<byte> json, Uri url)
    {
        try
        {
            return JsonLdRepair.Apply(json);
        }
        catch (JsonException fault)
        {
            throw DataJsonCatalog.NotJson(fault, url);
        }
    }

    /// <summary>A page that describes datasets in JSON-LD is as good a document as any; one that does not is no catalogue.</summary>
    private async Task<CatalogPage> HtmlAsync(Uri asked, FetchedBody body, Stream content, Reading reading, CancellationToken cancellationToken)
    {
        if (block.Syntax is not null)
            throw CatalogSyntax.HtmlInstead(body.Url, "");
        using var page = new MemoryStream();
        await content.CopyToAsync(page, cancellationToken);
        page.Position = 0;
        var (document, instead) = await JsonLdPage.ReadAsync(page, body.Charset, body.Url, reading, cancellationToken);
        if (instead is null)
            return new CatalogPage(body.Url, body.NextLink, document, default);
        var head = page.GetBuffer().AsMemory(0, (int)Math.Min(page.Length, Recogniser.HeadLength));
        // A challenge shows at the beginning; a login or maintenance anywhere in the page, beside JSON-LD of other things, too.
        var begins = new Recogniser(Accept, body.Hide).OfBody(head.Span, head.Length == page.Length, body.Charset, 200, body.Url, asked);
        throw begins is null || (begins.Code == "html-instead-of-rdf" && instead.Code != begins.Code) ? instead : begins;
    }

    private static async Task<CatalogDocument> DocumentAsync(Stream content, RdfSyntax syntax, Uri url, Reading reading, CancellationToken cancellationToken)
    {
        var document = new CatalogDocument { IsNested = syntax is RdfSyntax.RdfXml or RdfSyntax.JsonLd };
        var options = new RdfReaderOptions
        {
            BaseIri = url.AbsoluteUri,
            Lenient = true,
            MaxStatements = MostStatements,
            ExpandContext = JsonLdRepair.Context,
            OnRefused = document.Refuse,
            OnDropped = document.Dropped,
            OnMended = document.Mend,
            LoadContext = (context, _) => WellKnownContexts.TryGet(context, out var known) ? ValueTask.FromResult<ReadOnlyMemory<byte>?>(known) : throw RemoteContext(context, url),
        };
        try
        {
            await foreach (var statement in RdfReader.ReadAsync(content, syntax, options, cancellationToken))
            {
                foreach (var mended in SchemaOrg.Mend(statement, url))
                    document.Add(mended);
            }
        }
        catch (RdfException fault)
        {
            throw NotRdf(syntax, url, fault.Error, fault);
        }

        document.Complete();
        if (document.Refused.Count > 0 && !document.Datasets.Any())
            throw NotRdf(syntax, url, document.Refused[0], null);
        foreach (var refused in document.Refused.Take(MostReported))
        {
            reading.Report(new Problem("refused-statement", Severity.Warning, Whose.Source, null, null,
                $"{Place(refused)}{refused.Message} The statement was left out and the rest was kept."), recordUrl: FetchFaults.Show(url));
        }

        foreach (var mended in document.Mended.OrderBy(m => m.IsTerm).Take(MostReported))
        {
            reading.Report(new Problem(mended.IsTerm ? "invalid-iri" : "invalid-characters", Severity.Warning, Whose.Source, null, null, $"{Place(mended)}{mended.Message}"),
                recordUrl: FetchFaults.Show(url));
        }

        return document;
    }

    /// <summary>A context on another server decides what a document means, may change any day, and is an address that the document made us ask.</summary>
    private static SourceException RemoteContext(string context, Uri url) => new("remote-context", Whose.Ours, FetchFaults.Show(url),
        $"The JSON-LD takes its terms from the context {Shown(context)}, and contexts are not loaded from elsewhere; nothing was taken. Name a Turtle, RDF/XML or N-Triples form of the catalogue in the connector file, or one whose @context stands in the document.");

    private static string Shown(string iri) => Uri.TryCreate(iri, UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? FetchFaults.Show(url) : iri;

    private static SourceException NotRdf(RdfSyntax syntax, Uri url, RdfError error, RdfException? inner) => new("not-rdf", Whose.Source, FetchFaults.Show(url),
        $"The catalogue cannot be read as {syntax}: {Place(error)}{error.Message} Nothing was taken from it.", inner);

    private static string Place(RdfError error) => error.Line > 0 ? $"line {error.Line}, column {error.Column}: " : "";

    private static RdfSyntax Syntax(DcatSyntax syntax) => syntax switch
    {
        DcatSyntax.Turtle => RdfSyntax.Turtle,
        DcatSyntax.NTriples => RdfSyntax.NTriples,
        DcatSyntax.RdfXml => RdfSyntax.RdfXml,
        _ => RdfSyntax.JsonLd,
    };

    private static async Task<(ReadOnlyMemory<byte> Head, Stream Content)> PeekAsync(Stream content, CancellationToken cancellationToken)
    {
        var buffer = new byte[CatalogSyntax.Peek];
        var count = await content.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        ReadOnlyMemory<byte> head = buffer.AsMemory(0, count);
        if (head.Span.StartsWith("\uFEFF"u8))
            head = head[3..];
        return (head, new PrefixedStream(head, content));
    }
}
