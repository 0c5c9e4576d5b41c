using System.Buffers.Binary;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// Kept answers; a body is cut into compressed pieces, so that one of 64 MB is neither one document nor ever in memory as a whole. The pieces of a new answer are
/// laid down first, then the answer that names them takes the place of the earlier one, then the earlier one's pieces go. A piece says whose it is, so that those of a writer that was killed
/// between two of these steps are found.
/// </summary>
internal sealed class MongoAnswerStore(MongoDatabase database) : IAnswerStore
{
    public const string Name = "answers";
    public const string PiecesName = "answerPieces";

    private const int PieceLength = 1 << 20;
    private const int SecondsOfADay = 86_400;

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    private IMongoCollection<BsonDocument> Answers => database.Collection(Name);
    private IMongoCollection<BsonDocument> Pieces => database.Collection(PiecesName);

    public async Task<KeptAnswer?> FindAsync(string source, string url, CancellationToken cancellationToken) =>
        await database.OneAsync(Answers, Of(source, url), null, cancellationToken) is { } document ? Read(document) : null;

    public async Task<Stream?> OpenBodyAsync(string source, string url, CancellationToken cancellationToken)
    {
        if (await database.OneAsync(Answers, Of(source, url), new FindOptions<BsonDocument> { Projection = new BsonDocument { { "body", 1 }, { "pieces", 1 } } }, cancellationToken) is not { } answer)
            return null;
        var body = answer["body"];
        return new PiecedStream(answer["pieces"].ToInt32(), async (number, token) =>
            (await database.OneAsync(Pieces, Where.Eq("body", body) & Where.Eq("number", number), null, token)) is { } piece ? Compressed.Unpack(piece["piece"].AsByteArray) : null);
    }

    public async Task KeepAsync(string source, KeptAnswer answer, Stream body, CancellationToken cancellationToken)
    {
        var key = ObjectId.GenerateNewId();
        var number = 0;
        var whole = false;
        try
        {
            var piece = new byte[PieceLength];
            for (; body.ReadAtLeast(piece, piece.Length, throwOnEndOfStream: false) is > 0 and var length; number++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await database.InsertAsync(Pieces, [Piece(source, key, number, Compressed.Pack(piece.AsSpan(0, length)))]);
            }

            var before = await database.RunAsync(
                () => Answers.FindOneAndReplaceAsync(Of(source, answer.Url), Write(source, answer, key, number), new FindOneAndReplaceOptions<BsonDocument> { IsUpsert = true, ReturnDocument = ReturnDocument.Before }, cancellationToken),
                cancellationToken);
            whole = true;
            if (before is not null && before["body"] != key)
                await database.DeleteAsync(Pieces, Where.Eq("body", before["body"]));
        }
        finally
        {
            if (!whole)
                await database.DeleteAsync(Pieces, Where.Eq("body", key));
        }
    }

    public async Task<int> PruneAsync(string source, Predicate<string> isUsed, CancellationToken cancellationToken)
    {
        var projection = new BsonDocument { { "url", 1 }, { "body", 1 } };
        var answers = await database.AllAsync(Answers, Where.Eq("source", source), MongoDatabase.Only(projection), cancellationToken);
        var unused = answers.FindAll(answer => !isUsed(answer["url"].AsString));
        if (unused.Count > 0)
        {
            await database.DeleteAsync(Answers, Where.In("_id", unused.Select(answer => answer["_id"])));
            await database.DeleteAsync(Pieces, Where.In("body", unused.Select(answer => answer["body"])));
        }

        await ForgetOrphansAsync(source, answers.Select(answer => answer["body"]).ToHashSet(), cancellationToken);
        return unused.Count;
    }

    /// <summary>Pieces that no answer names and that nobody can be about to name.</summary>
    private async Task ForgetOrphansAsync(string source, HashSet<BsonValue> named, CancellationToken cancellationToken)
    {
        var first = await database.AllAsync(Pieces, Where.Eq("source", source) & Where.Eq("number", 0) & Old(), MongoDatabase.Only(new BsonDocument("body", 1)), cancellationToken);
        var orphans = first.ConvertAll(piece => piece["body"]).FindAll(body => !named.Contains(body));
        if (orphans.Count > 0)
            await database.DeleteAsync(Pieces, Where.In("body", orphans));
    }

