using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Listings;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.List;

/// <summary>
/// Reads オープンデータ一覧 (自治体標準オープンデータセット, sheet 06, or its predecessor) as CSV. The list is parsed as it comes and kept until its
/// end, since rows of one dataset may stand apart and the listing is judged before a record is let through: it has some thousand rows, and
/// http.max-bytes bounds it.
/// </summary>
public sealed class ListConnector(ConnectorFile file, IFetcher fetcher) : IConnector
{
    private const int BytesToLookAt = 1024;
    private const string Accept = "text/csv, text/plain;q=0.9, */*;q=0.5";
    private readonly ListBlock list = file.List ?? throw new ArgumentException("The connector file has no list block.", nameof(file));

    public async IAsyncEnumerable<SourceRecord> ReadAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var datasets = await ReadListAsync(reading, cancellationToken);
        long position = 0;
        foreach (var dataset in datasets)
        {
            var payload = Payload(dataset);
            yield return new SourceRecord
            {
                Source = file.Source.Id,
                RecordId = dataset.RecordId,
                RecordUrl = dataset.Url,
                Position = ++position,
                Kind = RecordKind.List,
                Payload = payload,
                RawHash = RecordHash.Of(payload.Span),
            };
        }

        reading.ReachedEnd = reading.Doubts.Count == 0;
    }

    private async Task<IReadOnlyCollection<ListDataset>> ReadListAsync(Reading reading, CancellationToken cancellationToken)
    {
        await using var body = await fetcher.GetAsync(list.Url, Accept, reading, cancellationToken);
        var beginning = new byte[BytesToLookAt];
        var head = beginning.AsMemory(0, await body.Content.ReadAtLeastAsync(beginning, BytesToLookAt, throwOnEndOfStream: false, cancellationToken));
        if (head.IsEmpty)
            throw FetchFaults.Empty(body.Url);
        if (LooksLikeHtml(head.Span))
            throw ListFaults.Html(body.Url);
        if (head.Span.StartsWith("PK\u0003\u0004"u8))
            throw ListFaults.Workbook(body.Url);

        using var text = new CharsetReader(new PrefixedStream(head, body.Content), new CharsetHints(list.Charset, body.Charset), cancellationToken);
        var reader = new ListRows(text, body.Url, reading);
        var rows = new List<ListRow>();
        await foreach (var row in reader.ReadAsync(cancellationToken))
            rows.Add(row);
        reading.PageRead();
        text.Report(reading);

        var datasets = ListGroups.Of(rows, reader.Header, body.Url, reading);
        Judge(rows, datasets, reader.Header);
        return datasets;
    }

    /// <summary>Where the list has ids, datasets are judged, for one of them may have many files; otherwise rows.</summary>
    private void Judge(List<ListRow> rows, IReadOnlyCollection<ListDataset> datasets, ListHeader header)
    {
        var titles = new TitleTally();
        if (header.Id >= 0)
        {
            foreach (var dataset in datasets)
                titles.Add(dataset.Title);
        }
        else
        {
            foreach (var row in rows)
                titles.Add(row.Title);
        }

        titles.Judge(FetchFaults.Show(list.Url), $"column \"{header.Names[header.Title]}\" (column layout changed?)");
    }

    private ReadOnlyMemory<byte> Payload(ListDataset dataset)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("rows"u8);
            foreach (var row in dataset.Rows)
                writer.WriteRawValue(row.Span, skipInputValidation: true);
            writer.WriteEndArray();
            writer.WriteString("url"u8, list.Url.AbsoluteUri);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static bool LooksLikeHtml(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            head = head[3..];
        var first = head.IndexOfAnyExcept(" \t\r\n"u8);
        return first >= 0 && head[first] == (byte)'<';
    }
}
