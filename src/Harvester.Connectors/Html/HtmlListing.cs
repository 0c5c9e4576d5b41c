using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Listings;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Html;

/// <summary>
/// All records of one reading, put aside until the listing as a whole is found plausible. In memory are ids and addresses only.
/// </summary>
/// <param name="groupBy">Field whose equal values (NFKC) make several items one record, or null.</param>
/// <param name="files">Counts what has files, and tells what is no dataset without.</param>
/// <param name="keys">Counts what the keys of the connector file find.</param>
internal sealed class HtmlListing(string source, string? groupBy, FileTally files, KeyTally keys) : IAsyncDisposable
{
    private readonly RecordSpool spool = new();
    private readonly TitleTally titles = new();
    private readonly List<Entry> entries = [];
    private readonly Dictionary<UInt128, Entry> groups = [];

    /// <summary>Record → the page that it stands on; with detail pages, the page that it has.</summary>
    private readonly Dictionary<UInt128, Uri> places = [];
    private readonly Dictionary<string, Entry> byDetail = [];

    private long differing;
    private string? differingField;

    /// <summary>Adds an item; one without a title is refused and counted.</summary>
    /// <param name="page">Address of the page that it stands on; with detail pages, of its own.</param>
    /// <param name="trail">The words of the index links that led to its listing.</param>
    /// <param name="detail">Address of the item's own page, without fragment; null when it has none.</param>
    public async ValueTask AddAsync(
        HtmlItem item, long position, Uri page, IReadOnlyList<string> trail, Uri? detail, Reading reading, CancellationToken cancellationToken)
    {
        var url = FetchFaults.Show(detail ?? page);
        var isTaken = files.Takes(item);
        keys.Add(item);
        if (item.Problems.FirstOrDefault(problem => problem.Code == "files-not-read") is { } lack)
        {
            // Its files may all be there, so what is known of the record stays.
            reading.Unread(lack with { Severity = Severity.Error, Detail = $"{lack.Detail} Its record was not taken, so that no file is lost." }, position, url);
            return;
        }

        if (!isTaken)
        {
            reading.Exclude(new Problem("no-data-file", Severity.Info, Whose.Record, "distributions", item.Title,
                "The item has no file, and the connector file says that it is no dataset without (files: required); it was left out."), null, position);
            return;
        }

        var group = groupBy is null ? null : item.GroupKey(groupBy, trail);
        var entry = group is null ? null : groups.GetValueOrDefault(RecordHash.OfText(group));
        if (entry is null)
            titles.Add(item.Title);
        if (item.Title is null)
        {
            reading.Unread(new Problem("no-title", Severity.Error, Whose.Record, "title", null, "The item has no title; it was not taken."), position, url);
            return;
        }

        if (entry is null)
        {
            entry = new Entry(IdOf(item, trail, detail), url, position, []);
            entries.Add(entry);
            if (detail is not null)
                byDetail.TryAdd(url, entry);
            else if (!places.TryAdd(RecordHash.OfText(entry.RecordId), page) && places[RecordHash.OfText(entry.RecordId)] == page)
                reading.Doubled();
            if (group is not null)
                groups.Add(RecordHash.OfText(group), entry);
        }

        foreach (var problem in item.Problems)
            reading.Report(problem, entry.RecordId, url, position);
        entry.Places.Add(await spool.AppendAsync(item.ToPayload(), cancellationToken));
    }

    /// <summary>A second item that leads to the page of an earlier one: the same record again, for the run to report.</summary>
    /// <param name="isOnePage">Both stand on one page of the listing: they are counted twice in what it announces.</param>
    public void AddAgain(Uri detail, long position, bool isOnePage, Reading reading)
    {
        if (groupBy is not null || !byDetail.TryGetValue(FetchFaults.Show(detail), out var first))
            return;
        entries.Add(first with { Position = position });
        if (isOnePage)
            reading.Doubled();
    }

    /// <summary>Takes back a record that turned out not to be what its page says.</summary>
    /// <param name="detail">Address of its own page. In a group it stands: its other items are right.</param>
    public void Retract(Uri detail)
    {
        if (groupBy is null && byDetail.Remove(FetchFaults.Show(detail), out var entry))
            entries.RemoveAll(other => other.Places == entry.Places);
    }

