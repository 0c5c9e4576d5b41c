using Harvester.Core.Assessment;

namespace Harvester.Web.Pages;

/// <summary>
/// The language of a page: Japanese, or English with <c>?lang=en</c>. Both texts stand side by side where they are used, so that neither
/// can be forgotten. Public, as all that a page component takes must be: Razor generates public classes.
/// </summary>
public sealed record Language
{
    public static Language Japanese { get; } = new("ja");
    public static Language English { get; } = new("en");

    private Language(string tag) => Tag = tag;

    /// <summary>BCP 47.</summary>
    public string Tag { get; }

    public Language Other => IsEnglish ? Japanese : English;
    public bool IsEnglish => Tag == "en";

    public static Language Of(string? asked) => asked == "en" ? English : Japanese;

    public string Text(string japanese, string english) => IsEnglish ? english : japanese;

    public string Text(Bilingual text) => Text(text.Ja, text.En);

    /// <summary>Value of <c>lang</c> for a text of unstated language on this page: <c>ja</c> where it has Japanese letters on an English page, else null.</summary>
    public string? TagOf(string text) => IsEnglish && text.Any(IsJapanese) ? "ja" : null;

    /// <summary>An address of this site that stays in the language.</summary>
    public string Href(string path, params ReadOnlySpan<(string Name, string? Value)> query)
    {
        var address = path;
        foreach (var (name, value) in query)
            address = Append(address, name, value);
        return Append(address, "lang", IsEnglish ? "en" : null);
    }

    // Hiragana, katakana and the unified ideographs: U+3040 to U+30FF, U+3400 to U+9FFF.
    private static bool IsJapanese(char c) => c is (>= '\u3040' and <= '\u30FF') or (>= '\u3400' and <= '\u9FFF');

    private static string Append(string address, string name, string? value) =>
        string.IsNullOrEmpty(value) ? address : $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Uri.EscapeDataString(value)}";
}
