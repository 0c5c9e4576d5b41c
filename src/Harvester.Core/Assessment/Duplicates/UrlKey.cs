using System.Buffers;
using System.Text;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>
/// An address as it is compared: what may differ between two spellings of one address is gone. As a network-path reference (RFC 3986, section 4.2):
/// <c>//city.minato.tokyo.jp/a.csv</c>. Follows the normalisations of RFC 3986, section 6.2 (case of the host, percent-encoding, default port), and
/// goes beyond them where two addresses would never be two files: scheme, <c>www.</c>, trailing slash, encoded sub-delimiters, tracking parameters.
/// The key of a key is itself.
/// </summary>
public static class UrlKey
{
    private const string Hex = "0123456789ABCDEF";
    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ");
    private static readonly SearchValues<char> Settled = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/");

    /// <summary>Null for what is no absolute address.</summary>
    public static string? Of(string? address)
    {
        if (address is null)
            return null;
        var text = (address.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0 ? address[..hash] : address).Trim();
        var slashes = text.IndexOf("//", StringComparison.Ordinal);
        if (slashes < 0 || !IsScheme(text.AsSpan(0, slashes)))
            return null;
        var rest = text[(slashes + 2)..];
        var end = rest.AsSpan().IndexOfAny('/', '?') is var at and >= 0 ? at : rest.Length;
        var host = Host(rest[..end]);
        if (host.Length == 0)
            return null;
        var question = rest.IndexOf('?', end);
        var path = Encoded(question < 0 ? rest[end..] : rest[end..question]).TrimEnd('/');
        var query = question < 0 ? "" : Encoded(Query(rest[(question + 1)..]));
        return query.Length == 0 ? $"//{host}{path}" : $"//{host}{path}?{query}";
    }

    private static bool IsScheme(ReadOnlySpan<char> scheme) =>
        scheme.Length == 0 || (scheme.Length > 1 && scheme[^1] == ':' && !scheme[..^1].ContainsAnyExcept(Letters));

    private static string Host(string authority)
    {
        for (var host = authority.ToLowerInvariant(); ;)
        {
            var shorter = host.Trim().Trim('.');
            shorter = Without(Without(shorter, ":80"), ":443");
            if (shorter.StartsWith("www.", StringComparison.Ordinal))
                shorter = shorter[4..];
            if (shorter.Length == host.Length)
                return host;
            host = shorter;
        }
    }

    private static string Without(string host, string port) => host.EndsWith(port, StringComparison.Ordinal) ? host[..^port.Length] : host;

    private static string Query(string query) => string.Join('&', query.Split('&').Where(pair => pair.Length > 0 && !IsTracking(pair)));

    private static bool IsTracking(string pair)
    {
        var name = pair.AsSpan();
        if (name.IndexOf('=') is var equals and >= 0)
            name = name[..equals];
        return name.StartsWith("utm_", StringComparison.OrdinalIgnoreCase) || name is "fbclid" or "gclid" or "yclid" or "msclkid" or "_ga" or "_gl";
    }

    /// <summary>Triplets in capitals, and only where they are needed.</summary>
    private static string Encoded(string text)
    {
        if (!text.AsSpan().ContainsAnyExcept(Settled))
            return text;
        var bytes = Encoding.UTF8.GetBytes(text);
        var encoded = new StringBuilder(text.Length + 16);
        for (var i = 0; i < bytes.Length; i++)
        {
            var value = bytes[i];
            var triplet = value == '%' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            if (triplet)
            {
                value = (byte)((Convert.ToInt32(((char)bytes[i + 1]).ToString(), 16) << 4) | Convert.ToInt32(((char)bytes[i + 2]).ToString(), 16));
                i += 2;
            }

            if (IsPlain(value) || (!triplet && "/?=&+".Contains((char)value, StringComparison.Ordinal)))
                encoded.Append((char)value);
            else
                encoded.Append('%').Append(Hex[value >> 4]).Append(Hex[value & 15]);
        }

        return encoded.ToString();
    }

    private static bool IsPlain(byte value) =>
        char.IsAsciiLetterOrDigit((char)value) || "-._~!$'()*,;:@".Contains((char)value, StringComparison.Ordinal);
}
