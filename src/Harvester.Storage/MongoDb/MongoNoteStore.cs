using Harvester.Core.Model;
using Harvester.Core.Ports;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>One document for each cell that has a note.</summary>
internal sealed class MongoNoteStore(MongoDatabase database) : INoteStore
{
    public const string Name = "notes";

    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;

    private IMongoCollection<BsonDocument> Notes => database.Collection(Name);

    public async Task PutAsync(CellNote note, CancellationToken cancellationToken)
    {
        var document = Write(note);
        WriteModel<BsonDocument>[] write = [new ReplaceOneModel<BsonDocument>(Where.Eq("_id", document["_id"]), document) { IsUpsert = true }];
        // Another may make the cell's first note at this moment: then it is there, and is replaced.
        if (await database.WriteAsync(Notes, write, cancellationToken) == 0)
            await database.WriteAsync(Notes, write, cancellationToken);
    }

    public async Task<CellNote?> GetAsync(string municipality, string standardDataset, CancellationToken cancellationToken) =>
        await database.OneAsync(Notes, Where.Eq("_id", Id(municipality, standardDataset)), null, cancellationToken) is { } document ? Read(document) : null;

    public async Task<IReadOnlyList<CellNote>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await database.AllAsync(Notes, Where.Empty, new FindOptions<BsonDocument> { Sort = new BsonDocument("_id", 1) }, cancellationToken)).Select(Read)];

    public static BsonDocument Write(CellNote note) => new()
    {
        { "_id", Id(note.Municipality, note.StandardDataset) },
        { "municipality", note.Municipality },
        { "standardDataset", note.StandardDataset },
        { "state", EnumWord.Of(note.State) },
        { "by", JsonBson.Text(MongoAccessStore.Day(note.By)) },
        { "contact", JsonBson.Text(note.Contact) },
        { "text", note.Text },
        { "who", note.Who },
        { "at", JsonBson.Date(note.At) },
    };

    public static CellNote Read(BsonDocument document) => new()
    {
        Municipality = document["municipality"].AsString,
        StandardDataset = document["standardDataset"].AsString,
        State = Enum.Parse<NoteState>(document["state"].AsString, ignoreCase: true),
        By = MongoAccessStore.Day(JsonBson.Text(document["by"])),
        Contact = JsonBson.Text(document["contact"]),
        Text = document["text"].AsString,
        Who = document["who"].AsString,
        At = JsonBson.Instant(document["at"])!.Value,
    };

    // Codes have six digits: no two cells make the same id.
    private static string Id(string municipality, string standardDataset) => $"{municipality}/{standardDataset}";
}
