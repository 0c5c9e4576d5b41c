using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>The tables as a copy takes them along: for each part a query, and the columns by which it goes on page by page.</summary>
internal static class SqliteExport
{
    private const string MadeColumns = "c.sequence, c.kind, c.at, c.run, c.reason";

    private static readonly Dictionary<CopyPart, Query> Queries = new()
    {
        [CopyPart.Changes] = new($"{MadeColumns}, c.id, c.version", "changes c", ["c.sequence"], static row => new CopyItem.Entry(Made(row, 0), row.GetString(5), row.GetInt32(6))),
        [CopyPart.Datasets] = new(
            $"""
            {DatasetRow.Known},
            d.id, d.previous_ids, d.state, d.version, d.sequence, d.first_seen, d.last_changed, d.missing_since, o.document, NULL, NULL,
            {MadeColumns}, {DatasetRow.Raw}
            """,
            "datasets d JOIN documents o ON o.key = d.key LEFT JOIN changes c ON c.sequence = d.made_by LEFT JOIN payloads p ON p.key = d.key",
            ["d.key"], Present),
        [CopyPart.Versions] = new(
            $"c.id, v.previous_ids, v.state, v.version, v.made_by, v.first_seen, v.last_changed, v.missing_since, NULL, v.document, NULL, {MadeColumns}, v.content_hash",
            "versions v LEFT JOIN changes c ON c.sequence = v.made_by", ["v.rowid"],
            static row => new CopyItem.Superseded(DatasetRow.Read(row, 0), Made(row, DatasetRow.Width), row.GetString(DatasetRow.Width + 5), null)),
        [CopyPart.Annotations] = new("document", "annotations", ["id"], static row => new CopyItem.Annotated(DatasetRow.ReadAnnotations(row, 0))),
        [CopyPart.Runs] = new("report", "runs", ["id"], static row => new CopyItem.Run(SqliteRunStore.ReadReport(row))),
        [CopyPart.Problems] = new("run, source, problem", "problems", ["key"], static row => new CopyItem.Problem(row.GetString(0), row.GetString(1), SqliteRunStore.ReadProblem(row, 2))),
        [CopyPart.Sources] = new(
            SqliteSourceStateStore.Columns, "sources", ["source"], static row => new CopyItem.Source(SqliteSourceStateStore.Read(row) with { LeaseOwner = null, LeaseUntil = null })),
        [CopyPart.LinkPlans] = new("id, due", "links", ["id"], static row => new CopyItem.LinkDue(row.GetString(0), DatasetRow.Instant(row.GetInt64(1)))),
        [CopyPart.LinkHistory] = new(
            "id, distribution, url, code, at", "link_history", ["key"],
            static row => new CopyItem.LinkFound(new LinkChange(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), DatasetRow.Instant(row.GetInt64(4))))),
        [CopyPart.Headers] = new(SqliteHeaderStore.Columns, "headers", ["dataset"], static row => new CopyItem.Header(SqliteHeaderStore.Read(row))),
        [CopyPart.Contributions] = new(
            "id, code, source, counts", "contributions", ["id"],
            static row => new CopyItem.Contributed(SqliteCoverageStore.Read(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3)))),
        [CopyPart.Sums] = new(
            "code, source, name, value", "coverage", ["code", "source", "name"],
            static row => new CopyItem.Sum(new CoverageCount(row.GetString(0), row.GetString(1), row.GetString(2), row.GetInt64(3))), "value <> 0"),
        [CopyPart.Snapshots] = new(
            "snapshot", "snapshots", ["day"],
            static row => new CopyItem.Snapshot(SqliteCoverageStore.Snapshot(row.GetFieldValue<byte[]>(0)) ?? throw new JsonException("null is no snapshot"))),
        [CopyPart.Jobs] = new(
            "job, epoch, sequence, revision, next_due", "jobs", ["job"],
            static row => new CopyItem.Job(new JobState(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3), DatasetRow.OptionalInstant(row, 4))), "revision IS NOT NULL"),
        [CopyPart.Duplicates] = new(SqliteDuplicateStore.Columns, "duplicates", ["id"], static row => new CopyItem.Duplicate(SqliteDuplicateStore.Read(row))),
        [CopyPart.Verdicts] = new("first, second, kind, by, at", "verdicts", ["first", "second"], static row => new CopyItem.Verdict(SqliteDuplicateStore.ReadVerdict(row))),
        [CopyPart.Answers] = new(
            $"{SqliteAnswerStore.Columns}, source, (SELECT count(*) FROM answer_pieces p WHERE p.answer = answers.key)", "answers", ["key"],
            static row => new CopyItem.Answer(row.GetString(11), SqliteAnswerStore.Read(row), row.GetInt32(12))),
        [CopyPart.AnswerPieces] = new(
            "a.source, a.url, p.number, p.piece", "answer_pieces p JOIN answers a ON a.key = p.answer", ["p.answer", "p.number"],
            static row => new CopyItem.AnswerPiece(row.GetString(0), row.GetString(1), row.GetInt32(2), row.GetFieldValue<byte[]>(3))),
        [CopyPart.Subscriptions] = new(SqliteSubscriptionStore.Columns, "subscriptions", ["id"], static row => new CopyItem.Subscribed(SqliteSubscriptionStore.Read(row))),
        [CopyPart.Notices] = new(SqliteNoticeStore.StateColumns, "notices", ["source", "audience", "body"], static row => new CopyItem.Notice(SqliteNoticeStore.ReadState(row))),
        [CopyPart.Deliveries] = new(SqliteNoticeStore.DeliveryColumns, "deliveries", ["id"], static row => new CopyItem.UnderWay(SqliteNoticeStore.ReadDelivery(row))),
        [CopyPart.Takedowns] = new(SqliteTakedownStore.Columns, "takedowns", ["id"], static row => new CopyItem.TakenDown(SqliteTakedownStore.Read(row))),
        [CopyPart.Tokens] = new(SqliteAccessStore.Columns, "tokens", ["id"], static row => new CopyItem.Token(SqliteAccessStore.Read(row))),
        [CopyPart.Audit] = new(SqliteAuditLog.Columns, "audit", ["id"], static row => new CopyItem.Act(SqliteAuditLog.Read(row))),
        [CopyPart.Notes] = new(SqliteNoteStore.Columns, "notes", ["municipality", "standard_dataset"], static row => new CopyItem.Noted(SqliteNoteStore.Read(row))),
    };

    public static long Count(SqliteSession session, CopyPart part) => session.One(Queries[part].Count, static row => row.GetInt64(0));

    /// <exception cref="FormatException">Rows do not fit together.</exception>
    public static CopyPage Read(SqliteSession session, CopyPart part, string? next, int limit)
    {
        var query = Queries[part];
        object?[] after = next is null ? [] : [.. JsonSerializer.Deserialize<JsonElement[]>(next)!.Select(key => key.ValueKind is JsonValueKind.Number ? (object)key.GetInt64() : key.GetString()!)];
        object[] last = [];
        var items = session.All(
            next is null ? query.First : query.Further,
            row =>
            {
                last = [.. Enumerable.Range(row.FieldCount - query.Keys.Length, query.Keys.Length).Select(row.GetValue)];
                return query.Map(row);
            },
            [limit, .. after]);
        return new CopyPage(items, items.Count < limit ? null : JsonSerializer.Serialize(last));
    }

    private static Made Made(SqliteDataReader row, int at) => row.IsDBNull(at)
        ? throw new FormatException("a version has lost its entry in the change log")
        : new Made(row.GetInt64(at), DatasetRow.Kind(row.GetString(at + 1)), DatasetRow.Instant(row.GetInt64(at + 2)), DatasetRow.Text(row, at + 3), DatasetRow.Reason(DatasetRow.Text(row, at + 4)));

    private static CopyItem.Present Present(SqliteDataReader row)
    {
        const int Made = DatasetRow.KnownWidth + DatasetRow.Width;
        const int Raw = Made + 5;
        var payload = row.IsDBNull(Raw) ? null : new PackedPayload(
            Enum.Parse<RecordKind>(row.GetString(Raw)), row.GetString(Raw + 1), DatasetRow.Text(row, Raw + 2), row.GetString(Raw + 3), row.GetFieldValue<byte[]>(Raw + 4));
        return new CopyItem.Present(DatasetRow.Read(row, DatasetRow.KnownWidth), DatasetRow.ReadKnown(row), SqliteExport.Made(row, Made), payload);
    }

    /// <param name="Keys">Columns that tell the rows apart, in the order of an index.</param>
    private sealed record Query(string Columns, string Tables, string[] Keys, Func<SqliteDataReader, CopyItem> Map, string Filter = "1")
    {
        public string Count { get; } = $"SELECT count(*) FROM {Tables} WHERE {Filter}";

        public string First { get; } = $"SELECT {Columns}, {Joined(Keys)} FROM {Tables} WHERE {Filter} ORDER BY {Joined(Keys)} LIMIT ?1";

        public string Further { get; } =
            $"SELECT {Columns}, {Joined(Keys)} FROM {Tables} WHERE {Filter} AND ({Joined(Keys)}) > ({Joined(Keys.Select((_, i) => $"?{i + 2}"))}) ORDER BY {Joined(Keys)} LIMIT ?1";

        private static string Joined(IEnumerable<string> keys) => string.Join(", ", keys);
    }
}
