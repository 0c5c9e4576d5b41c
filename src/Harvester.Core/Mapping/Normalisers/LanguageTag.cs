using System.Collections.Frozen;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>Languages as catalogues name them → BCP 47 tags: <c>ja</c>, <c>jpn</c>, 日本語, <c>ja_JP</c>, IRIs of the EU and Library of Congress lists.</summary>
public static class LanguageTag
{
    private static readonly FrozenDictionary<string, string> Names = new Dictionary<string, string>
    {
        ["jpn"] = "ja",
        ["日本語"] = "ja",
        ["japanese"] = "ja",
        ["eng"] = "en",
        ["英語"] = "en",
        ["english"] = "en",
        ["zho"] = "zh",
        ["chi"] = "zh",
        ["中国語"] = "zh",
        ["chinese"] = "zh",
        ["中国語(簡体)"] = "zh-Hans",
        ["中国語(繁体)"] = "zh-Hant",
        ["kor"] = "ko",
        ["韓国語"] = "ko",
        ["ハングル"] = "ko",
        ["korean"] = "ko",
        ["fra"] = "fr",
        ["fre"] = "fr",
        ["deu"] = "de",
        ["ger"] = "de",
        ["spa"] = "es",
        ["por"] = "pt",
        ["ita"] = "it",
        ["nld"] = "nl",
        ["dut"] = "nl",
        ["cat"] = "ca",
        ["tha"] = "th",
        ["vie"] = "vi",
        ["ind"] = "id",
        ["rus"] = "ru",
        ["tgl"] = "tl",
        ["nep"] = "ne",
        ["mya"] = "my",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The tag; null when the word is neither a known name nor a tag by its looks.</summary>
    public static string? Read(string text)
    {
        var word = text.Contains("://", StringComparison.Ordinal) ? text[(text.TrimEnd('/').LastIndexOf('/') + 1)..].TrimEnd('/') : text;
        return Names.GetValueOrDefault(Text.Comparable(word)) ?? JsonText.TagOf(word);
    }
}
