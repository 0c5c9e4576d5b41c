using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>Fetches one document of a catalogue and reads it, leniently: what is wrong in it becomes problems, what is right is kept.</summary>
internal sealed class CatalogReader(DcatBlock block, IFetcher fetcher)
{
    private const string Accept =
        "text/turtle,application/n-triples;q=0.9,application/rdf+xml;q=0.8,application/ld+json;q=0.7,application/json;q=0.6,*/*;q=0.1";

    /// <summary>With some 200 bytes each a graph stays well below a gigabyte; more than this is to be had by pages.</summary>
    private const long MostStatements = 3_000_000;

    /// <summary>A file full of errors is told by its first ones.</summary>
    private const int MostReported = 100;

    /// <exception cref="SourceException">What the fetcher throws; <c>html-instead-of-rdf</c>, <c>not-rdf</c>, <c>not-json</c>, <c>not-a-catalog</c>.</exception>
    public async Task<CatalogPage> ReadAsync(Uri url, Reading reading, CancellationToken cancellationToken)
    {
        await using var body = await fetcher.GetAsync(url, Accept, reading, cancellationToken);
        var (head, content) = await PeekAsync(body.Content, cancellationToken);
        var syntax = CatalogSyntax.Of(block.Syntax, body, head.Span);
        if (syntax is null or DcatSyntax.DataJson)
        {
            using var buffer = new MemoryStream();
            await content.CopyToAsync(buffer, cancellationToken);
            var json = buffer.GetBuffer().AsMemory(0, (int)buffer.Length);
            syntax ??= CatalogSyntax.OfJson(json.Span, body.Url);
            if (syntax == DcatSyntax.DataJson)
                return new CatalogPage(body.Url, body.NextLink, null, json);
            content = new MemoryStream(buffer.GetBuffer(), 0, (int)buffer.Length, writable: false);
        }

        var document = await DocumentAsync(content, Syntax(syntax.Value), body.Url, reading, cancellationToken);
        return new CatalogPage(body.Url, body.NextLink, document, default);
    }

    private async Task<CatalogDocument> DocumentAsync(Stream content, RdfSyntax syntax, Uri url, Reading reading, CancellationToken cancellationToken)
    {
        var document = new CatalogDocument();
        var options = new RdfReaderOptions
        {
            BaseIri = url.AbsoluteUri,
            Lenient = true,
            MaxStatements = MostStatements,
            OnRefused = document.Refused.Add,
            LoadContext = (context, token) => ContextAsync(context, reading, token),
        };
        try
        {
            await foreach (var statement in RdfReader.ReadAsync(content, syntax, options, cancellationToken))
                document.Add(statement);
        }
        catch (RdfException fault)
        {
            throw NotRdf(syntax, url, fault.Error, fault);
        }

        if (document.Refused.Count > 0 && !document.Datasets.Any())
            throw NotRdf(syntax, url, document.Refused[0], null);
        foreach (var refused in document.Refused.Take(MostReported))
        {
            reading.Report(new Problem("refused-statement", Severity.Warning, Whose.Source, null, null,
                $"{Place(refused)}{refused.Message} The statement was left out and the rest was kept."), recordUrl: url.AbsoluteUri);
        }

        return document;
    }

    /// <summary>A remote JSON-LD context, politely; null when it is not to be had, which the reader then says.</summary>
    private async ValueTask<ReadOnlyMemory<byte>?> ContextAsync(string iri, Reading reading, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(iri, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            return null;
        try
        {
            await using var body = await fetcher.GetAsync(url, "application/ld+json,application/json;q=0.9,*/*;q=0.1", reading, cancellationToken);
            return await body.ReadAllAsync(cancellationToken);
        }
        catch (SourceException)
        {
            return null;
        }
    }

    private static SourceException NotRdf(RdfSyntax syntax, Uri url, RdfError error, RdfException? inner) => new("not-rdf", Whose.Source, url.AbsoluteUri,
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
