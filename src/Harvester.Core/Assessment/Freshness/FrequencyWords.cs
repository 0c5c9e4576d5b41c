namespace Harvester.Core.Assessment.Freshness;

/// <summary>How often a dataset is updated, in words: the codes of the EU frequency list (publications.europa.eu/resource/authority/frequency), whose English labels these are.</summary>
public static class FrequencyWords
{
    /// <summary>A code that is not known is shown as it is.</summary>
    public static Bilingual Of(string code) => code switch
    {
        "CONT" => new("継続的", "continuous"),
        "UPDATE_CONT" => new("継続的に更新", "continuously updated"),
        "1MIN" => new("1分ごと", "every minute"),
        "5MIN" => new("5分ごと", "every five minutes"),
        "10MIN" => new("10分ごと", "every ten minutes"),
        "15MIN" => new("15分ごと", "every fifteen minutes"),
        "30MIN" => new("30分ごと", "every thirty minutes"),
        "HOURLY" => new("毎時", "hourly"),
        "BIHOURLY" => new("2時間ごと", "every two hours"),
        "TRIHOURLY" => new("3時間ごと", "every three hours"),
        "12HRS" => new("12時間ごと", "every twelve hours"),
        "DAILY" => new("毎日", "daily"),
        "DAILY_2" => new("1日2回", "twice a day"),
        "WEEKLY" => new("毎週", "weekly"),
        "WEEKLY_2" => new("週2回", "twice a week"),
        "WEEKLY_3" => new("週3回", "three times a week"),
        "BIWEEKLY" => new("2週間ごと", "biweekly"),
        "MONTHLY" => new("毎月", "monthly"),
        "MONTHLY_2" => new("月2回", "twice a month"),
        "MONTHLY_3" => new("月3回", "three times a month"),
        "BIMONTHLY" => new("2か月ごと", "bimonthly"),
        "QUARTERLY" => new("四半期ごと", "quarterly"),
        "ANNUAL" => new("毎年", "annual"),
        "ANNUAL_2" => new("年2回", "semiannual"),
        "ANNUAL_3" => new("年3回", "three times a year"),
        "BIENNIAL" => new("2年ごと", "biennial"),
        "TRIENNIAL" => new("3年ごと", "triennial"),
        "QUADRENNIAL" => new("4年ごと", "quadrennial"),
        "QUINQUENNIAL" => new("5年ごと", "quinquennial"),
        "DECENNIAL" => new("10年ごと", "decennial"),
        "BIDECENNIAL" => new("20年ごと", "bidecennial"),
        "TRIDECENNIAL" => new("30年ごと", "tridecennial"),
        "IRREG" => new("不定期", "irregular"),
        "AS_NEEDED" => new("随時", "as needed"),
        "NEVER" => new("更新しない", "never"),
        "NOT_PLANNED" => new("更新予定なし", "not planned"),
        "OTHER" => new("その他", "other"),
        "UNKNOWN" => new("不明", "unknown"),
        "OP_DATPRO" => new("暫定データ", "provisional data"),
        _ => new(code, code),
    };
}
