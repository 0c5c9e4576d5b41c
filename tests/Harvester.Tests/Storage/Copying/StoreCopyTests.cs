using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage;
using Harvester.Storage.Copying;
using Harvester.Storage.MongoDb;
using Harvester.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using MongoDB.Bson;
using MongoDB.Driver;
using Xunit;

namespace Harvester.Tests.Storage.Copying;

/// <summary>A copy is the catalogue over again, however often it was cut off, and whatever kind of store it goes to.</summary>
public sealed class StoreCopyTests : IAsyncLifetime
{
    private const string Sqlite = "sqlite";
    private const string Mongo = "mongo";

    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-copy-").FullName;
    private readonly List<string> databases = [];
    private int made;

    public static TheoryData<string, string> Ways => new() { { Sqlite, Sqlite }, { Sqlite, Mongo }, { Mongo, Sqlite }, { Mongo, Mongo } };

    public static TheoryData<string, string> Deaths => new()
    {
        { Sqlite, nameof(FaultyTarget.Death.BeforeABatch) },
        { Sqlite, nameof(FaultyTarget.Death.AfterABatch) },
        { Mongo, nameof(FaultyTarget.Death.BeforeABatch) },
        { Mongo, nameof(FaultyTarget.Death.WithinABatch) },
        { Mongo, nameof(FaultyTarget.Death.AfterABatch) },
    };

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        foreach (var name in databases)
        {
            using var client = new MongoClient(await MongoServer.DatabaseAsync(name));
            await client.DropDatabaseAsync(name, None);
        }
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task Copy_IsEqualInEverythingAReaderSees_AndGoesOnAlike(string from, string to)
    {
        var (source, target) = (await FilledAsync(from), await PlaceAsync(to));

        var result = await CopyAsync(source, target);

        var seen = await SeenAsync(source);
        Assert.Equal(seen, await SeenAsync(target));
        Assert.Contains("tokyo~h2", seen, StringComparison.Ordinal);
        Assert.All(Enum.GetValues<CopyPart>(), part => Assert.True(result.Parts[EnumWord.Of(part)] > 0, $"nothing of {part} was copied: this test would not notice its loss"));
        foreach (var address in new[] { source, target })
        {
            await using var store = await OpenAsync(address);
            await FilledStore.GoOnAsync(store);
        }

        Assert.Equal(await SeenAsync(source), await SeenAsync(target));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public async Task CopyOfAPrunedStore_SaysThatChangesLack(string from, string to)
    {
        var (source, target) = (await FilledAsync(from), await PlaceAsync(to));
        await using (var store = await OpenAsync(source))
            Assert.True((await store.Changes.PruneAsync(StoreSamples.Noon.AddYears(1), null, 1000, None)).Removed > 0);

        await CopyAsync(source, target);

        Assert.Equal(await SeenAsync(source), await SeenAsync(target));
        await using var copied = await OpenAsync(target);
        await using var original = await OpenAsync(source);
        Assert.True(await copied.Changes.CompactedToAsync(None) > 0);
        Assert.Equal(await original.Changes.CompactedToAsync(None), await copied.Changes.CompactedToAsync(None));
    }

    [Fact]
    public async Task CopyThereAndBack_IsEqual()
    {
        var (source, between, target) = (await FilledAsync(Sqlite), await PlaceAsync(Mongo), await PlaceAsync(Sqlite));

        await CopyAsync(source, between);
        await CopyAsync(between, target);

        Assert.Equal(await SeenAsync(source), await SeenAsync(target));
    }

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task CopyThatDiesAtEveryBatch_AndIsStartedAgainEachTime_IsEqual(string to, string death)
    {
        var (source, target) = (await FilledAsync(to == Sqlite ? Mongo : Sqlite), await PlaceAsync(to));
        var moment = Enum.Parse<FaultyTarget.Death>(death);
        var deaths = 0;
        for (var whole = false; !whole; deaths++)
        {
            // Dead before or within its batch, the next one must get past it.
            var writes = moment is FaultyTarget.Death.AfterABatch || deaths == 0 ? 0 : 1;
            whole = await DiesAsync(source, target, moment, writes, batchSize: 3);
            Assert.True(whole || deaths == 0 || await IsUnfinishedAsync(target));
        }

        Assert.InRange(deaths, 40, 1000);
        Assert.Equal(await SeenAsync(source), await SeenAsync(target));
    }

    [Fact]
    public async Task CopyThatIsCancelled_GoesOnWhereItStopped()
    {
        var (source, target) = (await FilledAsync(Sqlite), await PlaceAsync(Sqlite));
        using var stop = new CancellationTokenSource();
        await using (var first = await OpenCopyAsync(source, target, 3))
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first.RunAsync(progress => Stop(progress, stop), stop.Token));

        var seen = new List<string>();
        await using (var second = await OpenCopyAsync(source, target, 3))
        {
            Assert.Equal(CopyStart.Resumed, second.Start);
            await second.RunAsync(progress => seen.Add($"{progress.Part} {progress.Done} of {progress.Total}"), None);
        }

        Assert.Equal("datasets 6 of 11", seen[0]);
        Assert.Equal(await SeenAsync(source), await SeenAsync(target));

        static void Stop(CopyProgress progress, CancellationTokenSource stop)
        {
            if (progress is { Part: "datasets", Done: 3 })
                stop.Cancel();
        }
    }

