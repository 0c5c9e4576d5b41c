using System.Globalization;
using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>The lexical forms of JSON numbers in RDF (JSON-LD 1.1 API, section 8.6) and in canonical JSON (RFC 8785 section 3.2.2.3).</summary>
internal static class JsonNumber
{
    private const double TooLarge = 1e21;

    public static bool IsInteger(JsonElement number)
    {
        var value = number.GetDouble();
        return value == Math.Truncate(value) && Math.Abs(value) < TooLarge;
    }

    /// <summary>The canonical form of xsd:integer. Digits that a double could not hold are kept.</summary>
    public static string AsInteger(JsonElement number)
    {
        var written = number.GetRawText();
        if (written.AsSpan().TrimStart('-').ContainsAnyExceptInRange('0', '9'))
            written = number.GetDouble().ToString("F0", CultureInfo.InvariantCulture);
        return written == "-0" ? "0" : written;
    }

    /// <summary>The canonical form of xsd:double, with up to 15 digits behind the point.</summary>
    public static string AsDouble(JsonElement number) => number.GetDouble() switch
    {
        double.PositiveInfinity => "INF",
        double.NegativeInfinity => "-INF",
        var value => value.ToString("0.0##############E0", CultureInfo.InvariantCulture),
    };

    /// <summary>As ECMAScript writes it: the fewest digits that give the same double.</summary>
    public static string AsEcmaScript(JsonElement number)
    {
        var value = number.GetDouble();
        if (value == 0)
            return "0";
        if (double.IsInfinity(value))
            return number.GetRawText();
        var (digits, exponent) = Shortest(Math.Abs(value));
        var sign = value < 0 ? "-" : "";
        if (exponent is >= 21 or < -6)
        {
            var fraction = digits.Length > 1 ? "." + digits[1..] : "";
            return $"{sign}{digits[0]}{fraction}e{(exponent > 0 ? "+" : "")}{exponent}";
        }
        if (exponent < 0)
            return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0')
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }

    // The digits without leading and trailing zeros, and the decimal exponent of the first.
    private static (string Digits, int Exponent) Shortest(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        var mark = text.IndexOf('E');
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = mark < 0 ? text : text[..mark];
        var point = mantissa.IndexOf('.');
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var significant = digits.TrimStart('0');
        return (significant.TrimEnd('0'), exponent - (digits.Length - significant.Length));
    }
}
