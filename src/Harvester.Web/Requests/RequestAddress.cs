using System.Text.Unicode;

namespace Harvester.Web.Requests;

/// <summary>
/// Looks at a request's target as it came, before anything decodes it: servers leave a wrong escape as it stands, or put U+FFFD in its place, and a filter
/// that was damaged on its way would answer with something else than was asked for.
/// </summary>
internal static class RequestAddress
{
    /// <summary>Bytes of a query, escaped. A cursor and a long filter are some hundred.</summary>
    public const int LongestQuery = 16 << 10;

    /// <summary>Bytes of a path, escaped: ids are shorter than 1 kB.</summary>
    public const int LongestPath = 4 << 10;

    /// <summary>Where Kestrel itself ends a request, without words; what is shorter is refused with a reason.</summary>
    public const int LongestLine = 256 << 10;

    public static bool IsTooLong(string target)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        return query < 0 ? target.Length > LongestPath : query > LongestPath || target.Length - query > LongestQuery;
    }

    /// <summary>What is wrong with it in one sentence, or null: a % without two hexadecimal digits (RFC 3986, section 2.1), bytes that are no UTF-8, or U+0000.</summary>
    public static string? Fault(string target)
    {
        if (!target.Contains('%', StringComparison.Ordinal))
            return null;
        var bytes = new byte[target.Length];
        var length = 0;
        for (var at = 0; at < target.Length; at++)
        {
            if (target[at] != '%')
            {
                bytes[length++] = target[at] <= 0x7F ? (byte)target[at] : (byte)'?';
                continue;
            }

            if (at + 2 >= target.Length || !char.IsAsciiHexDigit(target[at + 1]) || !char.IsAsciiHexDigit(target[at + 2]))
                return $"The address has a % that no two hexadecimal digits follow, at character {at + 1}: write %25 for the sign itself.";
            bytes[length++] = Convert.FromHexString(target.AsSpan(at + 1, 2))[0];
            at += 2;
        }

        if (!Utf8.IsValid(bytes.AsSpan(0, length)))
            return "The address has escaped bytes that are not UTF-8: escape the UTF-8 form of each character (RFC 3987, section 3.1).";
        return bytes.AsSpan(0, length).Contains((byte)0) ? "The address has the character U+0000, which nothing here contains." : null;
    }
}
