using System.Text.RegularExpressions;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.Html;

/// <summary>Finds the date of a record among its words: <c>from: auto</c> of <c>modified</c> and <c>issued</c>.</summary>
internal static partial class DateWords
{
    /// <summary>
    /// The date as it stands, in its own precision: the one that a word beside it gives the field (更新日, 現在 → modified; 公開日, 登録日 → issued); else, for
    /// <c>modified</c>, the only one. Null where two differ. A fiscal year is a period and no date.
    /// </summary>
    public static string? Find(string text, string field)
    {
        var dates = Day().Matches(Nfkc.Of(text)).Where(date => JapaneseDate.Read(date.Value).Value is not null).ToArray();
        var told = dates.Where(date => FieldOf(date) == field).Select(date => date.Groups["date"].Value).Distinct().ToArray();
        if (told.Length > 0)
            return told.Length == 1 ? told[0] : null;
        var untold = dates.Where(date => FieldOf(date) is null).Select(date => date.Groups["date"].Value).Distinct().ToArray();
        return field == "modified" && untold.Length == 1 ? untold[0] : null;
    }

    /// <summary>A date of at least a month, with the words beside it that say what it is; on NFKC.</summary>
    [GeneratedRegex(@"(?:(?<before>更新|改訂|改定|作成|公開|登録|掲載|発行)(?:年月)?(?:日時?)?\s*[::]?\s*)?"
        + @"(?<date>(?<![0-9A-Za-z])(?:(?:令和|平成|昭和|[RHS]\.?)\s*(?:元|[0-9]{1,2})|[0-9]{4})(?:年\s*[0-9]{1,2}月(?:\s*(?<day>[0-9]{1,2}日))?|[./-][0-9]{1,2}(?:[./-](?<day>[0-9]{1,2}))?(?![0-9./-])))"
        + @"(?:\s*(?:の|に)?(?<after>更新|改訂|改定|作成|公開|登録|掲載|発行|現在|時点)(?!日|年月|[::]))?", RegexOptions.IgnoreCase)]
    public static partial Regex Day();

    /// <summary>Words that make a month in brackets the date of a state: 「2022年4月更新」.</summary>
    [GeneratedRegex("更新|改訂|改定|作成|公開|登録|掲載|発行|現在|時点")]
    public static partial Regex About();

    private static string? FieldOf(Match date)
    {
        var word = date.Groups["before"].Success ? date.Groups["before"].Value : date.Groups["after"].Value;
        return word switch
        {
            "" => null,
            "公開" or "登録" or "掲載" or "発行" => "issued",
            _ => "modified",
        };
    }
}