    /// <summary>Forgets all answers of a source, their pieces first, so that who is cut off finds them when it is done again.</summary>
    public static async Task ForgetAllAsync(MongoDatabase database, string source)
    {
        var answers = await database.AllAsync(database.Collection(Name), Where.Eq("source", source), MongoDatabase.Only(new BsonDocument("body", 1)), CancellationToken.None);
        await database.DeleteAsync(database.Collection(PiecesName), Where.In("body", answers.Select(answer => answer["body"])) | Where.Eq("source", source));
        await database.DeleteAsync(database.Collection(Name), Where.Eq("source", source));
    }

    /// <summary>Says of each piece of an older version whose it is; those that no answer names go.</summary>
    public static async Task AddSourcesAsync(MongoDatabase database, CancellationToken cancellationToken)
    {
        var pieces = database.Collection(PiecesName);
        var projection = new BsonDocument { { "source", 1 }, { "body", 1 } };
        await foreach (var answer in database.StreamAsync(database.Collection(Name), Where.Empty, projection, 500, cancellationToken))
        {
            await database.RunAsync(
                () => pieces.UpdateManyAsync(Where.Eq("body", answer["body"]), Builders<BsonDocument>.Update.Set("source", answer["source"]), cancellationToken: cancellationToken), cancellationToken);
        }

        await database.DeleteAsync(pieces, Where.Exists("source", false) & Old());
    }

    /// <summary>
    /// Laid down more than a day ago, which is longer than any answer takes to come. An ObjectId begins with the seconds at which it was made (BSON specification), by the clock that this one,
    /// too, is made by.
    /// </summary>
    private static FilterDefinition<BsonDocument> Old()
    {
        var bytes = new byte[12];
        BinaryPrimitives.WriteInt32BigEndian(bytes, ObjectId.GenerateNewId().Timestamp - SecondsOfADay);
        return Where.Lt("_id", new ObjectId(bytes));
    }

    /// <summary>One piece of a body.</summary>
    public static BsonDocument Piece(string source, BsonValue body, int number, byte[] packed) => new()
    {
        { "_id", ObjectId.GenerateNewId() }, { "source", source }, { "body", body }, { "number", number }, { "piece", new BsonBinaryData(packed) },
    };

    private static FilterDefinition<BsonDocument> Of(string source, string url) => Where.Eq("_id", Id(source, url));

    /// <summary>A source's id has no line break.</summary>
    public static string Id(string source, string url) => $"{source}\n{url}";

    public static BsonDocument Write(string source, KeptAnswer answer, BsonValue body, int pieces) => new()
    {
        { "_id", Id(source, answer.Url) },
        { "source", source },
        { "url", answer.Url },
        { "accept", answer.Accept },
        { "etag", JsonBson.Text(answer.ETag) },
        { "lastModified", JsonBson.Text(answer.LastModified) },
        { "finalUrl", answer.FinalUrl },
        { "mediaType", JsonBson.Text(answer.MediaType) },
        { "charset", JsonBson.Text(answer.Charset) },
        { "nextLink", JsonBson.Text(answer.NextLink) },
        { "bodyHash", answer.BodyHash },
        { "length", answer.Length },
        { "fetchedAt", JsonBson.Date(answer.FetchedAt) },
        { "body", body },
        { "pieces", pieces },
    };

    public static KeptAnswer Read(BsonDocument document) => new()
    {
        Url = document["url"].AsString,
        Accept = document["accept"].AsString,
        ETag = JsonBson.Text(document["etag"]),
        LastModified = JsonBson.Text(document["lastModified"]),
        FinalUrl = document["finalUrl"].AsString,
        MediaType = JsonBson.Text(document["mediaType"]),
        Charset = JsonBson.Text(document["charset"]),
        NextLink = JsonBson.Text(document["nextLink"]),
        BodyHash = document["bodyHash"].AsString,
        Length = document["length"].ToInt64(),
        FetchedAt = JsonBson.Instant(document["fetchedAt"])!.Value,
    };
}
