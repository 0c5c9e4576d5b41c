using Harvester.Core.Runs;

namespace Harvester.Core.Access;

/// <summary>What persons type into a line or a field that others will read.</summary>
internal static class TypedText
{
    /// <summary>One line without ends; null where nothing was typed.</summary>
    /// <exception cref="DecisionException">It is too long, or has characters that are none of a line.</exception>
    public static string? Line(string? typed, string what, int most) => Checked(typed, what, most, static c => char.IsControl(c));

    /// <summary>Several lines, ended by LF; null where nothing was typed.</summary>
    /// <exception cref="DecisionException">It is too long, or has control characters.</exception>
    public static string? Text(string? typed, string what, int most) =>
        Checked(typed?.ReplaceLineEndings("\n"), what, most, static c => char.IsControl(c) && c is not ('\n' or '\t'));

    private static string? Checked(string? typed, string what, int most, Func<char, bool> isForbidden)
    {
        if (string.IsNullOrWhiteSpace(typed))
            return null;
        var text = typed.Trim();
        if (text.Length > most)
            throw new DecisionException($"the {what} has {text.Length} characters: {most} are the most");
        return text.Any(isForbidden) ? throw new DecisionException($"the {what} has control characters in it: type it anew") : text;
    }
}
