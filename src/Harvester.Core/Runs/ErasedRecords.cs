using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Records of a source that were taken down. They are listed and seen like any other, so that no brake takes them for lost, and go no further.</summary>
internal sealed class ErasedRecords
{
    private readonly Dictionary<string, Takedown> byRecord;

    private ErasedRecords(Dictionary<string, Takedown> byRecord) => this.byRecord = byRecord;

    public static async Task<ErasedRecords> OfAsync(Source source, ICatalogueWriter catalogue, CancellationToken cancellationToken)
    {
        var byRecord = new Dictionary<string, Takedown>(StringComparer.Ordinal);
        foreach (var takedown in await catalogue.TakedownsAsync(source.Id, cancellationToken))
        {
            foreach (var record in takedown.RecordIds)
                byRecord[record] = takedown;
        }

        return new ErasedRecords(byRecord);
    }

    /// <summary>The others. Each that is left out is told, without a word of what it says.</summary>
    public IReadOnlyList<SourceRecord> LeaveOut(IReadOnlyList<SourceRecord> records, Reading reading)
    {
        if (byRecord.Count == 0)
            return records;
        foreach (var record in records)
        {
            if (byRecord.TryGetValue(record.RecordId, out var takedown))
            {
                reading.Report(
                    new Problem("erased", Severity.Info, Whose.Ours, null, null,
                        $"this record was taken down on {takedown.At:yyyy-MM-dd} and was left out; `erase --lift {takedown.Id}` lets the next run take it"),
                    record.RecordId, null, record.Position);
            }
        }

        return [.. records.Where(record => !byRecord.ContainsKey(record.RecordId))];
    }
}
