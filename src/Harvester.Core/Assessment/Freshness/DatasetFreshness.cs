using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Freshness;

/// <summary>
/// What a dataset's own dates say of its freshness, without a look at the calendar or at other datasets, so that it changes only when the dataset does.
/// </summary>
/// <param name="Settled">The answer where it depends on nothing else; null: on the day, and on <paramref name="StampHour"/>.</param>
/// <param name="OverdueFrom">The day from which on it is overdue.</param>
/// <param name="StampHour">The hour (UTC, <c>2025-12-12T08</c>) of a date that a machine set: where many datasets of one source share it, it was a bulk import, and proves nothing.</param>
public sealed record DatasetFreshness(FreshnessState? Settled, DateOnly? OverdueFrom, string? StampHour)
{
    public static DatasetFreshness Of(Dataset dataset)
    {
        var hour = HourOf(dataset);
        if (UpdateInterval.IsFinal(dataset.Frequency))
            return new DatasetFreshness(FreshnessState.Final, null, hour);
        if (dataset.Frequency is null or "UNKNOWN")
            return new DatasetFreshness(FreshnessState.NoFrequency, null, hour);
        if (UpdateInterval.Of(dataset.Frequency) is null)
            return new DatasetFreshness(FreshnessState.NoInterval, null, hour);
        if (dataset.Modified is not { } modified)
            return new DatasetFreshness(FreshnessState.NoDate, null, hour);
        // A day that had not come when the record was read (9999-12-31, a slip in the year) is no update that anybody made.
        var instant = IsoDate.SortKey(modified);
        return instant > dataset.Provenance.LastChanged.AddDays(1) || UpdateInterval.OverdueFrom(DayOf(instant), dataset.Frequency) is not { } overdue
            ? new DatasetFreshness(FreshnessState.Unproven, null, hour)
            : new DatasetFreshness(null, overdue, hour);
    }

    /// <param name="today">In Japan.</param>
    /// <param name="isBulk">Whether the stamps of an hour are those of a bulk import, in the dataset's source.</param>
    public FreshnessState On(DateOnly today, Func<string, bool> isBulk) =>
        Settled ?? (StampHour is { } hour && isBulk(hour) ? FreshnessState.Unproven : today >= OverdueFrom ? FreshnessState.Overdue : FreshnessState.Fresh);

    /// <summary>The day in Japan.</summary>
    public static DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(IsoDate.Japan).DateTime);

    // What the publisher states is the publisher's word, however exact.
    private static string? HourOf(Dataset dataset) =>
        dataset.Modified is { } modified && dataset.ModifiedBasis is not ModifiedBasis.Stated ? MachineStamp.HourOf(modified) : null;
}
