using System.Buffers;
using System.Text;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// Addresses as sources write them. Nothing is resolved here: a relative address is kept and reported. Characters that RFC 3986 does
/// not allow (Japanese, spaces) are percent-encoded as UTF-8, as browsers do; a host in Japanese stays for the reader of the IRI.
/// </summary>
public static class WebAddress
{
    private const int Longest = 8000;

    /// <summary>What needs no second look; a per cent sign does.</summary>
    private static readonly SearchValues<char> Plain = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#[]@!$&'()*+,;=");

    /// <summary>The cleaned address, with <c>Code</c> when there is something to report; a refused one has no <c>Value</c>.</summary>
    public static (string? Value, string? Code, string? Detail) Read(string text)
    {
        var address = TrimOuter(text);
        if (address.Length == 0)
            return (null, null, null);
        if (address.Length > Longest)
            return (null, "invalid-url", $"The address has {address.Length} characters, more than {Longest}; it is left out.");
        var scheme = SchemeOf(address);
        if (scheme is null)
        {
            if (address.StartsWith("www.", StringComparison.OrdinalIgnoreCase) || address.StartsWith("//", StringComparison.Ordinal) || IsRelative(address))
                return (Encode(address), "relative-url", "The address is not absolute; it is kept as it stands.");
            return (null, "invalid-url", "The text is no web address; it is left out.");
        }

        if (scheme is not ("http" or "https" or "ftp" or "ftps"))
            return (null, "refused-url", $"Addresses of the scheme {scheme}: are refused; http and https are expected.");
        var rest = address.AsSpan(scheme.Length + 1);
        if (!rest.StartsWith("//") || rest.Length < 3 || rest[2] is '/' or '?' or '#')
            return (null, "invalid-url", "The address has no host; it is left out.");
        var encoded = Encode(address.StartsWith(scheme, StringComparison.Ordinal) ? address : string.Concat(scheme, address.AsSpan(scheme.Length)));
        return Uri.TryCreate(encoded, UriKind.Absolute, out _)
            ? (encoded, null, null)
            : (null, "invalid-url", "The text is no valid web address; it is left out.");
    }

    private static bool IsRelative(string address) =>
        address[0] is '/' or '.' or '?' or '#' || (!address.Contains(' ', StringComparison.Ordinal) && address.AsSpan().ContainsAny('/', '.'));

    /// <summary>Lower case; null when there is none. White space and control characters inside do not hide a scheme (WHATWG URL, section 4.4).</summary>
    private static string? SchemeOf(string address)
    {
        if (address.StartsWith("https:", StringComparison.Ordinal))
            return "https";
        if (address.StartsWith("http:", StringComparison.Ordinal))
            return "http";
        var scheme = new StringBuilder(12);
        foreach (var c in address)
        {
            if (c == ':')
                return scheme.Length > 0 ? scheme.ToString() : null;
            if (char.IsAsciiLetterOrDigit(c) || (scheme.Length > 0 && c is '+' or '-' or '.'))
                scheme.Append(char.ToLowerInvariant(c));
            else
                return null;
        }

        return null;
    }

    private static string TrimOuter(string text)
    {
        var address = text.Trim();
        // Tabs and line breaks inside are dropped first, as browsers do: "java\nscript:" must not pass as relative.
        return address.AsSpan().ContainsAny('\t', '\n', '\r')
            ? address.Replace("\t", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Replace("\r", "", StringComparison.Ordinal)
            : address;
    }

    private static string Encode(string address)
    {
        var at = address.AsSpan().IndexOfAnyExcept(Plain);
        while (at >= 0 && at < address.Length && IsAllowed(address, at))
            at++;
        if (at < 0 || at == address.Length)
            return address;
        var authority = AuthorityOf(address);
        var encoded = new StringBuilder(address, 0, at, address.Length * 2);
        Span<byte> bytes = stackalloc byte[4];
        for (var i = at; i < address.Length;)
        {
            if (IsAllowed(address, i) || (i >= authority.Start && i < authority.End && address[i] > '\u007F'))
            {
                encoded.Append(address[i++]);
                continue;
            }

            Rune.DecodeFromUtf16(address.AsSpan(i), out var rune, out var length);
            foreach (var b in bytes[..rune.EncodeToUtf8(bytes)])
                encoded.Append('%').Append(b.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            i += length;
        }

        return encoded.ToString();
    }

    private static (int Start, int End) AuthorityOf(string address)
    {
        var start = address.IndexOf("//", StringComparison.Ordinal);
        if (start < 0)
            return (0, 0);
        start += 2;
        var length = address.AsSpan(start).IndexOfAny('/', '?', '#');
        return (start, length < 0 ? address.Length : start + length);
    }

    private static bool IsAllowed(string address, int at) =>
        Plain.Contains(address[at])
        || (address[at] == '%' && at + 2 < address.Length && char.IsAsciiHexDigit(address[at + 1]) && char.IsAsciiHexDigit(address[at + 2]));
}
