using System.Text.RegularExpressions;

namespace Harvester.Connectors.Definitions;

/// <summary>Compiles the patterns of connector files without backtracking: time grows with the length of the text only.</summary>
internal static partial class RegexSyntax
{
    private const int Longest = 1000;

    /// <summary>Counted repetitions are unrolled; nested ones multiply, and would take the memory that backtracking would take in time.</summary>
    private const double MostRepetitions = 2000;

    /// <returns>The pattern, or what is wrong with it.</returns>
    public static (Regex? Regex, string? Fault) Compile(string pattern)
    {
        if (pattern.Length > Longest)
            return (null, $"the pattern has {pattern.Length} characters; at most {Longest} are allowed");
        var repetitions = 1.0;
        foreach (var match in Counted().EnumerateMatches(pattern))
            repetitions *= Math.Max(1, Bound(pattern.AsSpan(match.Index, match.Length)));
        if (repetitions > MostRepetitions)
            return (null, $"the counted repetitions multiply to {repetitions:0}; at most {MostRepetitions} are allowed, use * or +");
        try
        {
            return (new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant), null);
        }
        catch (RegexParseException e)
        {
            return (null, $"the pattern is wrong at character {e.Offset + 1}: {e.Error}");
        }
        catch (NotSupportedException)
        {
            return (null, "lookarounds, backreferences and atomic groups are refused: they need backtracking, which can hang a run");
        }
    }

    private static double Bound(ReadOnlySpan<char> counted)
    {
        var inner = counted[1..^1];
        var comma = inner.IndexOf(',');
        var number = comma >= 0 && comma < inner.Length - 1 ? inner[(comma + 1)..] : comma >= 0 ? inner[..comma] : inner;
        return double.Parse(number);
    }

    [GeneratedRegex(@"\{[0-9]+(?:,[0-9]*)?\}")]
    private static partial Regex Counted();
}
