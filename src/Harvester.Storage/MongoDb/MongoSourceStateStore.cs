using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// Source states and leases. A lease is judged by the caller's clock alone; its token only ever grows, so that a wrong clock costs a run, not data. One that is
/// taken from a worker which had not given it back is taken under the lock of the catalogue: afterwards nothing that worker still sends can land.
/// </summary>
internal sealed class MongoSourceStateStore(MongoDatabase database, CommitLock commits) : ISourceStateStore
{
    public const string Name = "sources";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;

    private IMongoCollection<BsonDocument> Sources => database.Collection(Name);

    public async Task<SourceState?> GetAsync(string source, CancellationToken cancellationToken) =>
        await database.OneAsync(Sources, Where.Eq("_id", source), null, cancellationToken) is { } document ? Read(document) : null;

    public async Task<IReadOnlyList<SourceState>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await database.AllAsync(Sources, Where.Empty, new FindOptions<BsonDocument> { Sort = new BsonDocument("_id", 1) }, cancellationToken)).Select(Read)];

    // A filter names what was read, so that the update lands on no other: there is no "if" inside of one.
    public Task<bool> RememberAsync(Lease lease, SourceState state, string? served, CancellationToken cancellationToken) => database.RunAsync(
        async () =>
        {
            var mine = Where.Eq("_id", lease.Source) & Where.Eq("token", lease.Token);
            while (await FirstAsync(mine, cancellationToken) is { } now)
            {
                var (schedule, request) = (now.GetValue("schedule", BsonNull.Value), now.GetValue("requestId", BsonNull.Value));
                var members = Memory(state);
                if (JsonBson.Text(schedule) == state.Schedule)
                    members.Add("nextDue", JsonBson.Date(state.NextDue));
                if (served is not null && JsonBson.Text(request) == served)
                    members.AddRange(Members((HarvestRequest?)null));
                var landed = await Sources.UpdateOneAsync(
                    mine & Where.Eq("schedule", schedule) & Where.Eq("requestId", request), new BsonDocument("$set", members), cancellationToken: cancellationToken);
                if (landed.MatchedCount > 0)
                    return true;
            }

            return false;
        },
        cancellationToken);

    public Task<bool> PlanAsync(string source, string schedule, DateTimeOffset? nextDue, string? scheduleWas, CancellationToken cancellationToken) => database.RunAsync(
        async () =>
        {
            try
            {
                var result = await Sources.UpdateOneAsync(
                    Where.Eq("_id", source) & Where.Eq("schedule", JsonBson.Text(scheduleWas)), Change.Set("schedule", schedule).Set("nextDue", JsonBson.Date(nextDue)),
                    new UpdateOptions { IsUpsert = scheduleWas is null }, cancellationToken);
                return result.MatchedCount > 0 || result.UpsertedId is not null;
            }
            catch (MongoException fault) when (MongoWrites.IsDuplicate(fault))
            {
                // It is there, with a schedule.
                return false;
            }
        },
        cancellationToken);

    public Task RequestAsync(string source, HarvestRequest request, CancellationToken cancellationToken)
    {
        var members = Members(request);
        // One that stands may be full: then both together are.
        if (!request.Full)
            members.Remove("requestFull");
        return UpsertAsync(source, members, cancellationToken);
    }

    public Task<bool> TakeBackAsync(string source, string request, CancellationToken cancellationToken) => database.RunAsync(
        async () => (await Sources.UpdateOneAsync(
            Where.Eq("_id", source) & Where.Eq("requestId", request), new BsonDocument("$set", Members((HarvestRequest?)null)), cancellationToken: cancellationToken)).MatchedCount > 0,
        cancellationToken);

    public Task CancelAsync(string source, CancelRequest request, CancellationToken cancellationToken) => database.RunAsync(
        () => Sources.UpdateOneAsync(
            Where.Eq("_id", source), Change.Set("cancelRun", request.Run).Set("cancelAt", JsonBson.Date(request.At)), cancellationToken: cancellationToken),
        cancellationToken);

    public Task PauseAsync(string source, SourcePause? pause, CancellationToken cancellationToken) => UpsertAsync(source, Members(pause), cancellationToken);

    public async Task<Lease?> AcquireAsync(string source, string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken)
    {
        var grab = Guid.NewGuid().ToString("n");
        var before = await database.OneAsync(Sources, Where.Eq("_id", source), new FindOptions<BsonDocument> { Projection = Lease() }, cancellationToken);
        if (before is not null && JsonBson.Text(before.GetValue("leaseOwner", null)) is not null)
            return await TakeOverAsync(source, owner, now, term, grab, cancellationToken);
        return await GrabAsync(source, Where.Eq("leaseOwner", BsonNull.Value), owner, now, term, grab, cancellationToken);
    }

    public Task<bool> RenewAsync(Lease lease, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) => database.RunAsync(
        async () => (await Sources.UpdateOneAsync(
            Where.Eq("_id", lease.Source) & Where.Eq("token", lease.Token) & Where.Eq("leaseOwner", lease.Owner), Change.Set("leaseUntil", JsonBson.Date(now + term)), cancellationToken: cancellationToken)).MatchedCount > 0,
        cancellationToken);

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => database.RunAsync(
        () => Sources.UpdateOneAsync(
            Where.Eq("_id", lease.Source) & Where.Eq("token", lease.Token), Change.Set("leaseOwner", BsonNull.Value).Set("leaseUntil", BsonNull.Value), cancellationToken: cancellationToken),
        cancellationToken);

    private Task<UpdateResult> UpsertAsync(string source, BsonDocument members, CancellationToken cancellationToken) => database.RunAsync(
        async () =>
        {
            for (var again = false; ; again = true)
            {
                try
                {
                    return await Sources.UpdateOneAsync(Where.Eq("_id", source), new BsonDocument("$set", members), new UpdateOptions { IsUpsert = true }, cancellationToken);
                }
                catch (MongoException fault) when (MongoWrites.IsDuplicate(fault) && !again)
                {
                    // Another made it at this moment: now it is there.
                }
            }
        },
        cancellationToken);

    private async Task<BsonDocument?> FirstAsync(FilterDefinition<BsonDocument> filter, CancellationToken cancellationToken)
    {
        using var cursor = await Sources.FindAsync(
            filter, new FindOptions<BsonDocument> { Projection = new BsonDocument { { "schedule", 1 }, { "requestId", 1 } }, Limit = 1 }, cancellationToken);
        return await cursor.FirstOrDefaultAsync(cancellationToken);
    }

    private static BsonDocument Lease() => new() { { "leaseOwner", 1 }, { "leaseUntil", 1 }, { "token", 1 } };

    private async Task<Lease?> TakeOverAsync(string source, string owner, DateTimeOffset now, TimeSpan term, string grab, CancellationToken cancellationToken)
    {
        var expired = Where.Eq("leaseOwner", BsonNull.Value) | Where.Lte("leaseUntil", JsonBson.Date(now));
        if (await database.OneAsync(Sources, Where.Eq("_id", source) & expired, new FindOptions<BsonDocument> { Projection = Lease() }, cancellationToken) is null)
            return null;
        await using var commit = await commits.TakeAsync(cancellationToken);
        return await GrabAsync(source, expired, owner, now, term, grab, cancellationToken);
    }

    private async Task<Lease?> GrabAsync(
        string source, FilterDefinition<BsonDocument> free, string owner, DateTimeOffset now, TimeSpan term, string grab, CancellationToken cancellationToken)
    {
        var taken = await database.RunAsync(
            async () =>
            {
                try
                {
                    return await Sources.FindOneAndUpdateAsync(
                        Where.Eq("_id", source) & free,
                        Change.Set("leaseOwner", owner).Set("leaseUntil", JsonBson.Date(now + term)).Set("grab", grab).Inc("token", 1L),
                        new FindOneAndUpdateOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.After, Projection = Lease() },
                        cancellationToken);
                }
                catch (MongoException fault) when (MongoWrites.IsDuplicate(fault))
                {
                    // It is there and taken: by another, or by this very call, whose first answer was lost.
                    return await database.OneAsync(Sources, Where.Eq("_id", source) & Where.Eq("grab", grab), new FindOptions<BsonDocument> { Projection = Lease() }, cancellationToken);
                }
            },
            cancellationToken);
        return taken is null ? null : new Lease(source, owner, taken["token"].ToInt64());
    }

    /// <summary>The whole state but the lease.</summary>
    public static BsonDocument Members(SourceState state) => new BsonDocument { { "nextDue", JsonBson.Date(state.NextDue) }, { "schedule", JsonBson.Text(state.Schedule) } }
        .AddRange(Memory(state)).AddRange(Members(state.Request)).AddRange(Members(state.Pause));

    private static BsonDocument Memory(SourceState state) => new()
    {
        { "lastRun", JsonBson.Text(state.LastRun) },
        { "lastFinished", JsonBson.Date(state.LastFinished) },
        { "lastSuccess", JsonBson.Date(state.LastSuccess) },
        { "failures", state.Failures },
        { "backOff", state.BackOff },
        { "lastFull", JsonBson.Date(state.LastFull) },
        { "newestChange", JsonBson.Date(state.NewestChange) },
        { "tryAgain", new BsonArray(state.TryAgain) },
        { "part", JsonBson.Text(state.Part) },
        // Their names hold dots, which mean something in the name of a member.
        { "found", JsonSerializer.Serialize(state.Found) },
        { "unmapped", JsonSerializer.Serialize(state.Unmapped) },
        { "removedBy", JsonBson.Text(state.RemovedBy) },
    };

    private static BsonDocument Members(HarvestRequest? request) => new()
    {
        { "requestId", JsonBson.Text(request?.Id) },
        { "requestAt", JsonBson.Date(request?.At) },
        { "requestFull", request?.Full is true },
    };

    private static BsonDocument Members(SourcePause? pause) => new()
    {
        { "pauseUntil", JsonBson.Date(pause?.Until) },
        { "pauseBy", JsonBson.Text(pause?.By) },
        { "pauseWhy", JsonBson.Text(pause?.Why) },
    };

    public static SourceState Read(BsonDocument document) => new()
    {
        Source = document["_id"].AsString,
        NextDue = JsonBson.Instant(document.GetValue("nextDue", null)),
        Schedule = JsonBson.Text(document.GetValue("schedule", null)),
        LastRun = JsonBson.Text(document.GetValue("lastRun", null)),
        LastFinished = JsonBson.Instant(document.GetValue("lastFinished", null)),
        LastSuccess = JsonBson.Instant(document.GetValue("lastSuccess", null)),
        Failures = document.GetValue("failures", 0).ToInt32(),
        BackOff = document.GetValue("backOff", 0).ToInt32(),
        LastFull = JsonBson.Instant(document.GetValue("lastFull", null)),
        NewestChange = JsonBson.Instant(document.GetValue("newestChange", null)),
        TryAgain = document.TryGetValue("tryAgain", out var ids) ? [.. ids.AsBsonArray.Select(id => id.AsString)] : [],
        Part = JsonBson.Text(document.GetValue("part", null)),
        Found = JsonBson.Text(document.GetValue("found", null)) is { } found ? JsonSerializer.Deserialize<Dictionary<string, long>>(found)! : [],
        Unmapped = JsonBson.Text(document.GetValue("unmapped", null)) is { } unmapped ? JsonSerializer.Deserialize<UnmappedCount[]>(unmapped)! : [],
        RemovedBy = JsonBson.Text(document.GetValue("removedBy", null)),
        Request = JsonBson.Text(document.GetValue("requestId", null)) is { } request
            ? new HarvestRequest(request, document["requestAt"].ToUniversalTime(), document.GetValue("requestFull", false).ToBoolean())
            : null,
        Pause = JsonBson.Instant(document.GetValue("pauseUntil", null)) is { } until ? new SourcePause(until, document["pauseBy"].AsString, document["pauseWhy"].AsString) : null,
        Cancel = JsonBson.Text(document.GetValue("cancelRun", null)) is { } run ? new CancelRequest(run, document["cancelAt"].ToUniversalTime()) : null,
        LeaseOwner = JsonBson.Text(document.GetValue("leaseOwner", null)),
        LeaseUntil = JsonBson.Instant(document.GetValue("leaseUntil", null)),
    };
}
