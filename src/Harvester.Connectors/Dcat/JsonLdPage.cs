using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Html;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Rdf;
using Harvester.Rdf.JsonLd.Contexts;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// An HTML page whose <c>script</c> elements of type <c>application/ld+json</c> describe datasets, in the words of schema.org or of DCAT. Each element is read by itself: a
/// broken one is told and takes nothing else with it. No script is run and no context loaded.
/// </summary>
internal static class JsonLdPage
{
    private const int MostBlocks = 1000;

    /// <param name="content">The page.</param>
    /// <param name="charset">Parameter of Content-Type.</param>
    /// <exception cref="SourceException">Code <c>html-too-deep</c>.</exception>
    /// <returns>The datasets; where there are none, what the whole page seems to be instead.</returns>
    public static async Task<(CatalogDocument Document, SourceException? Instead)> ReadAsync(Stream content, string? charset, Uri url, Reading reading, CancellationToken cancellationToken)
    {
        using var text = new CharsetReader(content, new CharsetHints(Header: charset, IsHtml: true), cancellationToken);
        var page = await text.ReadToEndAsync();
        PageDepth.Check(page, url);
        using var html = await new HtmlParser().ParseDocumentAsync(page, cancellationToken);
        var document = new CatalogDocument { HtmlPage = url, IsNested = true };
        var number = 0;
        IElement[] scripts = [.. html.QuerySelectorAll("script[type]").Where(script => IsJsonLd(script.GetAttribute("type")!))];
        if (scripts.Length > MostBlocks)
            reading.Doubt($"The page {FetchFaults.Show(url)} has {scripts.Length} elements of JSON-LD; those after the first {MostBlocks} were not read.");
        foreach (var script in scripts.Take(MostBlocks))
            await AddAsync(script.TextContent, ++number, document, url, reading, cancellationToken);
        document.Complete();
        if (number > 0)
            text.Report(reading);
        var isEmpty = !document.Datasets.Any() && !document.Undescribed.Any() && !document.Linked.Any() && document.Refused.Count == 0;
        return (document, isEmpty ? PageKind.OfPageWithoutDataset(new HtmlPage(url, html, Encoding.UTF8)) ?? CatalogSyntax.HtmlInstead(url, " without a schema.org Dataset in JSON-LD") : null);
    }

    private static bool IsJsonLd(string type) => type.Split(';')[0].Trim().Equals("application/ld+json", StringComparison.OrdinalIgnoreCase);

    private static async Task AddAsync(string json, int number, CatalogDocument document, Uri url, Reading reading, CancellationToken cancellationToken)
    {
        var (statements, refused) = await StatementsAsync(json, document, url, cancellationToken);
        // Templates that paste a text with its line breaks into the JSON are the most usual fault, and the one with one meaning only.
        if (refused.Count > 0 && json.AsSpan().ContainsAnyInRange('\0', '\u001F')
            && await StatementsAsync(new string([.. json.Select(c => c < ' ' ? ' ' : c)]), document, url, cancellationToken) is var mended && mended.Refused.Count == 0)
        {
            (statements, refused) = mended;
        }

        foreach (var (subject, predicate, value, _) in statements)
            document.Add(new Statement(Own(subject, number), predicate, Own(value, number)));
        if (refused.Count == 0)
            return;
        reading.Report(new Problem("broken-json-ld", Severity.Warning, Whose.Source, null, null,
            $"The page's JSON-LD element no. {number} cannot be read{(statements.Count > 0 ? " in part" : "")}: {Describe(refused[0])} It was left out and the rest was kept."), recordUrl: FetchFaults.Show(url));
        // What is broken and speaks of no dataset hides none.
        if (json.Contains("dataset", StringComparison.OrdinalIgnoreCase))
            refused.ForEach(document.Refuse);
    }

    private static async Task<(List<Statement> Statements, List<RdfError> Refused)> StatementsAsync(string json, CatalogDocument document, Uri url, CancellationToken cancellationToken)
    {
        var (statements, refused) = (new List<Statement>(), new List<RdfError>());
        var bytes = PayloadRepair.Apply(Encoding.UTF8.GetBytes(json), out _);
        var options = new RdfReaderOptions
        {
            BaseIri = url.AbsoluteUri,
            Lenient = true,
            OnRefused = refused.Add,
            OnDropped = document.Dropped,
            ExpandContext = WellKnownContexts.SchemaOrg,
            LoadContext = (context, _) => ValueTask.FromResult<ReadOnlyMemory<byte>?>(WellKnownContexts.TryGet(context, out var known) ? known : null),
        };
        try
        {
            await foreach (var statement in RdfReader.ReadAsync(new MemoryStream(bytes.ToArray()), RdfSyntax.JsonLd, options, cancellationToken))
                statements.AddRange(SchemaOrg.Mend(statement, url));
        }
        catch (RdfException error)
        {
            refused.Add(error.Error);
        }

        return (statements, refused);
    }

    private static string Describe(RdfError error) => error.Line > 0 ? $"line {error.Line}, column {error.Column}: {error.Message}" : error.Message;

    /// <summary>A label names the same node within its element only.</summary>
    private static Term Own(Term term, int number) => term.Kind == TermKind.BlankNode ? Term.Blank($"{number}-{term.Value}") : term;
}
