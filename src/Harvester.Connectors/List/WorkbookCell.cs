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
    public static string Text(IExcelDataReader reader, int column) => reader.GetValue(column) switch
    {
        null => "",
        string text => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace("_x000D_", "", StringComparison.Ordinal),
        DateTime date => Date(date, reader.GetNumberFormatString(column)),
        double number => Number(number, reader.GetNumberFormatString(column)),
        bool truth => truth ? "TRUE" : "FALSE",
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        var other => other.ToString() ?? "",
    };

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
