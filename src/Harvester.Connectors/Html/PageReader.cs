using System.Text;
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
        var answer = await fetcher.WholeAsync(url, Accept, reading, BytesAsync, cancellationToken);
        var (text, encoding) = await TextAsync(answer, reading, cancellationToken);
        PageDepth.Check(text, answer.Url);

        // A parser is not made for use by several pages at a time.
        var page = new HtmlPage(answer.Url, await new HtmlParser().ParseDocumentAsync(text, cancellationToken), encoding);
        if (failWhen?.Finds(page.Root) == true)
        {
            throw new SourceException("fail-when", Whose.Source, FetchFaults.Show(url),
                $"The page matches fail-when (\"{failWhen.Text}\"), so it is no listing; nothing was taken.");
        }

        return page;
    }

    /// <summary>Refuses what is no page before it is loaded: a link may lead to a file of any size.</summary>
    private static Task<FetchedBytes> BytesAsync(FetchedBody body, CancellationToken cancellationToken)
    {
        if (body.MediaType is not (null or "text/html" or "application/xhtml+xml" or "text/plain" or "application/xml" or "text/xml" or "application/octet-stream"))
        {
            throw new SourceException("not-html", Whose.Source, FetchFaults.Show(body.Url),
                $"A page was expected, but the answer is {body.MediaType}; it was not read.");
        }

        return WholeBodies.ReadAsync(body, cancellationToken);
    }

    private static async Task<(string Text, Encoding Encoding)> TextAsync(FetchedBytes answer, Reading reading, CancellationToken cancellationToken)
    {
        var hints = new CharsetHints(Header: answer.Charset, IsHtml: true);
        using var reader = new CharsetReader(new MemoryStream(answer.Bytes), hints, cancellationToken);
        var text = await reader.ReadToEndAsync();
        var encoding = (reader.Choice ?? Charsets.Choose(answer.Bytes, isAll: true, hints)).Encoding;
        if (reader.Unreadable > 0 && !Charsets.IsMostlyRead(text, reader.Unreadable))
        {
            throw new SourceException("unknown-charset", Whose.Source, FetchFaults.Show(answer.Url),
                $"The page's encoding cannot be found: {answer.Charset ?? "none"} is stated, and read as {encoding.WebName}, which fits best, {reader.Unreadable} of its characters are not valid; nothing was taken.");
        }

        if (reader.Choice?.Contradiction is { } contradiction)
        {
            reading.Report(new Problem("charset-mismatch", Severity.Info, Whose.Source, null, null,
                $"{contradiction}, but the bytes are {encoding.WebName}; they were read as such"), recordUrl: FetchFaults.Show(answer.Url));
        }

        if (reader.Unreadable > 0)
        {
            reading.Report(new Problem("undecodable-bytes", Severity.Warning, Whose.Source, null, null,
                $"{reader.Unreadable} characters of the page are not valid {encoding.WebName}; they were read as \uFFFD."), recordUrl: FetchFaults.Show(answer.Url));
        }

        // Links are encoded by it, and a letter that it lacks must not stop the page.
        return (text, Encoding.GetEncoding(encoding.CodePage));
    }
}
