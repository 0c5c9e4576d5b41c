namespace Harvester.Core.Mapping.Normalisers;

/// <summary>The five eras since 1868 (元号), each with the years it had. First and last days as by imperial proclamation.</summary>
internal sealed record JapaneseEra(char Letter, string Kanji, string Kana, DateOnly First, DateOnly Last)
{
    /// <summary>Plans write years of an era that later ended (平成32年度); more than this many past the end is a slip.</summary>
    private const int YearsPastEnd = 10;

    private static readonly JapaneseEra[] All =
    [
        new('M', "明治", "めいじ", new(1868, 1, 25), new(1912, 7, 30)),
        new('T', "大正", "たいしょう", new(1912, 7, 30), new(1926, 12, 25)),
        new('S', "昭和", "しょうわ", new(1926, 12, 25), new(1989, 1, 7)),
        new('H', "平成", "へいせい", new(1989, 1, 8), new(2019, 4, 30)),
        new('R', "令和", "れいわ", new(2019, 5, 1), new(2099, 12, 31)),
    ];

    /// <summary>Regular expression for all names of all eras; case is ignored.</summary>
    internal const string Names = "明治|大正|昭和|平成|令和|めいじ|たいしょう|しょうわ|へいせい|れいわ|[明大昭平令]|[MTSHR]";

    private int Base => First.Year - 1;

    internal static JapaneseEra Of(string name) =>
        Array.Find(All, era => era.Kanji == name || era.Kana == name || era.Kanji[0] == name[0] || era.Letter == char.ToUpperInvariant(name[0]))!;

    /// <summary>The year of our calendar, or null for year 0 and for years far past the era's end.</summary>
    internal int? YearOf(int n) => n < 1 || Base + n > Last.Year + YearsPastEnd ? null : Base + n;

    /// <summary>True when the first of the covered days lies outside the era: 平成32年, 令和元年4月1日.</summary>
    internal bool IsOutside(DateOnly first, DateOnly last) => first > Last || last < First;
}
