using System.Collections.Frozen;
using System.Runtime.InteropServices;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Core.Assessment.Freshness;

/// <summary>
/// Hours in which a catalogue's own software stamped many records at once: an import or a migration, which says when the catalogue was moved and not that any
/// data is fresh. The Tokyo catalogue has such hours (2025-12-12). Only stamps with a fraction of a second count, for those a machine made; a date that a
/// publisher typed comes as a midnight, and many honestly share one. Pure; it remembers a number per hour and nothing per record.
/// </summary>
public sealed class BulkStamps
{
    /// <summary>So many records of one source within one hour (UTC) are no work of people.</summary>
    public const int Fewest = 20;

    private readonly FrozenSet<long> hours;

    private BulkStamps(FrozenSet<long> hours) => this.hours = hours;

    /// <summary>Finds the hours among the stamps of one source.</summary>
    /// <param name="modified">
    /// <see cref="Model.Dataset.Modified"/> of its datasets, where <see cref="Model.Dataset.ModifiedBasis"/> is not <see cref="Model.ModifiedBasis.Stated"/>: ISO 8601.
    /// Read once, as it comes.
    /// </param>
    public static BulkStamps Of(IEnumerable<string> modified)
    {
        var counts = new Dictionary<long, int>();
        foreach (var stamp in modified)
        {
            if (HourOf(stamp) is { } hour)
                CollectionsMarshal.GetValueRefOrAddDefault(counts, hour, out _)++;
        }

        return new BulkStamps(counts.Where(hour => hour.Value >= Fewest).Select(hour => hour.Key).ToFrozenSet());
    }

    /// <summary>True for a machine's stamp of one of those hours.</summary>
    public bool IsBulk(string modified) => HourOf(modified) is { } hour && hours.Contains(hour);

    /// <summary>Hours since 1 January of the year 1, UTC; null for what no machine stamped.</summary>
    private static long? HourOf(string modified)
    {
        var point = modified.Length > 19 && modified[19] == '.' ? 20 : modified.Length;
        while (point < modified.Length && modified[point] == '0')
            point++;
        return point < modified.Length && char.IsAsciiDigit(modified[point]) ? IsoDate.SortKey(modified).UtcTicks / TimeSpan.TicksPerHour : null;
    }
}
