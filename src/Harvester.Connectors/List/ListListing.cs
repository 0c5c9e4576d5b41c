using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Listings;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.List;

/// <summary>
/// All rows of one reading, put aside until the list as a whole is found plausible: rows of one dataset may stand apart. In memory are ids,
/// titles and addresses only.
/// </summary>
internal sealed class ListListing(string source, Uri url, IListTable table, ListNotes notes) : IAsyncDisposable
{
    private readonly RecordSpool spool = new();
    private readonly List<ListEntry> rows = [];
    private IReadOnlyList<ListDataset> datasets = [];

    public async ValueTask AddAsync(ListRow row, CancellationToken cancellationToken) => rows.Add(new ListEntry(
        row.Line, row.Id, row.Number, row.Title, row.Page, RecordHash.OfBytes(row.Json.Span),
        await spool.AppendAsync(row.Json, cancellationToken), row.Files.IsEmpty ? -1 : await spool.AppendAsync(row.Files, cancellationToken)));

    /// <summary>Groups the rows; refuses the list when its titles are none. See <see cref="TitleTally.Judge"/>.</summary>
    /// <exception cref="SourceException">Code <c>implausible-listing</c>.</exception>
    public void Judge(Reading reading)
    {
        var groups = new ListGroups(rows, table.Header, table, reading);
        datasets = groups.Make();
        // with ids one dataset may have many rows of one title; without them, or with worthless ones, every row counts
        var titles = new TitleTally();
        foreach (var title in groups.ById ? datasets.Select(dataset => dataset.Title) : rows.Select(row => row.Title))
            titles.Add(title);
        titles.Judge(FetchFaults.Show(url), $"column \"{table.Header.Names[table.Header.Title]}\" (column layout changed?)");
        DropRepeated();
    }

    public async IAsyncEnumerable<SourceRecord> RecordsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long position = 0;
        foreach (var dataset in datasets)
        {
            var payload = await PayloadAsync(dataset, cancellationToken);
            yield return new SourceRecord
            {
                Source = source,
                RecordId = dataset.RecordId,
                RecordUrl = dataset.Page,
                Position = ++position,
                Kind = RecordKind.List,
                Payload = payload,
                RawHash = RecordHash.Of(payload.Span),
            };
        }
    }

    public ValueTask DisposeAsync() => spool.DisposeAsync();

    private void DropRepeated()
    {
        var seen = new HashSet<UInt128>();
        foreach (var dataset in datasets)
        {
            seen.Clear();
            dataset.Rows.RemoveAll(place =>
            {
                if (seen.Add(rows[place].Hash))
                    return false;
                notes.Add("repeated-row", table.Where(rows[place].Line));
                return true;
            });
        }
    }

    private async ValueTask<ReadOnlyMemory<byte>> PayloadAsync(ListDataset dataset, CancellationToken cancellationToken)
    {
        var buffer = new ArrayBufferWriter<byte>();
        await using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("rows"u8);
        var hasFiles = dataset.Rows.Exists(place => rows[place].FilesPlace >= 0);
        var licences = new HashSet<string>(StringComparer.Ordinal);
        var changes = new ListChanges(table.Header.ChangeNames);
        foreach (var place in dataset.Rows)
        {
            var row = await spool.ReadAsync(rows[place].RowPlace, cancellationToken);
            writer.WriteRawValue(row, skipInputValidation: true);
            if (dataset.Rows.Count > 1)
                changes.Add(row);
            if (!hasFiles)
                licences.UnionWith(ListJson.Values(row, table.Header.LicenceNames));
        }

        writer.WriteEndArray();
        writer.WriteStartArray("files"u8);
        foreach (var place in dataset.Rows.Where(place => rows[place].FilesPlace >= 0))
            writer.WriteRawValue(await spool.ReadAsync(rows[place].FilesPlace, cancellationToken), skipInputValidation: true);
        writer.WriteEndArray();
        if (licences.Count == 1)
            writer.WriteString("licence"u8, licences.First()); // no file carries it
        if (changes.Newest is { } newest)
            writer.WriteString("modified"u8, newest); // the first row's is not it
        if (dataset.Page is not null)
            writer.WriteString("page"u8, dataset.Page);
        writer.WriteString("url"u8, url.AbsoluteUri);
        writer.WriteEndObject();
        await writer.FlushAsync(cancellationToken);
        return buffer.WrittenMemory;
    }
}