    [Fact]
    public async Task CopyToMongoThatDiesAtItsLastStep_IsFinishedByTheNext()
    {
        var (source, target) = (await FilledAsync(Sqlite), await PlaceAsync(Mongo));
        CopyMark? mark = null;
        await using (var copy = await OpenCopyAsync(source, target, 500))
            await copy.RunAsync(_ => mark = MarkOf(target), None);
        using var client = new MongoClient(target);
        var meta = client.GetDatabase(databases[^1]).GetCollection<BsonDocument>("meta");
        // The last mark that was seen is the one before the last batch, which comes again.
        await meta.InsertOneAsync(new BsonDocument { { "_id", "copy" }, { "mark", mark!.ToText() } }, null, None);
        Assert.True(await IsUnfinishedAsync(target));

        await CopyAsync(source, target);

        Assert.Equal(await SeenAsync(source), await SeenAsync(target));

        CopyMark? MarkOf(string address)
        {
            using var other = new MongoClient(address);
            return CopyMark.Read(other.GetDatabase(databases[^1]).GetCollection<BsonDocument>("meta").Find(new BsonDocument("_id", "copy")).Single()["mark"].AsString);
        }
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Mongo)]
    public async Task UnfinishedCopy_IsNoStoreForAnythingElse_AndSaysHowToFinishIt(string to)
    {
        var (source, target) = (await FilledAsync(Sqlite), await PlaceAsync(to));
        await DiesAsync(source, target, FaultyTarget.Death.AfterABatch, 2, 3);

        var opened = await Assert.ThrowsAsync<StoreException>(() => OpenAsync(target));
        var further = await Assert.ThrowsAsync<StoreException>(async () => await CopyAsync(target, await PlaceAsync(Sqlite)));
        var other = await Assert.ThrowsAsync<StoreException>(async () => await CopyAsync(await FilledAsync(Sqlite), target));

        Assert.Contains($"is an unfinished copy of {source}: run `copy --from {source} --to ", opened.Message, StringComparison.Ordinal);
        Assert.Equal(opened.Message, further.Message);
        Assert.Contains($"unfinished copy of another catalogue, {source}", other.Message, StringComparison.Ordinal);
        Assert.True(await Stores.ExistsAsync(target, None));
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Mongo)]
    public async Task SourceThatChangesMeanwhile_IsTold_AndTheNextCopyBeginsAnew(string to)
    {
        var (source, target) = (await FilledAsync(Sqlite), await PlaceAsync(to));
        await using (var copy = await OpenCopyAsync(source, target, 3))
        {
            await using (var store = await OpenAsync(source))
                await FilledStore.GoOnAsync(store);
            var fault = await Assert.ThrowsAsync<StoreException>(() => copy.RunAsync(null, None));
            Assert.Contains("changed while it was copied", fault.Message, StringComparison.Ordinal);
            Assert.Contains("stop `serve` and every worker", fault.Message, StringComparison.Ordinal);
        }

        Assert.True(await IsUnfinishedAsync(target));
        await using (var again = await OpenCopyAsync(source, target, 3))
        {
            Assert.Equal(CopyStart.Anew, again.Start);
            await again.RunAsync(null, None);
        }

        Assert.Equal(await SeenAsync(source), await SeenAsync(target));
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Mongo)]
    public async Task SecondCopyIntoTheSameTarget_TakesOver_AndTheFirstStops(string to)
    {
        var (source, target) = (await FilledAsync(Sqlite), await PlaceAsync(to));
        await using var first = await OpenCopyAsync(source, target, 3);
        await using (var second = await OpenCopyAsync(source, target, 3))
        {
            var fault = await Assert.ThrowsAsync<StoreException>(() => first.RunAsync(null, None));
            Assert.Contains("Another copy", fault.Message, StringComparison.Ordinal);
            await second.RunAsync(null, None);
        }

        Assert.Equal(await SeenAsync(source), await SeenAsync(target));
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Mongo)]
    public async Task SourceThatIsNotThere_IsRefused_AndNothingIsMade(string kind)
    {
        var (source, target) = (await PlaceAsync(kind), await PlaceAsync(kind));

        var fault = await Assert.ThrowsAsync<StoreException>(() => CopyAsync(source, target));

        Assert.StartsWith("There is no catalogue at ", fault.Message, StringComparison.Ordinal);
        Assert.False(await Stores.ExistsAsync(source, None) || await Stores.ExistsAsync(target, None));
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Mongo)]
    public async Task TargetThatHoldsSomething_IsRefused_AndKeepsIt(string kind)
    {
        var (source, target, finished) = (await FilledAsync(Sqlite), await FilledAsync(kind), await PlaceAsync(kind));
        await CopyAsync(source, finished);
        var before = await SeenAsync(target);

        var fault = await Assert.ThrowsAsync<StoreException>(() => CopyAsync(source, target));
        var again = await Assert.ThrowsAsync<StoreException>(() => CopyAsync(source, finished));

        Assert.Contains("is not empty", fault.Message, StringComparison.Ordinal);
        Assert.Contains("holds this catalogue already", again.Message, StringComparison.Ordinal);
        Assert.Equal(before, await SeenAsync(target));
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Mongo)]
    public async Task StoreOntoItself_IsRefused(string kind)
    {
        var store = await FilledAsync(kind);
        var otherwise = kind == Sqlite ? $"sqlite:{Path.Combine(folder, "x", "..", Path.GetFileName(store))}" : store.Replace("mongodb://", "mongodb://user:secret@", StringComparison.Ordinal);

        var fault = await Assert.ThrowsAsync<StoreException>(() => CopyAsync(store, otherwise));

        Assert.Contains("cannot be copied onto itself", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Sqlite)]
    [InlineData(Mongo)]
    public async Task StoreThatWasMadeAndNeverUsed_MayBeFilled(string kind)
    {
        var (source, target) = (await FilledAsync(Sqlite), await PlaceAsync(kind));
        await (await OpenAsync(target)).DisposeAsync();

        await CopyAsync(source, target);

        Assert.Equal(await SeenAsync(source), await SeenAsync(target));
    }

    [Fact]
    public async Task NewerSchema_OnEitherSide_IsRefused()
    {
        var (source, newer) = (await FilledAsync(Sqlite), await FilledAsync(Sqlite));
        await using (var connection = new SqliteConnection($"Data Source={newer["sqlite:".Length..]};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "UPDATE meta SET value = 999 WHERE key = 'schema'";
            command.ExecuteNonQuery();
        }

        Assert.Contains("999", (await Assert.ThrowsAsync<StoreException>(() => CopyAsync(source, newer))).Message, StringComparison.Ordinal);
        Assert.Contains("999", (await Assert.ThrowsAsync<StoreException>(async () => await CopyAsync(newer, await PlaceAsync(Sqlite)))).Message, StringComparison.Ordinal);
    }

    private static Task<IStore> OpenAsync(string address) => Stores.OpenAsync(address, TimeProvider.System, None);

    private static async Task<CopyResult> CopyAsync(string from, string to)
    {
        await using var copy = await StoreCopy.OpenAsync(from, to, TimeProvider.System, None);
        return await copy.RunAsync(null, None);
    }

    private static async Task<StoreCopy> OpenCopyAsync(string from, string to, int batchSize, Func<ICopyable, ICopyable>? with = null)
    {
        var source = StoreAddress.Parse(from) is { Connection: { } server }
            ? await MongoCopy.OpenSourceAsync(server, TimeProvider.System, None)
            : await SqliteCopy.OpenSourceAsync(StoreAddress.Parse(from).Path!, TimeProvider.System, None);
        return await StoreCopy.OpenAsync(source, Target, batchSize, None);

        async Task<ICopyable> Target(CopyMark mark)
        {
            var target = StoreAddress.Parse(to) is { Connection: { } connection }
                ? await MongoCopy.OpenTargetAsync(connection, mark, TimeProvider.System, None)
                : await SqliteCopy.OpenTargetAsync(StoreAddress.Parse(to).Path!, mark, TimeProvider.System, None);
            return with is null ? target : with(target);
        }
    }

    /// <summary>False: it died.</summary>
    private static async Task<bool> DiesAsync(string source, string target, FaultyTarget.Death death, int writes, int batchSize)
    {
        try
        {
            await using var copy = await OpenCopyAsync(source, target, batchSize, inner => new FaultyTarget(inner, death, writes));
            await copy.RunAsync(null, None);
            return true;
        }
        catch (FaultyTarget.Dead)
        {
            return false;
        }
    }

    private static async Task<bool> IsUnfinishedAsync(string address) =>
        (await Assert.ThrowsAsync<StoreException>(() => OpenAsync(address))).Message.Contains("unfinished copy", StringComparison.Ordinal);

    private static async Task<string> SeenAsync(string address)
    {
        await using var store = await OpenAsync(address);
        return await FilledStore.SeenAsync(store);
    }

    /// <summary>An address where nothing is yet.</summary>
    private async Task<string> PlaceAsync(string kind)
    {
        if (kind == Sqlite)
            return $"sqlite:{Path.Combine(folder, $"{++made}.db")}";
        databases.Add($"harvester_copy_{Guid.NewGuid():n}");
        return await MongoServer.DatabaseAsync(databases[^1]);
    }

    private async Task<string> FilledAsync(string kind)
    {
        var address = await PlaceAsync(kind);
        await using var store = await OpenAsync(address);
        await FilledStore.FillAsync(store);
        return address;
    }
}
