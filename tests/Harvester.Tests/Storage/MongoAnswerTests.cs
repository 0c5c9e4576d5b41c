using Harvester.Core.Ports;
using Harvester.Storage.MongoDb;
using MongoDB.Bson;
using MongoDB.Driver;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>Pieces of answers that a worker left which was killed before it named them: no answer leads to them, and yet they may hold what a source said.</summary>
public sealed class MongoAnswerTests : MongoDatabaseTests
{
    private const string Url = "https://minato.example/list.csv";

    [Fact]
    public async Task PiecesThatNoAnswerNames_GoAfterADay_AndOnlyThose()
    {
        await using var store = await MongoStore.OpenAsync(Address, TimeProvider.System, None);
        await KeepAsync(store, "minato");
        await KeepAsync(store, "chuo");
        using var client = new MongoClient(Address);
        var pieces = client.GetDatabase(Name).GetCollection<BsonDocument>("answerPieces");
        // The answers' own pieces are old, too: age alone is no reason.
        var named = await (await pieces.FindAsync(new BsonDocument(), null, None)).ToListAsync(None);
        await pieces.DeleteManyAsync(new BsonDocument(), None);
        await pieces.InsertManyAsync(named.Select(piece => new BsonDocument(piece) { ["_id"] = Of(days: 3) }), null, None);
        var (old, young, other) = (Left("minato", days: 2), Left("minato", days: 0), Left("chuo", days: 2));
        await pieces.InsertManyAsync([old, young, other], null, None);

        await store.Answers.PruneAsync("minato", static _ => true, None);

        var left = (await (await pieces.FindAsync(new BsonDocument(), null, None)).ToListAsync(None)).Select(piece => piece["body"]).ToHashSet();
        Assert.Equal([.. named.Select(piece => piece["body"]), young["body"], other["body"]], left);
    }

    [Fact]
    public async Task PiecesOfAnOlderVersion_AreToldWhoseTheyAre_AndThoseThatNoAnswerNamesGo()
    {
        await using var store = await MongoStore.OpenAsync(Address, TimeProvider.System, None);
        await KeepAsync(store, "minato");
        await KeepAsync(store, "chuo");
        using var client = new MongoClient(Address);
        using var database = new MongoDatabase(new MongoClient(Address), client.GetDatabase(Name), Name);
        var pieces = client.GetDatabase(Name).GetCollection<BsonDocument>("answerPieces");
        await pieces.InsertManyAsync([Left("minato", days: 2)], null, None);
        await pieces.UpdateManyAsync(new BsonDocument(), new BsonDocument("$unset", new BsonDocument("source", "")), null, None);

        await MongoAnswerStore.AddSourcesAsync(database, None);

        var left = await (await pieces.FindAsync(new BsonDocument(), null, None)).ToListAsync(None);
        Assert.Equal(["chuo", "minato"], left.Select(piece => piece["source"].AsString).Order(StringComparer.Ordinal));
    }

    private static BsonDocument Left(string source, int days) =>
        new() { { "_id", Of(days) }, { "source", source }, { "body", ObjectId.GenerateNewId() }, { "number", 0 }, { "piece", new BsonBinaryData([1]) } };

    private static ObjectId Of(int days)
    {
        var now = ObjectId.GenerateNewId();
        var bytes = now.ToByteArray();
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes, now.Timestamp - (days * 86_400));
        return new ObjectId(bytes);
    }

    private static Task KeepAsync(IStore store, string source) => store.Answers.KeepAsync(
        source, new KeptAnswer { Url = Url, Accept = "*/*", FinalUrl = Url, BodyHash = "0", Length = 1, FetchedAt = DateTimeOffset.UnixEpoch }, new MemoryStream([1]), None);
}
