using System.Globalization;
using System.Text;

namespace Harvester.SamplePortals.Content;

/// <summary>The spellings of a day that municipal pages and lists use side by side.</summary>
internal static class JapaneseDates
{
    /// <summary>One of 2023-03-31, 2023/3/31, 2023年3月31日, 令和5年3月31日, R5.3.31 and 令和５年３月３１日, chosen by the key.</summary>
    public static string Mixed(DateOnly day, string key) => Stable.Number(key, 6) switch
    {
        0 => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        1 => $"{day.Year}/{day.Month}/{day.Day}",
        2 => $"{day.Year}年{day.Month}月{day.Day}日",
        3 => Era(day),
        4 => $"R{EraYear(day)}.{day.Month}.{day.Day}",
        _ => FullWidth(Era(day)),
    };

    public static string Era(DateOnly day) => $"令和{(EraYear(day) == 1 ? "元" : EraYear(day))}年{day.Month}月{day.Day}日";

    public static string FullWidth(string text)
    {
        var wide = new StringBuilder(text.Length);
        foreach (var c in text)
            wide.Append(c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c);
        return wide.ToString();
    }

    private static int EraYear(DateOnly day) => day.Year - 2018;
}
