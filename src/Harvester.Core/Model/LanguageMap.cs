namespace Harvester.Core.Model;

/// <summary>Maps of BCP 47 tag → text, as in JSON-LD's language maps (JSON-LD 1.1, section 4.6.2). <c>und</c> stands for a text without a tag.</summary>
public static class LanguageMap
{
    public const string Undetermined = "und";

    public static IReadOnlyDictionary<string, string> Japanese(string text) => Of("ja", text);

    public static IReadOnlyDictionary<string, string> Of(string tag, string text) => new OneText(tag, text);

    /// <summary>The list in the language that <see cref="Best"/> would take; empty for an empty map.</summary>
    public static IReadOnlyList<string> BestList(this IReadOnlyDictionary<string, IReadOnlyList<string>>? map)
    {
        if (map is null)
            return [];
        foreach (var tag in (ReadOnlySpan<string>)["ja", "en", Undetermined])
        {
            if (map.TryGetValue(tag, out var list))
                return list;
        }

        return map.Values.FirstOrDefault() ?? [];
    }

    /// <summary>The text in the wanted language, else Japanese, English, untagged, or whichever comes first; empty for an empty map.</summary>
    public static string Best(this IReadOnlyDictionary<string, string>? map, string wanted = "ja")
    {
        if (map is null)
            return "";
        foreach (var tag in (ReadOnlySpan<string>)[wanted, "ja", "en", Undetermined])
        {
            if (map.TryGetValue(tag, out var text))
                return text;
        }

        return map.Values.FirstOrDefault() ?? "";
    }
}
