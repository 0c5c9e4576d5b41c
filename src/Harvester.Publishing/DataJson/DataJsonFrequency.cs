using System.Collections.Frozen;

namespace Harvester.Publishing.DataJson;

/// <summary>accrualPeriodicity: repeating intervals of ISO 8601 for the codes of the EU frequency list (DCAT-US 1.1, "ISO 8601 guidance").</summary>
internal static class DataJsonFrequency
{
    private static readonly FrozenDictionary<string, string> Intervals = new Dictionary<string, string>
    {
        ["UPDATE_CONT"] = "R/PT1S",
        ["HOURLY"] = "R/PT1H",
        ["BIHOURLY"] = "R/PT2H",
        ["TRIHOURLY"] = "R/PT3H",
        ["DAILY"] = "R/P1D",
        ["WEEKLY"] = "R/P1W",
        ["WEEKLY_2"] = "R/P3.5D",
        ["BIWEEKLY"] = "R/P2W",
        ["MONTHLY"] = "R/P1M",
        ["MONTHLY_2"] = "R/P0.5M",
        ["MONTHLY_3"] = "R/P0.33M",
        ["BIMONTHLY"] = "R/P2M",
        ["QUARTERLY"] = "R/P3M",
        ["ANNUAL"] = "R/P1Y",
        ["ANNUAL_2"] = "R/P6M",
        ["ANNUAL_3"] = "R/P4M",
        ["BIENNIAL"] = "R/P2Y",
        ["TRIENNIAL"] = "R/P3Y",
        ["QUADRENNIAL"] = "R/P4Y",
        ["QUINQUENNIAL"] = "R/P5Y",
        ["DECENNIAL"] = "R/P10Y",
        ["IRREG"] = "irregular",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Null for codes that are no interval: NEVER, UNKNOWN, OTHER.</summary>
    public static string? Of(string? code) => code is null ? null : Intervals.GetValueOrDefault(code);
}
