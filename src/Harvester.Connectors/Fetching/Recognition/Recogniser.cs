using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching.Recognition;

/// <summary>
/// Tells what is not data: by status, headers and the beginning of the body. Each kind is a fault of its own code, and all are the source's
/// turn. A challenge is never bypassed, and never asked for again at once.
/// </summary>
internal sealed class Recogniser(string accept, Func<string, string> hide)
{
    /// <summary>Bytes that are looked at.</summary>
    public const int HeadLength = 16 << 10;

    private const int LongestTitle = 80;

    public Promise Promise { get; } = Promises.Of(accept);

    /// <summary>A challenge that the headers declare, whatever the status.</summary>
    public SourceException? OfHeaders(HttpResponseMessage response, Uri url) =>
        Challenges.OfHeaders(response) is { } vendor ? Challenge(url, vendor, (int)response.StatusCode) : null;

    /// <summary>What the body of an answer with status 2xx turns out to be, if it is not what was asked for.</summary>
    /// <param name="asked">The address before redirects.</param>
    /// <param name="head">The first <see cref="HeadLength"/> bytes, or all of them.</param>
    public SourceException? OfBody(ReadOnlySpan<byte> head, bool isWhole, string? charset, int status, Uri url, Uri asked)
    {
        if (head.IsEmpty)
            return Promise is Promise.Anything ? null : FetchFaults.Empty(url);
        var html = Html(head, isWhole, charset);
        if (html is null)
            return null;
        if (Challenges.OfPage(html, isWhole) is { } vendor)
            return Challenge(url, vendor, status);
        if (Promise is Promise.Anything or Promise.Page || MayDescribeDatasets(html, isWhole))
            return null;

        string[] headings = [.. PageSigns.TitleAndHeadings(html)];
        if (PageSigns.HasPasswordField(html) || (url != asked && PageSigns.IsLoginAddress(url)))
        {
            return Fault("login-page", url,
                $"a login page came where {Promise.Name()} was expected{Where(url, asked)}: what stood there is no longer public, or the session of a sign-on is asked for; ask the site, or put another address into the connector file");
        }

        return headings.FirstOrDefault(PageSigns.SaysMaintenance) is { } closed
            ? Maintenance(url, status, closed)
            : Fault($"html-instead-of-{Promise.Word()}", url,
                $"an HTML page came where {Promise.Name()} was expected{Where(url, asked)}{Titled(headings)}; nothing was taken. If the data has moved, put its new address into the connector file");
    }

    /// <summary>What a refusal's page says that its status does not: a challenge, or with 503 that the site is closed for the moment.</summary>
    public SourceException? OfRefusal(ReadOnlySpan<byte> head, bool isWhole, string? charset, int status, Uri url)
    {
        if (Html(head, isWhole, charset) is not { } html)
            return null;
        if (Challenges.OfPage(html, isWhole) is { } vendor)
            return Challenge(url, vendor, status);
        return status == 503 && PageSigns.TitleAndHeadings(html).FirstOrDefault(heading => PageSigns.SaysMaintenance(heading) && !IsStatusText(heading)) is { } closed
            ? Maintenance(url, status, closed)
            : null;
    }

    // A page may describe datasets in JSON-LD, below its first bytes, too: whoever asked for RDF looks for it.
    private bool MayDescribeDatasets(string html, bool isWhole) =>
        Promise is Promise.Rdf && (!isWhole || html.Contains("application/ld+json", StringComparison.OrdinalIgnoreCase));

    // What every server writes for 503 says nothing of a plan.
    private static bool IsStatusText(string heading) => heading.Contains("503", StringComparison.Ordinal) || heading.Contains("service unavailable", StringComparison.OrdinalIgnoreCase)
        || heading.Contains("temporarily unavailable", StringComparison.OrdinalIgnoreCase);

    private static string? Html(ReadOnlySpan<byte> head, bool isWhole, string? charset)
    {
        if (!MayBeMarkup(head))
            return null;
        var encoding = Charsets.Choose(head, isWhole, new CharsetHints(Header: charset, IsHtml: true)).Encoding;
        if (!PageSigns.IsHtml(encoding.GetString(head[..Math.Min(head.Length, 1024)])))
            return null;
        return encoding.GetString(head);
    }

    // Most answers are data and pay for no more than this.
    private static bool MayBeMarkup(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith("\uFEFF"u8))
            head = head[3..];
        var first = head.IndexOfAnyExcept(" \t\r\n\f"u8);
        return first >= 0 && (head[first] == (byte)'<' || head[..Math.Min(head.Length, 8)].ContainsAny((byte)0, (byte)0xFE, (byte)0xFF));
    }

    private SourceException Challenge(Uri url, string vendor, int status) => Fault("bot-challenge", url,
        $"{url.Host} answers with a challenge by {vendor} (status {status}), which asks for a person's browser, not with what was asked for; it is never bypassed. Ask the site to let our User-Agent through, or for another address");

    private SourceException Maintenance(Uri url, int status, string heading) => Fault("maintenance-page", url,
        $"{url.Host} shows a page that says 「{Cut(heading)}」 (status {status}): the site seems closed for the moment; the next run asks again");

    private SourceException Fault(string code, Uri url, string message) => new(code, Whose.Source, hide(FetchFaults.Show(url)), hide(message));

    private static string Where(Uri url, Uri asked) => url == asked ? "" : $" ({FetchFaults.Show(asked)} redirects to {FetchFaults.Show(url)})";

    private static string Titled(string[] headings) => headings.FirstOrDefault(heading => heading.Length > 0) is { } title ? $", titled 「{Cut(title)}」" : "";

    private static string Cut(string text) => text.Length <= LongestTitle ? text : text[..LongestTitle] + "…";
}
