using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.MongoDb;
using MongoDB.Bson;
using MongoDB.Driver;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>
/// Without transactions a batch is many commands. A worker that is killed before any one of them leaves a store in which log and documents agree, and
/// the batch done again makes it whole. One that is held up before any of them, while another takes over, changes nothing any more.
/// </summary>
public sealed partial class MongoCommitTests : IAsyncLifetime
{
    private const int MostCommands = 60;

    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(40);
    private static readonly TimeSpan Term = TimeSpan.FromMinutes(10);

    /// <summary>One write of each kind.</summary>
    private static readonly CatalogueBatch Batch = new("run", Noon.AddHours(5),
    [
        Updated("a", 2, "b"), Added("new"), new CatalogueWrite.Withdraw("tokyo~b"), new CatalogueWrite.Miss("tokyo~c", Noon), new CatalogueWrite.Hold("tokyo~d"),
        new CatalogueWrite.Refresh(Dataset("e", 1, "a") with { Issued = "2026" }, Raw(Dataset("e"))), new CatalogueWrite.Move("tokyo~f", "tokyo~n"), new CatalogueWrite.Seen("tokyo~g"),
    ]);

    private readonly List<string> databases = [];
    private string address = "";

    public async ValueTask InitializeAsync() => address = await MongoServer.DatabaseAsync("unused");

    public async ValueTask DisposeAsync()
    {
        using var client = new MongoClient(address);
        foreach (var database in databases)
            await client.DropDatabaseAsync(database, None);
    }