    /// <summary>A second listing leads to the page of an earlier record, which therefore belongs to both: no second record.</summary>
    /// <param name="way">What that way says of it.</param>
    public async ValueTask AddWayAsync(Uri detail, HtmlItem way, CancellationToken cancellationToken)
    {
        if (way.Fields.Count > 0 && byDetail.TryGetValue(FetchFaults.Show(detail), out var first))
            first.Places.Add(await spool.AppendAsync(way.ToPayload(), cancellationToken));
    }

    /// <summary>See <see cref="TitleTally.Judge"/>, <see cref="FileTally.Judge"/> and <see cref="KeyTally.Judge"/>.</summary>
    public void Judge(string url, string origin, Reading reading)
    {
        titles.Judge(url, origin);
        files.Judge(url);
        keys.Judge(reading, url);
    }

    public async IAsyncEnumerable<SourceRecord> RecordsAsync(Reading reading, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            var payload = await PayloadAsync(entry, cancellationToken);
            yield return new SourceRecord
            {
                Source = source,
                RecordId = entry.RecordId,
                RecordUrl = entry.Url,
                Position = entry.Position,
                Kind = RecordKind.Html,
                Payload = payload,
                RawHash = RecordHash.Of(payload.Span),
            };
        }

        if (differing > 0)
        {
            reading.Report(new Problem("differing-values", Severity.Info, Whose.Ours, differingField, null,
                $"{differing} values of items that were united to one record differ from that of its first item, which stands; fields of a file belong in distributions.fields, several values in a field with many: true."));
        }
    }

    public ValueTask DisposeAsync() => spool.DisposeAsync();

    /// <summary>DESIGN's order: the site's own id, the record's page, or its category and title. In a group the pages are those of single files.</summary>
    private string IdOf(HtmlItem item, IReadOnlyList<string> trail, Uri? detail)
    {
        if (item.Key("id") is { } id)
            return id;
        if (groupBy is null && detail is not null)
            return detail.AbsoluteUri;
        var category = item.Category(groupBy is null ? [] : trail);
        var title = item.Key("title");
        return category is null ? title! : $"{category}/{title}";
    }

    private async ValueTask<ReadOnlyMemory<byte>> PayloadAsync(Entry entry, CancellationToken cancellationToken)
    {
        var first = await spool.ReadAsync(entry.Places[0], cancellationToken);
        if (entry.Places.Count == 1)
            return first;
        var parts = new List<HtmlItem> { Parse(first) };
        foreach (var place in entry.Places.Skip(1))
            parts.Add(Parse(await spool.ReadAsync(place, cancellationToken)));
        var fields = new Dictionary<string, FieldValue>(parts[0].Fields);
        foreach (var (field, value) in parts.Skip(1).SelectMany(part => part.Fields))
        {
            if (fields.TryAdd(field, value))
                continue;
            if (!value.Many && !fields[field].Many && value.First != fields[field].First)
            {
                differing++;
                differingField ??= field;
            }
            else if (value.Many && fields[field].Many)
                fields[field] = new FieldValue([.. fields[field].Texts.Union(value.Texts)], true);
        }

        var labels = new Dictionary<string, FieldValue>();
        foreach (var (label, value) in parts.SelectMany(part => part.Labels))
        {
            // Where rows of files say different things the first stands, as for fields; the payload keeps them all.
            string[] texts = [.. labels.GetValueOrDefault(label)?.Texts.Union(value.Texts) ?? value.Texts];
            labels[label] = new FieldValue(texts, texts.Length > 1);
        }

        return new HtmlItem(fields, HtmlFile.United(parts.SelectMany(part => part.Distributions)), []) { Labels = labels }.ToPayload();
    }

    private static HtmlItem Parse(byte[] payload)
    {
        var item = JsonNode.Parse(payload)!.AsObject();
        var files = (item["distributions"]?.AsArray() ?? []).Select(file => Fields(file!.AsObject()));
        var labels = item["labels"] is JsonObject named ? Fields(named) : HtmlItem.None;
        item.Remove("distributions");
        item.Remove("labels");
        return new HtmlItem(Fields(item), [.. files], []) { Labels = labels };
    }

    private static Dictionary<string, FieldValue> Fields(JsonObject item) => item.ToDictionary(
        member => member.Key,
        member => member.Value is JsonArray many ? new FieldValue([.. many.Select(text => text!.GetValue<string>())], true) : new FieldValue([member.Value!.GetValue<string>()], false));

    private sealed record Entry(string RecordId, string Url, long Position, List<long> Places);
}
