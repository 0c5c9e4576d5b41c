using Harvester.Storage.Copying;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>The collections as a copy takes them along: each part page by page, in the order of an index.</summary>
internal sealed class MongoExport(MongoDatabase database)
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly JsonWriterSettings Exact = new() { OutputMode = JsonOutputMode.CanonicalExtendedJson };

    private static readonly Dictionary<CopyPart, Query> Queries = new()
    {
        [CopyPart.Changes] = new("changes", Where.Empty, static entry => new CopyItem.Entry(Made(entry, entry["_id"]), entry["id"].AsString, entry["version"].ToInt32())),
        [CopyPart.Datasets] = new("datasets", Where.Exists("state"), static _ => throw new NotSupportedException()),
        [CopyPart.Versions] = new("versions", Where.Empty, static _ => throw new NotSupportedException()),
        [CopyPart.Annotations] = new("annotations", Where.Exists("changedAt"), static document => new CopyItem.Annotated(MongoAnnotationStore.Read(document)!)),
        [CopyPart.Runs] = new(MongoRunStore.Name, Where.Empty, static document => new CopyItem.Run(MongoRunStore.Read(document))),
        [CopyPart.Problems] = new(
            MongoRunStore.ProblemsName, Where.Empty,
            static document => new CopyItem.Problem(document["run"].AsString, document["source"].AsString, MongoRunStore.ReadProblem(document)), "run", "order"),
        [CopyPart.Sources] = new(
            MongoSourceStateStore.Name, Where.Empty, static document => new CopyItem.Source(MongoSourceStateStore.Read(document) with { LeaseOwner = null, LeaseUntil = null })),
        [CopyPart.LinkPlans] = new(MongoLinkStore.Name, Where.Empty, static document => new CopyItem.LinkDue(document["_id"].AsString, JsonBson.Instant(document["due"])!.Value)),
        // Backwards along the index, which has the newest first: a dataset's oldest comes first.
        [CopyPart.LinkHistory] = new(MongoLinkStore.HistoryName, Where.Empty, static document => new CopyItem.LinkFound(MongoLinkStore.Read(document)), "-id", "at", "order"),
        [CopyPart.Headers] = new(MongoHeaderStore.Name, Where.Empty, static document => new CopyItem.Header(MongoHeaderStore.Read(document))),
        [CopyPart.Contributions] = new(MongoCoverageStore.ContributionsName, Where.Exists("counts"), static document => new CopyItem.Contributed(MongoCoverageStore.ReadContribution(document))),
        [CopyPart.Sums] = new(MongoCoverageStore.Name, Where.Ne("value", 0L), static document => new CopyItem.Sum(MongoCoverageStore.ReadSum(document))),
        [CopyPart.Snapshots] = new(MongoCoverageStore.SnapshotsName, Where.Empty, static document => new CopyItem.Snapshot(MongoCoverageStore.Read(document))),
        [CopyPart.Jobs] = new(MongoJobStore.Name, Where.Exists("revision"), static document => new CopyItem.Job(MongoJobStore.Read(document))),
        [CopyPart.Duplicates] = new(MongoDuplicateStore.Name, Where.Exists("keys"), static document => new CopyItem.Duplicate(MongoDuplicateStore.Read(document))),
        [CopyPart.Verdicts] = new(MongoDuplicateStore.VerdictsName, Where.Empty, static document => new CopyItem.Verdict(MongoDuplicateStore.ReadVerdict(document))),
        [CopyPart.Answers] = new(
            MongoAnswerStore.Name, Where.Empty, static document => new CopyItem.Answer(document["source"].AsString, MongoAnswerStore.Read(document), document["pieces"].ToInt32())),
        [CopyPart.Takedowns] = new(MongoTakedownStore.Name, Where.Empty, static document => new CopyItem.TakenDown(MongoTakedownStore.Read(document))),
        [CopyPart.Tokens] = new(MongoAccessStore.Name, Where.Empty, static document => new CopyItem.Token(MongoAccessStore.Read(document))),
        [CopyPart.Audit] = new(MongoAuditLog.Name, Where.Empty, static document => new CopyItem.Act(MongoAuditLog.Read(document))),
        [CopyPart.Notes] = new(MongoNoteStore.Name, Where.Empty, static document => new CopyItem.Noted(MongoNoteStore.Read(document))),
        [CopyPart.Subscriptions] = new(MongoSubscriptionStore.Name, Where.Empty, static document => new CopyItem.Subscribed(MongoSubscriptionStore.Read(document))),
        [CopyPart.Notices] = new(MongoNoticeStore.Name, Where.Empty, static document => new CopyItem.Notice(MongoNoticeStore.ReadState(document))),
        [CopyPart.Deliveries] = new(MongoNoticeStore.DeliveriesName, Where.Empty, static document => new CopyItem.UnderWay(MongoNoticeStore.ReadDelivery(document))),
        [CopyPart.AnswerPieces] = new(MongoAnswerStore.PiecesName, Where.Empty, static _ => throw new NotSupportedException()),
    };

    /// <summary>All that a copy may fill.</summary>
    public static IEnumerable<string> Collections => Queries.Values.Select(query => query.Collection).Append("payloads");

    public Task<long> CountAsync(CopyPart part, CancellationToken cancellationToken) => database.RunAsync(
        () => database.Collection(Queries[part].Collection).CountDocumentsAsync(Queries[part].Filter, cancellationToken: cancellationToken), cancellationToken);

    public async Task<CopyPage> ReadAsync(CopyPart part, string? next, int limit, CancellationToken cancellationToken)
    {
        if (part is CopyPart.AnswerPieces)
            return await PiecesAsync(next, limit, cancellationToken);
        var query = Queries[part];
        var documents = await database.AllAsync(
            database.Collection(query.Collection), query.After(next), new FindOptions<BsonDocument> { Sort = query.Sort, Limit = limit, BatchSize = limit }, cancellationToken);
        IReadOnlyList<CopyItem> items = part switch
        {
            CopyPart.Datasets => await PresentAsync(documents, cancellationToken),
            CopyPart.Versions => await SupersededAsync(documents, cancellationToken),
            _ => await database.RunAsync(() => Task.FromResult(documents.ConvertAll(query.Map.Invoke)), cancellationToken),
        };
        return new CopyPage(items, documents.Count < limit ? null : query.Next(documents[^1]));
    }

    private async Task<IReadOnlyList<CopyItem>> PresentAsync(List<BsonDocument> documents, CancellationToken cancellationToken)
    {
        var keys = documents.Select(document => document["store"].AsBsonDocument.GetValue("payload", BsonNull.Value)).Where(key => !key.IsBsonNull);
        var payloads = (await database.AllAsync(database.Payloads, Where.In("_id", keys), null, cancellationToken)).ToDictionary(payload => payload["_id"].ToInt64());
        return await database.RunAsync(
            () => Task.FromResult(documents.ConvertAll(document =>
            {
                var store = document["store"].AsBsonDocument;
                var payload = store.TryGetValue("payload", out var key) ? payloads.GetValueOrDefault(key.ToInt64()) : null;
                var made = store["made"].AsBsonDocument;
                return (CopyItem)new CopyItem.Present(
                    DatasetDocument.Read(document), DatasetDocument.ReadKnown(document), Made(made, made["sequence"]), payload is null ? null : DatasetDocument.ReadPacked(payload));
            })),
            cancellationToken);
    }

    /// <summary>A writer that was cut off may have left copies of what was not superseded after all.</summary>
    private async Task<IReadOnlyList<CopyItem>> SupersededAsync(List<BsonDocument> documents, CancellationToken cancellationToken)
    {
        var present = (await database.AllAsync(
                database.Datasets, Where.In("_id", documents.Select(document => document["dataset"])) & Where.Exists("state"),
                new FindOptions<BsonDocument> { Projection = new BsonDocument("version", 1) }, cancellationToken))
            .ToDictionary(document => document["_id"].AsString, document => document["version"].ToInt32(), StringComparer.Ordinal);
        return await database.RunAsync(
            () => Task.FromResult(documents
                .FindAll(document => !present.TryGetValue(document["dataset"].AsString, out var version) || document["version"].ToInt32() < version)
                .ConvertAll(CopyItem (document) => new CopyItem.Superseded(
                    DatasetDocument.Read(DatasetDocument.Unpacked(document)), Made(document["made"].AsBsonDocument, document["made"]["sequence"]), document["contentHash"].AsString,
                    JsonBson.Text(document["store"].AsBsonDocument.GetValue("heldBy", null))))),
            cancellationToken);
    }

    /// <summary>Answer by answer: pieces that no answer names stay behind.</summary>
    private async Task<CopyPage> PiecesAsync(string? next, int limit, CancellationToken cancellationToken)
    {
        var items = new List<CopyItem>();
        var (answerId, number) = next is null ? (null, 0) : (Parsed(next)["answer"].AsString, Parsed(next)["number"].ToInt32());
        var filter = answerId is null ? Where.Empty : Where.Gte("_id", answerId);
        var options = new FindOptions<BsonDocument> { Sort = new BsonDocument("_id", 1), Limit = limit + 1 };
        var answers = await database.AllAsync(database.Collection(MongoAnswerStore.Name), filter, options, cancellationToken);
        foreach (var answer in answers)
        {
            if (answer["_id"].AsString != answerId)
                (answerId, number) = (answer["_id"].AsString, 0);
            var pieces = await database.AllAsync(
                database.Collection(MongoAnswerStore.PiecesName), Where.Eq("body", answer["body"]) & Where.Gte("number", number),
                new FindOptions<BsonDocument> { Sort = new BsonDocument("number", 1), Limit = limit - items.Count }, cancellationToken);
            foreach (var piece in pieces)
            {
                items.Add(new CopyItem.AnswerPiece(answer["source"].AsString, answer["url"].AsString, piece["number"].ToInt32(), piece["piece"].AsByteArray));
                number = piece["number"].ToInt32() + 1;
            }

            if (items.Count == limit)
                return new CopyPage(items, Place(answerId, number));
        }

        return new CopyPage(items, answers.Count <= limit ? null : Place(answerId!, number));

        static string Place(string answer, int number) => new BsonDocument { { "answer", answer }, { "number", number } }.ToJson(Exact);
    }

    private static Made Made(BsonDocument made, BsonValue sequence) => new(
        sequence.ToInt64(), DatasetDocument.Kind(made["kind"]), JsonBson.Instant(made["at"])!.Value, JsonBson.Text(made["run"]), DatasetDocument.Reason(made["reason"]));

    private static BsonDocument Parsed(string next) => BsonDocument.Parse(next);

    /// <param name="Map">A document on its own; the parts that need more look it up.</param>
    /// <param name="Keys">Members that tell the documents apart, in the order of an index; a minus for descending. None: <c>_id</c>.</param>
    private sealed record Query(string Collection, FilterDefinition<BsonDocument> Filter, Func<BsonDocument, CopyItem> Map, params string[] Keys)
    {
        private (string Name, bool Descends)[] Order { get; } = Keys.Length == 0 ? [("_id", false)] : [.. Keys.Select(key => (key.TrimStart('-'), key[0] == '-'))];

        public BsonDocument Sort => new(Order.Select(key => new BsonElement(key.Name, key.Descends ? -1 : 1)));

        public string Next(BsonDocument last) => new BsonDocument(Order.Select(key => new BsonElement(key.Name, last[key.Name]))).ToJson(Exact);

        /// <summary>(a, b, c) behind the last: a behind, or a equal and b behind, and so on.</summary>
        public FilterDefinition<BsonDocument> After(string? next)
        {
            if (next is null)
                return Filter;
            var last = Parsed(next);
            var ways = Order.Select((key, i) => Where.And(
                Order.Take(i).Select(before => Where.Eq(before.Name, last[before.Name]))
                    .Append(key.Descends ? Where.Lt(key.Name, last[key.Name]) : Where.Gt(key.Name, last[key.Name]))));
            return Filter & Where.Or(ways);
        }
    }
}
