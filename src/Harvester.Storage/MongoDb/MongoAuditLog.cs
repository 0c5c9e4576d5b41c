using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>One document for each act, in the order of their ids, which is that of time.</summary>
internal sealed class MongoAuditLog(MongoDatabase database) : IAuditLog
{
    public const string Name = "audit";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    private IMongoCollection<BsonDocument> Entries => database.Collection(Name);

    public Task AddAsync(AuditEntry entry, CancellationToken cancellationToken) => database.InsertAsync(Entries, [Write(entry)]);

    public Task CompleteAsync(AuditEntry entry, CancellationToken cancellationToken) => database.RunAsync(
        () => Entries.ReplaceOneAsync(Where.Eq("_id", entry.Id) & Where.Eq("outcome", EnumWord.Of(AuditOutcome.Begun)), Write(entry), cancellationToken: cancellationToken),
        cancellationToken);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, string? before, int limit, CancellationToken cancellationToken)
    {
        var wanted = Where.Empty;
        if (filter.Source is { } source)
            wanted &= Where.Eq("source", source);
        if (filter.Municipality is { } municipality)
            wanted &= Where.Eq("municipality", municipality);
        if (before is not null)
            wanted &= Where.Lt("_id", before);
        return [.. (await database.AllAsync(Entries, wanted, new FindOptions<BsonDocument> { Sort = new BsonDocument("_id", -1), Limit = limit }, cancellationToken)).Select(Read)];
    }

    public static BsonDocument Write(AuditEntry entry) => new()
    {
        { "_id", entry.Id },
        { "at", JsonBson.Date(entry.At) },
        { "token", JsonBson.Text(entry.Token) },
        { "who", entry.Who },
        { "action", EnumWord.Of(entry.Action) },
        { "outcome", EnumWord.Of(entry.Outcome) },
        { "municipality", JsonBson.Text(entry.Municipality) },
        { "source", JsonBson.Text(entry.Source) },
        { "run", JsonBson.Text(entry.Run) },
        { "dataset", JsonBson.Text(entry.Dataset) },
        { "standardDataset", JsonBson.Text(entry.StandardDataset) },
        { "detail", entry.Detail },
    };

    public static AuditEntry Read(BsonDocument document) => new()
    {
        Id = document["_id"].AsString,
        At = JsonBson.Instant(document["at"])!.Value,
        Token = JsonBson.Text(document["token"]),
        Who = document["who"].AsString,
        Action = Enum.Parse<AuditAction>(document["action"].AsString, ignoreCase: true),
        // Before there were outcomes, an act was written down once it was done.
        Outcome = JsonBson.Text(document.GetValue("outcome", null)) is { } outcome ? Enum.Parse<AuditOutcome>(outcome, ignoreCase: true) : AuditOutcome.Done,
        Municipality = JsonBson.Text(document["municipality"]),
        Source = JsonBson.Text(document["source"]),
        Run = JsonBson.Text(document["run"]),
        Dataset = JsonBson.Text(document["dataset"]),
        StandardDataset = JsonBson.Text(document["standardDataset"]),
        Detail = document["detail"].AsString,
    };
}
