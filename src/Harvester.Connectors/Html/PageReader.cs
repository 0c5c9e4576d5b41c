using AngleSharp.Html.Parser;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>Fetches and parses pages. Nothing in a page is run or loaded: the parser has no scripting and no loader.</summary>
internal sealed class PageReader
{
    private const string Accept = "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1";
    private readonly IFetcher fetcher;
    private readonly Selector? failWhen;

    /// <exception cref="SourceException">Code <c>bad-selector</c>.</exception>
    public PageReader(HtmlBlock block, string source, IFetcher fetcher)
    {
        this.fetcher = fetcher;
        failWhen = block.FailWhen is { } selector ? new Selector(selector, source) : null;
    }

    /// <exception cref="SourceException">What the fetcher throws; <c>not-html</c>; <c>unknown-charset</c>; <c>fail-when</c>: the page is no listing but, say, a login form.</exception>
    public async Task<HtmlPage> ReadAsync(Uri url, Reading reading, CancellationToken cancellationToken)
    {
        await using var body = await fetcher.GetAsync(url, Accept, reading, cancellationToken);
        if (body.MediaType is not (null or "text/html" or "application/xhtml+xml" or "text/plain" or "application/xml" or "text/xml" or "application/octet-stream"))
        {
            throw new SourceException("not-html", Whose.Source, url.AbsoluteUri,
                $"A page was expected, but the answer is {body.MediaType}; it was not read.");
        }

        var bytes = await body.ReadAllAsync(cancellationToken);
        var (text, encoding) = PageCharset.Decode(bytes, body.Charset, body.Url, out var damaged);
        if (damaged > 0)
        {
            reading.Report(new Problem("undecodable-bytes", Severity.Warning, Whose.Source, null, null,
                $"{damaged} characters of the page are not valid {encoding.WebName}; they were read as \uFFFD."), recordUrl: url.AbsoluteUri);
        }

        // A parser is not made for use by several pages at a time.
        var page = new HtmlPage(body.Url, await new HtmlParser().ParseDocumentAsync(text, cancellationToken), encoding);
        if (failWhen?.Finds(page.Root) == true)
        {
            throw new SourceException("fail-when", Whose.Source, url.AbsoluteUri,
                $"The page matches fail-when (\"{failWhen.Text}\"), so it is no listing; nothing was taken.");
        }

        return page;
    }
}
