using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.Data.Sqlite;

namespace Harvester.Storage.Sqlite;

/// <summary>Rows to documents and back: columns win over what stands in the JSON, so that a miss or a withdrawal rewrites no document.</summary>
internal static class DatasetRow
{
    /// <summary>How many columns <see cref="Read"/> takes.</summary>
    public const int Width = 11;

    /// <summary>The columns of a present dataset, of <c>datasets d</c>, <c>documents o</c> and <c>annotations a</c>.</summary>
    public const string Present =
        "d.id, d.previous_ids, d.state, d.version, d.sequence, d.first_seen, d.last_changed, d.missing_since, o.document, NULL, a.document";

    public const string PresentTables =
        "datasets d JOIN documents o ON o.key = d.key LEFT JOIN annotations a ON a.id = d.id";

    public const string Known =
        "d.id, d.record_id, d.raw_hash, d.content_hash, d.mapping_version, d.state, d.publisher_key, d.version, d.first_seen, d.last_changed, d.missing_since, d.held_by, d.previous_ids";

    /// <summary>How many columns <see cref="ReadKnown"/> takes.</summary>
    public const int KnownWidth = 13;

    /// <summary>The columns of a payload, of <c>payloads p</c>.</summary>
    public const string Raw = "p.kind, p.record_id, p.record_url, p.raw_hash, p.payload";

    /// <summary>How many columns <see cref="ReadRaw"/> takes.</summary>
    public const int RawWidth = 5;

    /// <summary>The dataset whose columns start at <paramref name="at"/>: the plain document or, behind it, the packed one.</summary>
    public static Dataset Read(SqliteDataReader row, int at)
    {
        var stored = DatasetJson.Deserialize(
            row.IsDBNull(at + 8) ? Compressed.Unpack(row.GetFieldValue<byte[]>(at + 9)) : row.GetFieldValue<byte[]>(at + 8));
        return stored with
        {
            Id = row.GetString(at),
            PreviousIds = Ids(Text(row, at + 1)),
            State = State(row.GetString(at + 2)),
            Version = row.GetInt32(at + 3),
            Sequence = row.GetInt64(at + 4),
            Provenance = stored.Provenance with
            {
                FirstSeen = Instant(row.GetInt64(at + 5)),
                LastChanged = Instant(row.GetInt64(at + 6)),
                MissingSince = OptionalInstant(row, at + 7),
            },
            Annotations = row.IsDBNull(at + 10) ? null : ReadAnnotations(row, at + 10),
        };
    }

    public static KnownRecord ReadKnown(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        RecordId = row.GetString(1),
        RawHash = row.GetString(2),
        ContentHash = row.GetString(3),
        MappingVersion = row.GetString(4),
        State = State(row.GetString(5)),
        PublisherKey = row.GetString(6),
        Version = row.GetInt32(7),
        FirstSeen = Instant(row.GetInt64(8)),
        LastChanged = Instant(row.GetInt64(9)),
        MissingSince = OptionalInstant(row, 10),
        HeldBy = Text(row, 11),
        PreviousIds = Ids(Text(row, 12)),
    };

    public static RawPayload ReadRaw(SqliteDataReader row, int at) => new(
        Enum.Parse<RecordKind>(row.GetString(at)), row.GetString(at + 1), Text(row, at + 2), row.GetString(at + 3), Compressed.Unpack(row.GetFieldValue<byte[]>(at + 4)));

    public static Annotations ReadAnnotations(SqliteDataReader row, int at) =>
        JsonSerializer.Deserialize(row.GetFieldValue<byte[]>(at), DatasetJson.Plain.Annotations)
        ?? throw new JsonException("null is no annotations");

    public static string? Text(SqliteDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    public static DateTimeOffset Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    public static DateTimeOffset? OptionalInstant(SqliteDataReader row, int at) => row.IsDBNull(at) ? null : Instant(row.GetInt64(at));

    public static long Milliseconds(DateTimeOffset instant) => instant.ToUnixTimeMilliseconds();

    public static long? Milliseconds(DateTimeOffset? instant) => instant?.ToUnixTimeMilliseconds();

    public static string Word(DatasetState state) => state == DatasetState.Active ? "active" : "withdrawn";

    public static DatasetState State(string word) => word == "active" ? DatasetState.Active : DatasetState.Withdrawn;

    public static string Word(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => "added",
        ChangeKind.Updated => "updated",
        ChangeKind.Annotated => "annotated",
        ChangeKind.Withdrawn => "withdrawn",
        ChangeKind.Restored => "restored",
        ChangeKind.Erased => "erased",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    public static string? Word(ChangeReason? reason) => reason switch
    {
        null => null,
        ChangeReason.Mapping => "mapping",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, null),
    };

    public static ChangeReason? Reason(string? word) => word switch
    {
        null => null,
        "mapping" => ChangeReason.Mapping,
        _ => throw new FormatException($"unknown reason of a change: {word}"),
    };

    public static ChangeKind Kind(string word) => word switch
    {
        "added" => ChangeKind.Added,
        "updated" => ChangeKind.Updated,
        "annotated" => ChangeKind.Annotated,
        "withdrawn" => ChangeKind.Withdrawn,
        "restored" => ChangeKind.Restored,
        "erased" => ChangeKind.Erased,
        _ => throw new FormatException($"unknown kind of change: {word}"),
    };

    /// <summary>Previous ids as a JSON array; null when there are none, which is nearly always.</summary>
    public static string? Ids(IReadOnlyCollection<string> ids) => ids.Count == 0 ? null : JsonSerializer.Serialize(ids);

    public static IReadOnlyList<string> Ids(string? json) => json is null ? [] : JsonSerializer.Deserialize<string[]>(json)!;
}
