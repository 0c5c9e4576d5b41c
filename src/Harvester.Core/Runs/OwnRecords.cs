using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// Records that come back to where they were published: a catalogue harvested us, and we harvest it. A record that carries the mark of an
/// active dataset of this very store is its copy and is left out; one that carries the mark of its own dataset is the original, to which its
/// publisher wrote where it is found with us. The store is asked, not an installation's number: that would change with a
/// backup that is restored or a store that is copied.
/// </summary>
internal static class OwnRecords
{
    public static async Task<IReadOnlyList<SourceRecord>> LeaveOutAsync(
        IReadOnlyList<SourceRecord> records, ICatalogueWriter catalogue, Reading reading, CancellationToken cancellationToken)
    {
        string[] marks = [.. records.Select(r => r.PublishedAs).OfType<string>().Distinct(StringComparer.Ordinal)];
        if (marks.Length == 0)
            return records;
        var active = await catalogue.ActiveAsync(marks, cancellationToken);
        foreach (var record in records.Where(IsCopy))
        {
            reading.Exclude(new Problem("own-record", Severity.Warning, Whose.Ours, SourceRecord.PublishedKey, record.PublishedAs,
                $"this record is a copy of {record.PublishedAs}, which Harvester published itself; it was left out: a filter in the connector file keeps such records away"), record.RecordId, record.Position);
        }

        return [.. records.Where(r => !IsCopy(r))];

        bool IsCopy(SourceRecord record) => record.PublishedAs is { } mark && active.TryGetValue(mark, out var found) && found != (record.Source, record.RecordId);
    }
}
