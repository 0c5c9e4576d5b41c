using System.Globalization;
using System.Text.RegularExpressions;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>File sizes as pages and APIs state them: <c>131072</c>, <c>147253.0</c>, <c>12KB</c>, <c>1,105KB</c>, <c>2.1 MB</c>. A kilobyte is 1024 bytes, as file managers count.</summary>
public static partial class ByteSize
{
    /// <summary>So many digits stay below 2^53.</summary>
    private const int PlainDigits = 15;

    /// <summary>The size in bytes; null when the text is no size or overflows.</summary>
    public static long? Read(string text)
    {
        // What APIs state, and nearly always: it needs no pattern.
        if (text.Length is > 0 and <= PlainDigits && !text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
        var match = Size().Match(Nfkc.Of(text).Trim());
        if (!match.Success
            || !double.TryParse(match.Groups["n"].ValueSpan.ToString().Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return null;
        var bytes = Math.Round(number * Factor(match.Groups["unit"].Value));
        return bytes <= 1L << 53 ? (long)bytes : null;
    }

    private static double Factor(string unit) => unit.ToUpperInvariant() switch
    {
        "" or "B" or "BYTE" or "BYTES" or "バイト" => 1,
        "K" or "KB" or "KIB" or "キロバイト" => 1L << 10,
        "M" or "MB" or "MIB" or "メガバイト" => 1L << 20,
        "G" or "GB" or "GIB" or "ギガバイト" => 1L << 30,
        _ => 1L << 40,
    };

    [GeneratedRegex(@"^(?<n>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,16}(?:\.\d+)?)\s*(?<unit>(?:[KMGT]i?)?B|[KMGT]|bytes?|(?:キロ|メガ|ギガ|テラ)?バイト)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Size();
}
