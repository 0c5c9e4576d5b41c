using System.Text;

namespace Harvester.Connectors.Html;

/// <summary>Resolves the addresses that stand in a page, as a browser does (WHATWG URL, section 4.4, and HTML, section 4.2.3 for <c>base</c>).</summary>
/// <param name="baseUrl">The page's address, or that of its <c>base</c> element.</param>
/// <param name="encoding">The page's encoding: a browser percent-encodes a query in it, and only a query.</param>
internal sealed class PageAddress(Uri baseUrl, Encoding encoding)
{
    /// <summary>The absolute address without white space around it and encoded, or null when it is none, or not one of http(s): <c>javascript:</c>, <c>mailto:</c>.</summary>
    public Uri? Resolve(string? reference)
    {
        if (reference is null)
            return null;
        var text = new StringBuilder(reference.Length);
        foreach (var character in reference.AsSpan().Trim(" \t\r\n\f\u3000\u00A0"))
        {
            if (character is not ('\t' or '\r' or '\n'))
                text.Append(character);
        }

        var query = text.ToString().IndexOf('?');
        var path = (query < 0 ? text.ToString() : text.ToString(0, query)).Replace('\\', '/');
        var rest = query < 0 ? "" : EncodeQuery(text.ToString(query, text.Length - query));
        if (!Uri.TryCreate(baseUrl, path + rest, out var resolved) || resolved.Scheme is not ("http" or "https") || resolved.Host.Length == 0)
            return null;
        return Ascii(resolved);
    }

    /// <summary>The same address without its fragment: two anchors of one page are one page.</summary>
    public static Uri WithoutFragment(Uri url) =>
        url.Fragment.Length == 0 ? url : new Uri(url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped));

    private string EncodeQuery(string query)
    {
        if (Ascii(query))
            return query;
        var hash = query.IndexOf('#');
        var encoded = new StringBuilder();
        foreach (var rune in (hash < 0 ? query : query[..hash]).EnumerateRunes())
        {
            if (rune.IsAscii)
                encoded.Append((char)rune.Value);
            else
            {
                foreach (var octet in encoding.GetBytes(rune.ToString()))
                    encoded.Append('%').Append(octet.ToString("X2"));
            }
        }

        return encoded.Append(hash < 0 ? "" : query[hash..]).ToString();
    }

    private static bool Ascii(string text) => System.Text.Ascii.IsValid(text);

    // AbsoluteUri leaves the letters of an internationalised host name as they are.
    private static Uri Ascii(Uri url) =>
        Ascii(url.Host) ? new Uri(url.AbsoluteUri) : new Uri(new UriBuilder(url) { Host = url.IdnHost }.Uri.AbsoluteUri);
}
