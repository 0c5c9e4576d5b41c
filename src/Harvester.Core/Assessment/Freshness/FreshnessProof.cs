using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Freshness;

/// <summary>Whether the date of a dataset's last change may be believed when its freshness is judged.</summary>
public static class FreshnessProof
{
    /// <summary>
    /// False without a date, for one that lies in the future (9999-12-31, a slip of a year), and for a stamp that a bulk import left, see <see cref="BulkStamps"/>.
    /// What the publisher stated is believed, however many share it.
    /// </summary>
    /// <param name="now">A day's grace is given, so that no time zone makes a difference.</param>
    public static bool IsGiven(string? modified, ModifiedBasis? basis, BulkStamps bulk, DateTimeOffset now) =>
        modified is not null && IsoDate.SortKey(modified) <= now.AddDays(1) && (basis is ModifiedBasis.Stated || !bulk.IsBulk(modified));
}
