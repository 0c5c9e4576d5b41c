using System.Globalization;

namespace Harvester.Publishing.Dcat;

/// <summary>ISO 8601 dates in the precision of their publisher, as the types of XML Schema.</summary>
internal static class Dates
{
    /// <summary>The datatype; empty where the text is no date.</summary>
    /// <param name="lexical">The date as that type writes it: a time without seconds gets <c>:00</c>, which xsd:dateTime asks for.</param>
    public static ReadOnlySpan<byte> TypeOf(string date, out string lexical)
    {
        lexical = date;
        if (!HasDigits(date))
            return default;
        switch (date.Length)
        {
            case 4:
                return Terms.Xsd.Year;
            case 7 when date[4] == '-' && IsMonth(date):
                return Terms.Xsd.YearMonth;
            case 10 when DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _):
                return Terms.Xsd.Date;
            case > 15 when date[10] == 'T' && date[13] == ':':
                lexical = date.Length == 16 || date[16] != ':' ? date.Insert(16, ":00") : date;
                return IsTime(lexical) ? Terms.Xsd.DateTime : default;
            default:
                return default;
        }
    }

    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);

    private static bool HasDigits(string date) => date.Length >= 4 && date.AsSpan(0, 4).IndexOfAnyExceptInRange('0', '9') < 0;

    private static bool IsMonth(string date) => int.TryParse(date.AsSpan(5), NumberStyles.None, CultureInfo.InvariantCulture, out var month) && month is >= 1 and <= 12;

    // What DateTimeOffset reads in this form is an xsd:dateTime, but for fractions of more digits, which it refuses and XML Schema has.
    private static bool IsTime(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
        && text.AsSpan(11, 8) is [>= '0' and <= '2', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9', ':', >= '0' and <= '5', >= '0' and <= '9'];
}
