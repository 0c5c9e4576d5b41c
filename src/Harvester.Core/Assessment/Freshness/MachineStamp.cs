using System.Globalization;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Assessment.Freshness;

/// <summary>
/// Stamps that a catalogue's own software set. Many of one hour are an import or a migration, which says when the catalogue was moved and not that any
/// data is fresh: the Tokyo catalogue has such hours (2025-12-12). Only those with a fraction of a second are a machine's for certain; a date that a
/// publisher typed comes as a midnight, and many honestly share one.
/// </summary>
public static class MachineStamp
{
    /// <summary>So many datasets of one source within one hour (UTC) are no work of people.</summary>
    public const int BulkSize = 20;

    /// <summary>The hour of a stamp, in UTC (<c>2025-12-12T08</c>); null for what no machine stamped.</summary>
    /// <param name="modified">ISO 8601, as <see cref="Model.Dataset.Modified"/>.</param>
    public static string? HourOf(string modified)
    {
        var point = modified.Length > 19 && modified[19] == '.' ? 20 : modified.Length;
        while (point < modified.Length && modified[point] == '0')
            point++;
        return point < modified.Length && char.IsAsciiDigit(modified[point])
            ? IsoDate.SortKey(modified).ToUniversalTime().ToString("yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture)
            : null;
    }
}
