using System.Text.Json;
using System.Text.RegularExpressions;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>Tells whether the texts of a CKAN record may be called Japanese: CKAN itself knows no language.</summary>
internal static partial class JapaneseScript
{
    /// <summary><paramref name="language"/>, or <c>und</c> when neither title nor notes hold one character of Japanese script.</summary>
    internal static string TagOf(JsonElement root, string language)
    {
        if (language != "ja")
            return language;
        var title = Text(root, "title"u8);
        var notes = Text(root, "notes"u8);
        return (title is null && notes is null) || IsJapanese(title) || IsJapanese(notes) ? language : LanguageMap.Undetermined;
    }

    private static string? Text(JsonElement root, ReadOnlySpan<byte> name) =>
        root.TryGetProperty(name, out var value) && JsonText.Of(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static bool IsJapanese(string? text) => text is not null && Script().IsMatch(text);

    // Kana of either width, 々〆〇, and CJK ideographs; those beyond the Basic Multilingual Plane begin with D840 to D87F.
    [GeneratedRegex(@"[\u3005-\u3007\u3040-\u30FA\u30FC-\u30FF\u31F0-\u31FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF\uFF66-\uFF9F\uD840-\uD87F]")]
    private static partial Regex Script();
}
