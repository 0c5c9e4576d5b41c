using System.Globalization;
using System.Text.RegularExpressions;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// The box around a simple shape in WKT (OGC 06-103r4, section 7): POINT, POLYGON, and the ENVELOPE of CQL (west, east, north, south).
/// Without a reference system, or with CRS84 (GeoSPARQL 1.1, section 8.5.1): longitude first. Others name the axes in an order of their own and are not read.
/// </summary>
internal static partial class WktBox
{
    /// <summary>West, south, east, north; not checked to lie on Earth. Null when the text is no such shape.</summary>
    internal static double[]? Read(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success || (match.Groups["crs"] is { Success: true } crs && !crs.Value.EndsWith("CRS84", StringComparison.Ordinal)))
            return null;
        var points = match.Groups["body"].Value.Replace("(", "", StringComparison.Ordinal).Replace(")", "", StringComparison.Ordinal)
            .Split(',').Select(point => point.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Number).ToArray()).ToArray();
        if (points.Any(point => point.Any(number => number is null)))
            return null;
        if (match.Groups["kind"].Value.Equals("ENVELOPE", StringComparison.OrdinalIgnoreCase))
            return points is [[{ } west], [{ } east], [{ } north], [{ } south]] ? [west, south, east, north] : null;
        if (points.Any(point => point.Length != 2))
            return null;
        return [points.Min(point => point[0]!.Value), points.Min(point => point[1]!.Value), points.Max(point => point[0]!.Value), points.Max(point => point[1]!.Value)];
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    [GeneratedRegex(@"^\s*(?:<(?<crs>[^>]*)>\s*)?(?<kind>POINT|POLYGON|ENVELOPE)\s*\((?<body>[^()]+|\s*\([^()]+\)(?:\s*,\s*\([^()]+\))*\s*)\)\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
