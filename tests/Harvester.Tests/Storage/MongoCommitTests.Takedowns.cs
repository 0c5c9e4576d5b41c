using System.Text;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>Erasing is many commands, too.</summary>
public sealed partial class MongoCommitTests
{
    /// <summary>Stands in every place that knows of the dataset.</summary>
    private const string Secret = "himitsu";

    [Fact]
    public async Task ErasingWorkerKilledBeforeAnyCommand_LeavesTheDatasetOrATakedownThatTheNextOneCompletes()
    {
        var (kills, completed) = (0, 0);
        for (var command = 0; command < MostCommands; command++)
        {
            var name = await TellingAsync();
            var isKilled = await KilledAsync(name, command, (store, lease) => store.Takedowns.EraseAsync(lease, $"tokyo~{Secret}", "why", Noon.AddHours(9), None));
            await using var next = await OpenAsync(name);
            // The first to write settles what was left.
            await next.Annotations.PutAsync([new AnnotationWrite.Scored("tokyo~unknown", null)], Noon, None);
            var isGone = await next.Takedowns.FindAsync($"tokyo~{Secret}", None) is not null;
            var when = $"killed before command {command}";
            if (isGone)
                completed++;
            else
            {
                Assert.True(await next.Datasets.GetAsync($"tokyo~{Secret}", None) is not null, when);
                Assert.True(await next.Datasets.RawAsync($"tokyo~{Secret}", None) is not null, when);
                Assert.True((await next.Changes.ReadAsync(0, 1000, None)).All(change => change.Dataset is not null), when);
                await next.Takedowns.EraseAsync(await LeaseAsync(next), $"tokyo~{Secret}", "why", Noon.AddHours(9), None);
            }

            await NothingTellsAsync(next, name, when);
            if (!isKilled)
                break;
            kills++;
        }

        Assert.InRange(kills, 15, MostCommands - 1);
        Assert.InRange(completed, 10, kills + 1);
    }

    [Fact]
    public async Task ErasingWorkerHeldUpBeforeAnyCommand_WhileAnotherCompletesIt_ChangesNothingAnyMore()
    {
        var held = 0;
        for (var command = 0; command < MostCommands; command++)
        {
            var name = await TellingAsync();
            var gate = new Gate(command);
            await using var slow = await OpenAsync(name, gate.PassAsync);
            var lease = (await slow.Sources.AcquireAsync("tokyo", "slow", Noon, Term, None))!;
            gate.Arm();
            var erasing = Task.Run(() => slow.Takedowns.EraseAsync(lease, $"tokyo~{Secret}", "why", Noon.AddHours(9), None));
            if (await Task.WhenAny(erasing, gate.Reached) == erasing)
                break;
            held++;
            await using var next = await OpenAsync(name);
            var newer = (await next.Sources.AcquireAsync("tokyo", "next", Noon + Term, Term, None))!;
            await next.Catalogue.ApplyAsync(newer, new CatalogueBatch("newer", Noon.AddHours(10), [Added("other")]), None);
            var (before, log, takedowns) = (await ContentAsync(next), await LogAsync(next), (await next.Takedowns.ListAsync(None)).Count);

            gate.Open();

            await Assert.ThrowsAsync<StoreException>(() => erasing);
            Assert.Equal(before, await ContentAsync(next));
            Assert.Equal(log, await LogAsync(next));
            Assert.Equal(takedowns, (await next.Takedowns.ListAsync(None)).Count);
            if (takedowns > 0)
                await NothingTellsAsync(next, name, $"held up before command {command}");
        }

        Assert.InRange(held, 15, MostCommands - 1);
    }

