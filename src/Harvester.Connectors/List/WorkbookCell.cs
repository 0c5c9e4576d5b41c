using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using ExcelDataReader;

namespace Harvester.Connectors.List;

/// <summary>
/// A cell as a person sees it, as far as its number says it: 131113 and not 131113.0, 0001021 where the format adds the zeros, a date in ISO 8601 and
/// not a day's number, with no more precision than its format shows.
/// </summary>
internal static partial class WorkbookCell
{
    private const int DaysTo1904 = 1462;
    private static readonly SearchValues<char> NumberMarks = SearchValues.Create("0#?@");
    private static readonly SearchValues<char> DateMarks = SearchValues.Create("yYdDgG");

    /// <param name="from1904">The workbook counts its days from 1904.</param>
    public static string Text(IExcelDataReader reader, int column, bool from1904) => reader.GetValue(column) switch
    {
        null => "",
        string text => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("_x000D_", "", StringComparison.Ordinal),
        DateTime date => Date(date, reader.GetNumberFormatString(column)),
        double number when (JapaneseDate(reader.GetNumberFormatIndex(column)) ?? EraDate(reader.GetNumberFormatString(column))) is { } format && number is > 0 and < 2_000_000 =>
            Date(DateTime.FromOADate(number + (from1904 ? DaysTo1904 : 0)), format),
        double number => Number(number, reader.GetNumberFormatString(column)),
        bool truth => truth ? "TRUE" : "FALSE",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

    /// <summary>
    /// What Excel in Japanese shows for the numbers 27 to 36 and 50 to 58 (ECMA-376 part 1, section 18.8.30), which no workbook spells out and the
    /// reader does not know; null for any other, and for times of day.
    /// </summary>
    private static string? JapaneseDate(int format) => format switch
    {
        34 or 52 or 55 => "yyyy/m",
        >= 27 and <= 31 or 36 or 50 or 51 or 54 or 57 or 58 => "yyyy/m/d",
        35 or 53 or 56 => "m/d",
        _ => null,
    };

    /// <summary>A format with a year, a day or an era (ggge年m月d日, which the reader takes for a number) and no digits; null for any other.</summary>
    private static string? EraDate(string? format) =>
        format is not null && Literal().Replace(format, "") is var bare && !bare.AsSpan().ContainsAny(NumberMarks) && bare.AsSpan().ContainsAny(DateMarks) ? format : null;

    private static string Number(double number, string? format)
    {
        if (number != Math.Floor(number) || Math.Abs(number) >= 1e15)
            return number.ToString("R", CultureInfo.InvariantCulture);
        var digits = format is not null && Zeros().IsMatch(format) ? format.Length : 1;
        return ((long)number).ToString($"D{digits}", CultureInfo.InvariantCulture);
    }

    private static string Date(DateTime date, string? format)
    {
        var shown = format is null ? "d" : Literal().Replace(format, "").ToUpperInvariant();
        if (date.TimeOfDay != TimeSpan.Zero)
            return date.ToString(date.Date == DateTime.MinValue ? "HH:mm:ss" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        var hasYear = shown.AsSpan().ContainsAny('Y', 'E', 'G');
        return date.ToString(!hasYear || shown.Contains('D', StringComparison.Ordinal) ? "yyyy-MM-dd" : shown.Contains('M', StringComparison.Ordinal) ? "yyyy-MM" : "yyyy", CultureInfo.InvariantCulture);
    }

    [GeneratedRegex("^0{2,15}$")]
    private static partial Regex Zeros();

    /// <summary>Words, colours and locales of a number format, and all but its first section (ECMA-376 part 1, section 18.8.31).</summary>
    [GeneratedRegex("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|;.*|General", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Literal();
}
