using System.Globalization;
using System.Text;

namespace Harvester.Connectors.Fetching.Robots;

/// <summary>
/// Paths and path patterns of robots.txt as octets in one spelling, and their match (RFC 9309, section 2.2.2 and 2.2.3). A character of a text
/// here is an octet: what is not ASCII is percent-encoded, what is unreserved is not, and a star or a dollar sign in an address is <c>%2A</c>
/// or <c>%24</c>, as in a pattern they are signs.
/// </summary>
internal static class RobotsPattern
{
    private const string Unreserved = "-._~";
    private const string Reserved = ":/?#@!&'()+,;="; // but for brackets, which a path holds encoded only

    /// <summary>The address's path and query, to be compared with patterns.</summary>
    public static string Of(Uri url) => Normalise(url.PathAndQuery, isPattern: false);

    /// <param name="octets">One character per octet (Latin-1), which plain ASCII is anyway.</param>
    /// <param name="isPattern">A star, and a dollar sign at the end, keep their meaning.</param>
    public static string Normalise(string octets, bool isPattern)
    {
        var text = new StringBuilder(octets.Length);
        for (var i = 0; i < octets.Length; i++)
        {
            var c = octets[i];
            if (c == '%' && i + 2 < octets.Length && byte.TryParse(octets.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var octet))
            {
                i += 2;
                if (IsUnreserved((char)octet))
                    text.Append((char)octet);
                else
                    Encode(text, (char)octet);
            }
            else if (IsUnreserved(c) || Reserved.Contains(c) || (isPattern && (c == '*' || (c == '$' && i == octets.Length - 1))))
            {
                text.Append(c);
            }
            else
            {
                Encode(text, c);
            }
        }

        return text.ToString();
    }

    /// <summary>Whether a normalised pattern covers a normalised path. Linear: each piece between stars is looked for once, after the one before.</summary>
    public static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> path)
    {
        var toTheEnd = pattern.EndsWith('$');
        if (toTheEnd)
            pattern = pattern[..^1];
        var isFirst = true;
        while (true)
        {
            var star = pattern.IndexOf('*');
            var piece = star < 0 ? pattern : pattern[..star];
            if (star < 0 && toTheEnd)
                return isFirst ? path.SequenceEqual(piece) : path.EndsWith(piece, StringComparison.Ordinal);
            var at = isFirst ? (path.StartsWith(piece, StringComparison.Ordinal) ? 0 : -1) : path.IndexOf(piece, StringComparison.Ordinal);
            if (at < 0)
                return false;
            if (star < 0)
                return true;
            path = path[(at + piece.Length)..];
            pattern = pattern[(star + 1)..];
            isFirst = false;
        }
    }

    private static bool IsUnreserved(char c) => char.IsAsciiLetterOrDigit(c) || Unreserved.Contains(c);

    private static void Encode(StringBuilder text, char octet) => text.Append('%').Append(((int)octet).ToString("X2", CultureInfo.InvariantCulture));
}
