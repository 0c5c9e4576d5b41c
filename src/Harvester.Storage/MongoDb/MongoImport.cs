using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// What a copy brings, as documents. Their stamps are 0, which no write of a commit ever has; keys of payloads are the negative number of the change that made
/// the version, so that they meet no stamp, of which later ones are made.
/// </summary>
internal static class MongoImport
{
    /// <param name="number">Of the item within its part, from 1: what is read in the order in which it was written keeps that order.</param>
    public static IEnumerable<(string Collection, BsonDocument Document)> Documents(CopyItem item, long number, Arena arena) => item switch
    {
        CopyItem.Entry(var made, var id, var version) => [("changes", ChangeDocument.Of(made, id, version, arena))],
        CopyItem.Present present => Present(present, arena),
        CopyItem.Superseded(var dataset, var made, var hash, var heldBy) => [("versions", Superseded(dataset, made, hash, heldBy))],
        CopyItem.Annotated(var annotations) => [("annotations", Stamped(MongoAnnotationStore.Write(annotations)))],
        CopyItem.Run(var report) => [(MongoRunStore.Name, MongoRunStore.Write(report))],
        CopyItem.Problem(var run, var source, var problem) => [(MongoRunStore.ProblemsName, MongoRunStore.Write(number, run, source, number, problem))],
        CopyItem.Source(var state) => [(MongoSourceStateStore.Name, new BsonDocument("_id", state.Source).Merge(MongoSourceStateStore.Members(state)))],
        CopyItem.LinkDue(var id, var due) => [(MongoLinkStore.Name, new BsonDocument { { "_id", id }, { "due", JsonBson.Date(due) } })],
        CopyItem.LinkFound(var change) => [(MongoLinkStore.HistoryName, MongoLinkStore.Write(number, change, number))],
        CopyItem.Header(var state) => [(MongoHeaderStore.Name, MongoHeaderStore.Write(state))],
        CopyItem.Contributed(var contribution) => [(MongoCoverageStore.ContributionsName, Stamped(MongoCoverageStore.Write(contribution)))],
        CopyItem.Sum(var count) => [(MongoCoverageStore.Name, Stamped(MongoCoverageStore.Write(count)))],
        CopyItem.Snapshot(var figures) => [(MongoCoverageStore.SnapshotsName, MongoCoverageStore.Write(figures))],
        CopyItem.Job(var state) => [(MongoJobStore.Name, Job(state))],
        CopyItem.Duplicate(var row) => [(MongoDuplicateStore.Name, Stamped(MongoDuplicateStore.Write(row)))],
        CopyItem.Verdict(var word) => [(MongoDuplicateStore.VerdictsName, MongoDuplicateStore.Write(word))],
        CopyItem.TakenDown(var takedown) => [(MongoTakedownStore.Name, MongoTakedownStore.Write(takedown))],
        CopyItem.Token(var token) => [(MongoAccessStore.Name, MongoAccessStore.Write(token))],
        CopyItem.Act(var entry) => [(MongoAuditLog.Name, MongoAuditLog.Write(entry))],
        CopyItem.Noted(var note) => [(MongoNoteStore.Name, MongoNoteStore.Write(note))],
        CopyItem.Subscribed(var subscription) => [(MongoSubscriptionStore.Name, MongoSubscriptionStore.Write(subscription))],
        CopyItem.Notice(var state) => [(MongoNoticeStore.Name, MongoNoticeStore.Write(state))],
        CopyItem.UnderWay(var delivery) => [(MongoNoticeStore.DeliveriesName, MongoNoticeStore.Write(delivery))],
        CopyItem.Answer(var source, var kept, var pieces) => [(MongoAnswerStore.Name, MongoAnswerStore.Write(source, kept, MongoAnswerStore.Id(source, kept.Url), pieces))],
        CopyItem.AnswerPiece(var source, var url, var piece, var packed) => [(MongoAnswerStore.PiecesName, MongoAnswerStore.Piece(source, MongoAnswerStore.Id(source, url), piece, packed))],
        _ => throw new ArgumentException($"no document for {item.GetType()}", nameof(item)),
    };

    private static IEnumerable<(string, BsonDocument)> Present(CopyItem.Present present, Arena arena)
    {
        var (known, made) = (present.Known, present.Made);
        var dataset = present.Dataset with
        {
            // One place for what another store keeps in two.
            Provenance = present.Dataset.Provenance with { RecordId = known.RecordId, RawHash = known.RawHash, ContentHash = known.ContentHash, MappingVersion = known.MappingVersion },
        };
        if (present.Payload is { } raw)
        {
            var payload = NewDocument.Payload(raw, arena);
            payload.Key(-made.Sequence);
            yield return ("payloads", payload.Document);
        }

        if (NewDocument.Dataset(dataset, known.PublisherKey, made, known.HeldBy, present.Payload is not null, arena) is { } document)
        {
            document.Number(dataset.Sequence, made.Sequence);
            document.Stamp(0, -made.Sequence);
            yield return ("datasets", document.Document);
        }
        else
        {
            yield return ("datasets", Packed(dataset, present));
        }
    }

    private static BsonDocument Packed(Core.Model.Dataset dataset, CopyItem.Present present)
    {
        var document = DatasetDocument.Of(dataset);
        var store = document["store"].AsBsonDocument;
        store["publisherKey"] = present.Known.PublisherKey;
        store["made"] = DatasetDocument.Made(present.Made);
        if (present.Known.HeldBy is { } run)
            store["heldBy"] = run;
        if (present.Payload is not null)
            store["payload"] = -present.Made.Sequence;
        return Stamped(document);
    }

    private static BsonDocument Superseded(Core.Model.Dataset dataset, Made made, string hash, string? heldBy)
    {
        var document = DatasetDocument.Of(dataset);
        document["store"]["made"] = DatasetDocument.Made(made);
        if (heldBy is not null)
            document["store"]["heldBy"] = heldBy;
        var archived = DatasetDocument.Archived(document);
        archived["contentHash"] = hash;
        return archived;
    }

    private static BsonDocument Job(JobState state) => new()
    {
        { "_id", state.Job }, { "epoch", state.Epoch }, { "sequence", state.Sequence }, { "revision", state.Revision }, { "nextDue", JsonBson.Date(state.NextDue) },
    };

    private static BsonDocument Stamped(BsonDocument document)
    {
        document["store"]["stamp"] = 0L;
        return document;
    }
}
