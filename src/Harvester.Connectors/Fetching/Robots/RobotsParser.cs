using System.Buffers;
using System.Globalization;
using System.Text;

namespace Harvester.Connectors.Fetching.Robots;

/// <summary>
/// Reads robots.txt (RFC 9309, section 2.2) as leniently as the standard asks: any line ends, any order of groups, unknown lines passed over.
/// Crawl-delay, which is not in the standard, counts as a rule of its group: whoever writes it means the agents above it.
/// </summary>
internal static class RobotsParser
{
    /// <summary>More of a file is not read (section 2.5).</summary>
    public const int MostBytes = 500 << 10;

    private const int MostNotes = 5;
    private const int LongestLineShown = 200;

    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(365);
    private static readonly SearchValues<char> TokenLetters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");

    /// <param name="bytes">The file, or its first <see cref="MostBytes"/>.</param>
    /// <param name="isCut">There was more.</param>
    public static RobotsFile Parse(ReadOnlySpan<byte> bytes, bool isCut)
    {
        var text = Octets(bytes);
        if (text.AsSpan().TrimStart().StartsWith('<'))
            return RobotsFile.AllowsAll with { Notes = [new("robots-not-rules", "is a page, not a file of rules, as many sites answer for what they do not have; nothing is refused by it")] };
        var notes = new List<RobotsNote>();
        if (isCut)
        {
            // What a cut leaves of the last line might refuse more than the line does.
            text = text[..(text.AsSpan().LastIndexOfAny('\r', '\n') + 1)];
            notes.Add(new("robots-cut", $"is longer than {MostBytes} bytes; the rules beyond were not read"));
        }

        var groups = Groups(text, notes);
        var ours = groups.Where(g => g.Agents.Contains(RobotsFile.ProductToken, StringComparer.OrdinalIgnoreCase)).ToList();
        if (ours.Count == 0)
            ours = groups.FindAll(g => g.Agents.Contains("*"));
        return new RobotsFile
        {
            Rules = [.. ours.SelectMany(g => g.Rules)],
            CrawlDelay = ours.Max(g => g.Delay),
            IsCkanStock = !isCut && CkanStockFile.Is(groups),
            Notes = notes,
        };
    }

    private static List<RobotsGroup> Groups(string text, List<RobotsNote> notes)
    {
        var groups = new List<RobotsGroup>();
        var number = 0;
        foreach (var line in Lines(text))
        {
            number++;
            var comment = line.IndexOf('#');
            var said = (comment < 0 ? line : line[..comment]).Trim();
            if (said.IndexOf(':') is var colon && colon < 0)
                continue;
            var value = said[(colon + 1)..].Trim();
            switch (said[..colon].TrimEnd().ToLowerInvariant())
            {
                case "user-agent":
                    if (groups.LastOrDefault() is not { HasRules: false })
                        groups.Add(new RobotsGroup());
                    groups[^1].Agents.Add(Token(value));
                    break;
                case "allow" or "disallow" when groups.Count > 0:
                    groups[^1].HasRules = true;
                    // An empty path refuses nothing, and allows nothing that is not.
                    if (value.Length > 0)
                        groups[^1].Rules.Add(new RobotsRule(said[0] is 'a' or 'A', RobotsPattern.Normalise(value, isPattern: true), Readable(said), number));
                    break;
                case "crawl-delay" when groups.Count > 0:
                    groups[^1].HasRules = true;
                    if (double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && double.IsFinite(seconds))
                        groups[^1].Slow(seconds < LongestDelay.TotalSeconds ? TimeSpan.FromSeconds(seconds) : LongestDelay);
                    else if (notes.Count < MostNotes)
                        notes.Add(new("robots-delay-unreadable", $"has \"{Readable(said)}\" in line {number}, which is no number of seconds; the line was passed over"));
                    break;
            }
        }

        return groups;
    }

    /// <summary>The product token at the beginning: some write <c>Harvester/1.0</c>, or a comment behind.</summary>
    private static string Token(string value)
    {
        if (value.StartsWith('*'))
            return "*";
        var length = value.AsSpan().IndexOfAnyExcept(TokenLetters);
        return length < 0 ? value : value[..length];
    }

    /// <summary>A line for a message.</summary>
    private static string Readable(string octets)
    {
        var text = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(octets));
        return text.Length <= LongestLineShown ? text : text[..LongestLineShown] + "…";
    }

    /// <summary>CR LF is one end of a line, so that line numbers are those of an editor.</summary>
    private static IEnumerable<string> Lines(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.AsSpan(start).IndexOfAny('\r', '\n');
            if (end < 0)
            {
                yield return text[start..];
                yield break;
            }

            yield return text.Substring(start, end);
            start += end + 1;
            if (text[start - 1] == '\r' && start < text.Length && text[start] == '\n')
                start++;
        }
    }

    /// <summary>One character per octet, whatever the encoding: paths are compared as octets. UTF-16, which is none of ASCII's relatives, becomes UTF-8 first.</summary>
    private static string Octets(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, ..] => Encoding.Latin1.GetString(bytes[3..]),
        [0xFF, 0xFE, ..] => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Encoding.Unicode.GetString(bytes[2..]))),
        [0xFE, 0xFF, ..] => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Encoding.BigEndianUnicode.GetString(bytes[2..]))),
        _ => Encoding.Latin1.GetString(bytes),
    };
}