    [Fact]
    public async Task WorkerKilledBeforeAnyCommand_LeavesAnAgreeingStore_AndTheBatchDoneAgainMakesItWhole()
    {
        var whole = await WholeAsync();
        var kills = 0;
        for (var command = 0; command < MostCommands; command++)
        {
            var name = await PreparedAsync();
            if (!await KilledAsync(name, command, (store, lease) => store.Catalogue.ApplyAsync(lease, Batch, None)))
                break;
            kills++;
            await using var next = await OpenAsync(name);
            await AgreesAsync(next, name, $"killed before command {command}");
            await next.Catalogue.ApplyAsync(await LeaseAsync(next), Batch, None);
            await AgreesAsync(next, name, $"killed before command {command}, then done again");
            Assert.Equal(whole, await ContentAsync(next));
            Assert.Empty(await OrphansAsync(name));
        }

        Assert.InRange(kills, 10, MostCommands - 1);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // the lease is lost to one that writes nothing yet
    public async Task WorkerHeldUpBeforeAnyCommand_WhileAnotherTakesOver_ChangesNothingAnyMore(bool writes)
    {
        var held = 0;
        for (var command = 0; command < MostCommands; command++)
        {
            var name = await PreparedAsync();
            var gate = new Gate(command);
            await using var slow = await OpenAsync(name, gate.PassAsync);
            var lease = (await slow.Sources.AcquireAsync("tokyo", "slow", Noon, Term, None))!;
            gate.Arm();
            var applying = Task.Run(() => slow.Catalogue.ApplyAsync(lease, Batch, None));
            if (await Task.WhenAny(applying, gate.Reached) == applying)
                break;
            held++;
            await using var next = await OpenAsync(name);
            var newer = (await next.Sources.AcquireAsync("tokyo", "next", Noon + Term, Term, None))!;
            if (writes)
                await next.Catalogue.ApplyAsync(newer, new CatalogueBatch("newer", Noon.AddHours(6), [Put(Dataset("g", 2, "z"), ChangeKind.Updated), Added("other")]), None);
            var before = await ContentAsync(next);
            var log = await LogAsync(next);

            gate.Open();

            await Assert.ThrowsAsync<StoreException>(() => applying);
            Assert.Equal(before, await ContentAsync(next));
            Assert.Equal(log, await LogAsync(next));
            await AgreesAsync(next, name, $"held up before command {command}");
        }

        Assert.InRange(held, 10, MostCommands - 1);
    }

    [Fact]
    public async Task AnnotatingWorkerKilledBeforeAnyCommand_LeavesNoChangeThatTheLogDoesNotTell()
    {
        AnnotationWrite[] writes = [.. "abcde".Select(id => new AnnotationWrite.Scored($"tokyo~{id}", new Quality(300, "excellent", new QualityDimensions(300, 0, 0, 0, 0))))];
        for (var command = 0; command < MostCommands; command++)
        {
            var name = await PreparedAsync();
            if (!await KilledAsync(name, command, (store, _) => store.Annotations.PutAsync(writes, Noon.AddHours(7), None)))
                return;
            await using var next = await OpenAsync(name);
            await next.Annotations.PutAsync([new AnnotationWrite.Scored("tokyo~g", null)], Noon.AddHours(8), None);
            var annotated = (await next.Changes.EntriesAsync(0, 1000, None)).Where(entry => entry.Kind == ChangeKind.Annotated).Select(entry => entry.Id).ToHashSet();
            foreach (var id in "abcde".Select(id => $"tokyo~{id}"))
                Assert.Equal(annotated.Contains(id), await next.Annotations.GetAsync(id, None) is not null);
            await next.Annotations.PutAsync(writes, Noon.AddHours(9), None);
            await AgreesAsync(next, name, $"annotating, killed before command {command}");
            var entries = await next.Changes.EntriesAsync(0, 1000, None);
            Assert.All("abcde", id => Assert.Single(entries, entry => entry.Kind == ChangeKind.Annotated && entry.Id == $"tokyo~{id}"));
        }

        Assert.Fail("the work was killed each time");
    }

    [Fact]
    public async Task CountingWorkerKilledBeforeAnyCommand_LeavesSumsThatAreWhatTheyAreMadeOf()
    {
        Contribution[] first = [Adds("a", 3), Adds("b", 2)], second = [Adds("a", 5), Adds("b", 0), Adds("c", 7)];
        for (var command = 0; command < MostCommands; command++)
        {
            var name = Named();
            await using (var store = await OpenAsync(name))
                await store.Coverage.PutAsync(first, None);
            var isKilled = await KilledAsync(name, command, (store, _) => store.Coverage.PutAsync(second, None));
            await using var next = await OpenAsync(name);
            await next.Coverage.PutAsync([Adds("d", 0)], None);
            Assert.Contains(await next.Coverage.SumAsync("tokyo", "files", None), new long[] { 5, 12 });
            await next.Coverage.PutAsync(second, None);
            Assert.Equal(12, await next.Coverage.SumAsync("tokyo", "files", None));
            if (!isKilled)
                return;
        }

        Assert.Fail("the work was killed each time");

        static Contribution Adds(string id, long files) => new(id, "131032", "tokyo", files == 0 ? new Dictionary<string, long>() : new Dictionary<string, long> { ["files"] = files });
    }

    [Fact]
    public async Task SearchKilledBeforeAnyCommand_HasAllRowsOrNone()
    {
        DuplicateRow[] rows = [.. Enumerable.Range(0, 30).Select(i => new DuplicateRow($"r{i}", [i, 99], [1], "r0"))];
        for (var command = 0; command < MostCommands; command++)
        {
            var name = Named();
            var isKilled = await KilledAsync(name, command, (store, _) => store.Duplicates.PutAsync(rows, [], None));
            await using var next = await OpenAsync(name);
            await next.Duplicates.PutAsync([new DuplicateRow("other", [], [])], [], None);
            Assert.Contains((await next.Duplicates.GetAsync([.. rows.Select(row => row.Id)], None)).Count, new[] { 0, 30 });
            if (!isKilled)
                return;
        }

        Assert.Fail("the work was killed each time");
    }

    private static async Task<MongoStore> OpenAsync(string name, Func<Task>? before = null) =>
        await MongoStore.OpenAsync(await MongoServer.DatabaseAsync(name), TimeProvider.System, None, Patience, before);

    private string Named()
    {
        databases.Add($"harvester_test_{Guid.NewGuid():n}");
        return databases[^1];
    }

    private static async Task<Lease> LeaseAsync(IStore store) => (await store.Sources.AcquireAsync("tokyo", "worker", Noon + (Term * 3), Term, None))!;

    /// <summary>A store that holds everything the batch needs.</summary>
    private async Task<string> PreparedAsync()
    {
        var name = Named();
        await using var store = await OpenAsync(name);
        var lease = (await store.Sources.AcquireAsync("tokyo", "first", Noon - Term, Term, None))!;
        await store.Catalogue.ApplyAsync(
            lease, new CatalogueBatch("first", Noon, [.. "abcdefgn".Select(id => Added($"{id}")), new CatalogueWrite.Miss("tokyo~g", Noon), new CatalogueWrite.Hold("tokyo~g")]), None);
        await store.Sources.ReleaseAsync(lease, None);
        return name;
    }

    private async Task<string> WholeAsync()
    {
        await using var store = await OpenAsync(await PreparedAsync());
        await store.Catalogue.ApplyAsync(await LeaseAsync(store), Batch, None);
        return await ContentAsync(store);
    }

    /// <summary>Does the work with a worker that dies before a command; false: it came to its end before.</summary>
    private static async Task<bool> KilledAsync(string name, int command, Func<IStore, Lease, Task> work)
    {
        var left = int.MaxValue;
        await using var store = await OpenAsync(name, () => Interlocked.Decrement(ref left) < 0 ? throw new KilledException() : Task.CompletedTask);
        var lease = (await store.Sources.AcquireAsync("tokyo", "killed", Noon, Term, None))!;
        left = command;
        try
        {
            await work(store, lease);
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
    }

    /// <summary>Everything that the log tells is there, everything that is there the log tells, and every dataset has its payload.</summary>
    private async Task AgreesAsync(IStore store, string name, string when)
    {
        // The first to write settles what was left.
        await store.Annotations.PutAsync([new AnnotationWrite.Scored("tokyo~unknown", null)], Noon, None);
        var changes = await store.Changes.ReadAsync(0, 1000, None);
        Assert.True(changes.Select(change => change.Sequence).SequenceEqual(changes.Select(change => change.Sequence).Order().Distinct()), when);
        Assert.True(changes.All(change => change.Dataset is { } dataset && dataset.Id == change.Id), when);
        Assert.True(changes.Count == 0 || changes[^1].Sequence <= await store.Changes.LastAsync(None), when);
        var told = changes.Select(change => (change.Id, change.Sequence)).ToHashSet();
        foreach (var dataset in await store.Datasets.AllAsync(new DatasetFilter(), None).ToListAsync(None))
        {
            Assert.True(told.Contains((dataset.Id, dataset.Sequence)), $"{when}: {dataset.Id} has sequence {dataset.Sequence}, of which the log does not know");
            var history = await store.Datasets.HistoryAsync(dataset.Id, None);
            Assert.True(history.Select(version => version.Version).SequenceEqual(Enumerable.Range(1, dataset.Version)), $"{when}: {dataset.Id} lacks a version");
            var raw = await store.Datasets.RawAsync(dataset.Id, None);
            Assert.True(raw?.RawHash == dataset.Provenance.RawHash, $"{when}: the payload of {dataset.Id} is {raw?.RawHash}, its dataset's {dataset.Provenance.RawHash}");
        }

        using var client = new MongoClient(address);
        var log = await client.GetDatabase(name).GetCollection<BsonDocument>("changes").CountDocumentsAsync(FilterDefinition<BsonDocument>.Empty, null, None);
        Assert.True(log == changes.Count, $"{when}: {log} entries stored, {changes.Count} shown");
    }

    /// <summary>Keys of payloads that no dataset names.</summary>
    private async Task<IEnumerable<long>> OrphansAsync(string name)
    {
        using var client = new MongoClient(address);
        var payloads = await (await client.GetDatabase(name).GetCollection<BsonDocument>("payloads").FindAsync(FilterDefinition<BsonDocument>.Empty, null, None)).ToListAsync(None);
        var datasets = await (await client.GetDatabase(name).GetCollection<BsonDocument>("datasets").FindAsync(new BsonDocument("state", new BsonDocument("$exists", true)), null, None)).ToListAsync(None);
        return payloads.Select(payload => payload["_id"].ToInt64()).Except(datasets.Select(dataset => dataset["store"]["payload"].ToInt64()));
    }

    /// <summary>What readers see, but for places in the log, which depend on how often it was tried.</summary>
    private static async Task<string> ContentAsync(IStore store)
    {
        var lines = new List<string>();
        foreach (var dataset in await store.Datasets.AllAsync(new DatasetFilter(), None).ToListAsync(None))
        {
            lines.Add(Json(dataset));
            lines.AddRange((await store.Datasets.HistoryAsync(dataset.Id, None)).Select(version => $"{version.Version} {version.Kind} {version.At:O} {version.Run} {Json(version.Dataset)}"));
            var known = (await store.Catalogue.KnownAsync("tokyo", [dataset.Provenance.RecordId], None)).Values.Single();
            lines.Add($"{known with { PreviousIds = [] }} {string.Join(' ', known.PreviousIds)}");
        }

        return string.Join('\n', lines);
    }

    private static string Json(Dataset dataset) => JsonSerializer.Serialize(dataset with { Sequence = 0 }, DatasetJson.Plain.Dataset);

    private static async Task<string> LogAsync(IStore store) => string.Join('\n', (await store.Changes.EntriesAsync(0, 1000, None)).Select(entry => $"{entry.Sequence} {entry.Kind} {entry.Id}"));

    private sealed class KilledException : Exception;

    /// <summary>Holds a worker up before one command, until it is let through.</summary>
    private sealed class Gate(int command)
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int left = int.MaxValue;

        public Task Reached => reached.Task;

        public void Arm() => left = command;

        public void Open() => opened.SetResult();

        public async Task PassAsync()
        {
            if (Interlocked.Decrement(ref left) != -1)
                return;
            reached.SetResult();
            await opened.Task;
        }
    }
}