    /// <summary>A store with a dataset of two versions, of which everything tells something.</summary>
    private async Task<string> TellingAsync()
    {
        var name = await PreparedAsync();
        await using var store = await OpenAsync(name);
        var lease = (await store.Sources.AcquireAsync("tokyo", "second", Noon - Term, Term, None))!;
        var (id, dataset) = ($"tokyo~{Secret}", Dataset(Secret, 1, Secret));
        await store.Catalogue.ApplyAsync(lease, new CatalogueBatch("second", Noon, [Put(dataset, ChangeKind.Added)]), None);
        await store.Catalogue.ApplyAsync(lease, new CatalogueBatch("third", Noon.AddHours(1), [Updated(Secret, 2, $"{Secret}2")]), None);
        await store.Annotations.PutAsync([new AnnotationWrite.LinksChecked(id, Annotations(id).Checks)], Noon, None);
        await store.Links.PlanAsync([new(id, Noon)], replace: true, None);
        await store.Links.AddHistoryAsync([new(id, "1", $"https://example.org/{Secret}", "404", Noon)], None);
        await store.Headers.SaveAsync([new HeaderState { Dataset = id, Source = "tokyo", Distribution = "1", Url = $"https://example.org/{Secret}", NextDue = Noon }], None);
        await store.Coverage.PutAsync([new Contribution(id, "131032", "tokyo", new Dictionary<string, long> { ["files"] = 1 })], None);
        await store.Duplicates.PutAsync([new(id, [5], Encoding.UTF8.GetBytes(Secret))], [], None);
        await store.Answers.KeepAsync("tokyo", new KeptAnswer { Url = "https://example.org/", Accept = "*/*", FinalUrl = "https://example.org/", BodyHash = "0", Length = 1, FetchedAt = Noon }, new MemoryStream([1]), None);
        // As of a worker that was killed before it named them.
        using (var client = new MongoClient(address))
            await client.GetDatabase(name).GetCollection<BsonDocument>("answerPieces").InsertOneAsync(new BsonDocument { { "source", "tokyo" }, { "body", "lost" }, { "number", 0 }, { "piece", new BsonBinaryData([1]) } }, null, None);
        await store.Runs.SaveAsync(Run("r1", "tokyo", 1) with { Unmapped = [new("extra", 1, Secret)] }, None);
        await store.Runs.AddProblemsAsync("r1", "tokyo", [Problem(Secret, Secret)], None);
        await store.Sources.RememberAsync(lease, new SourceState { Source = "tokyo", Unmapped = [new("extra", 1, Secret)] }, null, None);
        await store.Sources.ReleaseAsync(lease, None);
        return name;
    }

    /// <summary>Id and record id stay, in the log and the list of takedowns; nothing else does, in no collection.</summary>
    private async Task NothingTellsAsync(IStore store, string name, string when)
    {
        var changes = (await store.Changes.ReadAsync(0, 1000, None)).Where(change => change.Id == $"tokyo~{Secret}").ToList();
        Assert.True(changes.Count == 3 + 1 && changes.All(change => change.Dataset is null) && changes[^1].Kind is ChangeKind.Erased, when);
        Assert.True(await store.Coverage.SumAsync("tokyo", "files", None) == 0, when);
        using var client = new MongoClient(address);
        var database = client.GetDatabase(name);
        foreach (var collection in await (await database.ListCollectionNamesAsync(null, None)).ToListAsync(None))
        {
            foreach (var document in await (await database.GetCollection<BsonDocument>(collection).FindAsync(FilterDefinition<BsonDocument>.Empty, null, None)).ToListAsync(None))
            {
                var text = Text(document).Replace($"tokyo~{Secret}", "", StringComparison.Ordinal);
                Assert.True(collection == "takedowns" || !text.Contains(Secret, StringComparison.Ordinal), $"{when}: {collection} has {text}");
                Assert.True(collection is not ("answers" or "answerPieces"), $"{when}: an answer is kept");
            }
        }
    }

    private static string Text(BsonDocument document) => document.ToJson()
        + string.Concat(document.Elements.Where(element => element.Value.IsBsonBinaryData).Select(element => element.Value.AsByteArray)
            .Select(bytes => Encoding.UTF8.GetString(bytes) + (bytes.Length > 4 ? Unpacked(bytes) : "")));

    private static string Unpacked(byte[] bytes)
    {
        try
        {
            return Encoding.UTF8.GetString(Harvester.Storage.Compressed.Unpack(bytes));
        }
        catch (Exception fault) when (fault is InvalidDataException or OverflowException or ArgumentException or OutOfMemoryException)
        {
            return ""; // it is no packed text
        }
    }
}
