using Harvester.SamplePortals.Content;

namespace Harvester.SamplePortals.Ckan;

/// <summary>The spellings of the Tokyo catalogue: typed by hand, so several for one meaning.</summary>
internal static class CkanWords
{
    /// <summary>更新頻度; about 170 spellings are in use there. Null where the publisher left it out.</summary>
    public static string? Frequency(string? code, string key) => code switch
    {
        "ANNUAL" => Stable.Pick<string>(key, "年１回", "1年ごと", "年次", "毎年", "年1回", "1年"),
        "ANNUAL_2" => Stable.Pick<string>(key, "半年ごと", "年2回"),
        "QUARTERLY" => Stable.Pick<string>(key, "四半期ごと", "３ヶ月に１回程度"),
        "MONTHLY" => Stable.Pick<string>(key, "１か月ごと", "毎月", "月次", "月1回"),
        "QUINQUENNIAL" => "概ね5年ごと",
        "NEVER" => Stable.Pick<string>(key, "更新無", "公開時のみ"),
        "IRREG" => Stable.Pick<string>(key, "随時", "不定期", "随時", "随時\n１年に１回程度"),
        "OTHER" => "選挙時ごと",
        _ => null,
    };

    public static string Format(SampleFile file) => file.Format switch
    {
        "CSV" => Stable.Pick<string>(file.Url, "CSV", "csv", "CSV", "ＣＳＶ"),
        "XLSX" => Stable.Pick<string>(file.Url, "XLSX", "エクセル", "xlsx", "XLS"),
        "GEOJSON" => "GeoJSON",
        "GTFS" => "ZIP",
        var format => format,
    };

    public static string? MediaType(string format) => format switch
    {
        "CSV" => "text/csv",
        "XLSX" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "GEOJSON" => "application/json",
        "PDF" => "application/pdf",
        "SHP" or "GTFS" => "application/zip",
        _ => null,
    };

    /// <summary>
    /// The catalogue's groups. c005, c023 and c029 are known from the real one; the numbers of the others are made up here.
    /// まちづくり and 産業 stand in no group.
    /// </summary>
    public static (string Name, string Title)? Group(string category) => category switch
    {
        "健康・福祉" => ("c005", "医療・福祉"),
        "観光" => ("c023", "観光"),
        "行財政" => ("c029", "行財政"),
        "防災" => ("c011", "防災"),
        "交通" => ("c014", "交通"),
        "くらし・環境" => ("c002", "くらし"),
        "教育・文化" => ("c008", "教育"),
        _ => null,
    };
}
