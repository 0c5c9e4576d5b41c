using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.Copying;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// Works a batch out in memory, write by write, on what is stored of its datasets. Whatever contradicts the store is found before anything is written, so that
/// nothing of such a batch stays.
/// </summary>
internal sealed class CataloguePlanner(MongoDatabase database, Commit commit, Lease lease, PreparedDocuments documents, StoredBatch stored, CancellationToken cancellationToken)
{
    private static readonly FilterDefinitionBuilder<BsonDocument> Where = Builders<BsonDocument>.Filter;
    private static readonly UpdateDefinitionBuilder<BsonDocument> Change = Builders<BsonDocument>.Update;

    private readonly CatalogueBatch batch = documents.Batch;
    private readonly Dictionary<string, PlannedDataset> slots = stored.Slots;
    private readonly Dictionary<string, string> heirs = stored.Heirs;
    private readonly List<BsonDocument> versions = [];
    private readonly List<RawBsonDocument> changes = [];
    private long sequence;

    /// <exception cref="StoreException">The batch contradicts what is stored.</exception>
    public async Task<CataloguePlan> PlanAsync()
    {
        sequence = commit.Head;
        foreach (var prepared in documents.Writes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await PlanAsync(prepared);
        }

        return new CataloguePlan([.. slots.Values.Where(slot => slot.IsChanged).Select(Write)], versions, changes, sequence);
    }

    private async Task PlanAsync(PreparedDocument prepared)
    {
        var slot = Opened(prepared.Write.DatasetId);
        if (slot.Current is { } current)
            Own(slot.Id, current["provenance"]["source"].AsString);
        switch (prepared.Write)
        {
            case CatalogueWrite.Put put:
                Own(slot.Id, put.Dataset.Provenance.Source);
                await PutAsync(put, prepared, slot);
                break;
            case CatalogueWrite.Refresh refresh when slot.Current is not null:
                Own(slot.Id, refresh.Dataset.Provenance.Source);
                Content(slot, prepared, isRemapped: false);
                break;
            case CatalogueWrite.Remap remap when slot.Current is not null:
                Own(slot.Id, remap.Dataset.Provenance.Source);
                await RemapAsync(remap.Dataset, prepared, slot);
                break;
            case CatalogueWrite.Seen when slot.Current is not null:
                slot.Provenance.Remove("missingSince");
                slot.Store.Remove("heldBy");
                slot.Touch();
                break;
            case CatalogueWrite.Miss miss when slot.Current is not null:
                if (JsonBson.Instant(slot.Provenance.GetValue("missingSince", null)) is not { } earlier || earlier > miss.Since)
                    slot.Provenance["missingSince"] = JsonBson.Date(miss.Since);
                slot.Touch();
                break;
            case CatalogueWrite.Hold when slot.Current is not null:
                slot.Store["heldBy"] = batch.Run ?? throw new ArgumentException("Only a run holds.");
                slot.Touch();
                break;
            case CatalogueWrite.Release when slot.Current is not null:
                slot.Store.Remove("heldBy");
                slot.Touch();
                break;
            case CatalogueWrite.Withdraw when slot.Current is not null:
                Withdraw(slot);
                break;
            case CatalogueWrite.Move move when slot.Current is not null:
                Move(slot, Opened(move.NewId));
                break;
        }
    }

    private async Task PutAsync(CatalogueWrite.Put put, PreparedDocument prepared, PlannedDataset slot)
    {
        var dataset = put.Dataset;
        if (put.Kind == ChangeKind.Added && (slot.Current ?? Heir(slot.Id)) is { } there && there["provenance"]["recordId"] != dataset.Provenance.RecordId)
            throw new IdTakenException(slot.Id, dataset.Provenance.RecordId);
        if (slot.Current is null)
        {
            if (await IsTakenOverAsync(dataset))
                return;
            var made = Log(put.Kind, slot.Id, dataset.Version, put.Reason);
            if (prepared.New is { } fresh)
            {
                fresh.Number(made.Sequence, made.Sequence);
                slot.Begin(fresh, prepared.Payload!);
                return;
            }

            slot.Current = prepared.Take();
            slot.Renew(prepared.Payload!);
            Number(slot, dataset.Version, made);
            return;
        }

        if (await IsStoredAsync(dataset, slot))
            return;
        Archive(slot);
        Content(slot, prepared, isRemapped: false);
        slot.Current["state"] = EnumWord.Of(dataset.State);
        Number(slot, dataset.Version, Log(put.Kind, slot.Id, dataset.Version, put.Reason));
    }

    private async Task RemapAsync(Dataset dataset, PreparedDocument prepared, PlannedDataset slot)
    {
        if (dataset.Version == slot.Version && dataset.Provenance.ContentHash == slot.ContentHash)
        {
            Content(slot, prepared, isRemapped: true);
            return;
        }

        if (await IsStoredAsync(dataset, slot))
            return;
        Archive(slot);
        Content(slot, prepared, isRemapped: true);
        Number(slot, dataset.Version, Log(ChangeKind.Updated, slot.Id, dataset.Version, ChangeReason.Mapping));
    }

    /// <summary>Another document; what the store alone knows stays. Mapped anew, what the source said and when it was seen stays, too.</summary>
    private static void Content(PlannedDataset slot, PreparedDocument prepared, bool isRemapped)
    {
        var (before, document) = (slot.Current!, prepared.Take());
        // Previous ids are never taken back: links that once worked go on working.
        var previous = DatasetDocument.PreviousIds(before).Union(isRemapped ? [] : DatasetDocument.PreviousIds(document), StringComparer.Ordinal).ToArray();
        document.Remove("previousIds");
        if (previous.Length > 0)
            document["previousIds"] = new BsonArray(previous);
        foreach (var kept in new[] { "state", "version", "sequence" })
            document[kept] = before[kept];
        var (store, known) = (document["store"].AsBsonDocument, before["store"].AsBsonDocument);
        store["made"] = known["made"];
        Keep(known, store, "payload");
        slot.Current = document;
        if (isRemapped)
        {
            var (seen, provenance) = (before["provenance"].AsBsonDocument, document["provenance"].AsBsonDocument);
            provenance["firstSeen"] = seen["firstSeen"];
            provenance["rawHash"] = seen["rawHash"];
            Keep(seen, provenance, "missingSince");
            Keep(known, store, "heldBy");
            slot.TouchWhole();
        }
        else
            slot.Renew(prepared.Payload!);
    }

    private static void Keep(BsonDocument from, BsonDocument to, string name)
    {
        to.Remove(name);
        if (from.TryGetValue(name, out var value))
            to[name] = value;
    }

    private void Withdraw(PlannedDataset slot)
    {
        // The same batch once more, when the dataset has come back since: not withdrawn a second time.
        if (slot.State == DatasetState.Withdrawn || stored.WithdrawnBefore.Contains(slot.Id))
            return;
        Archive(slot);
        slot.Current!["state"] = EnumWord.Of(DatasetState.Withdrawn);
        slot.Provenance["lastChanged"] = JsonBson.Date(batch.At);
        slot.Store.Remove("heldBy");
        Number(slot, slot.Version + 1, Log(ChangeKind.Withdrawn, slot.Id, slot.Version + 1));
    }

    private void Move(PlannedDataset old, PlannedDataset moved)
    {
        if (moved.Current is null || moved.State != DatasetState.Active || moved == old)
            return;
        Own(moved.Id, moved.Provenance["source"].AsString);
        Archive(old);
        Archive(moved);
        var kind = old.State == DatasetState.Withdrawn ? ChangeKind.Restored : ChangeKind.Updated;
        // First the dataset that stays, then the one that goes: a follower between the two lacks neither.
        var made = Log(kind, old.Id, old.Version + 1);
        var gone = Log(ChangeKind.Withdrawn, moved.Id, moved.Version + 1);
        Bury(moved, gone);
        TakeOver(old, moved, made);
    }

    /// <summary>The tombstone of what was moved, which the change log shows.</summary>
    private void Bury(PlannedDataset moved, Made gone)
    {
        var tombstone = new BsonDocument(moved.Current!) { ["state"] = "withdrawn", ["version"] = moved.Version + 1 };
        tombstone["provenance"] = new BsonDocument(moved.Provenance) { ["lastChanged"] = JsonBson.Date(batch.At) };
        tombstone["store"] = new BsonDocument(moved.Store) { ["made"] = DatasetDocument.Made(gone) };
        versions.Add(DatasetDocument.Archived(tombstone));
    }

    private void TakeOver(PlannedDataset old, PlannedDataset moved, Made made)
    {
        var (before, content) = (old.Current!, new BsonDocument(moved.Current!) { ["_id"] = old.Id, ["state"] = "active" });
        string[] previous = [.. DatasetDocument.PreviousIds(before).Append(moved.Id).Concat(DatasetDocument.PreviousIds(moved.Current!)).Distinct(StringComparer.Ordinal)];
        content["previousIds"] = new BsonArray(previous);
        content["provenance"] = new BsonDocument(moved.Provenance) { ["firstSeen"] = before["provenance"]["firstSeen"], ["lastChanged"] = JsonBson.Date(batch.At) };
        content["store"] = new BsonDocument(moved.Store);
        content["store"].AsBsonDocument.Remove("heldBy");
        content["version"] = before["version"];
        old.Inherit(moved, content);
        foreach (var id in previous)
            heirs[id] = old.Id;
        Number(old, old.Version + 1, made);
        moved.Leave(old.Id);
    }

    /// <summary>True when this very version is there already.</summary>
    private async Task<bool> IsStoredAsync(Dataset dataset, PlannedDataset slot)
    {
        if (dataset.Version > slot.Version)
            return false;
        var hash = dataset.Version == slot.Version ? slot.ContentHash : await HashOfAsync(slot.Id, dataset.Version);
        return hash == dataset.Provenance.ContentHash ? true : throw new StoreException(
            $"Dataset {dataset.Id} has version {slot.Version} already; another content cannot become version {dataset.Version}. Run the source again.");
    }

    private async Task<string?> HashOfAsync(string id, int version) =>
        (versions.Find(one => one["dataset"] == id && one["version"] == version)
            ?? await database.OneAsync(database.Versions, Where.Eq("dataset", id) & Where.Eq("version", version), new FindOptions<BsonDocument> { Projection = new BsonDocument("contentHash", 1) }, cancellationToken))
        ?["contentHash"].AsString;

    /// <summary>True when a move of this very content made the id lead elsewhere: then there is nothing left to put.</summary>
    private async Task<bool> IsTakenOverAsync(Dataset dataset)
    {
        if (!heirs.TryGetValue(dataset.Id, out var id) || slots[id].Current is null)
            return false;
        var hash = dataset.Provenance.ContentHash;
        if (slots[id].ContentHash == hash || versions.Exists(one => one["dataset"] == id && one["contentHash"] == hash)
            || await database.AnyAsync(database.Versions, Where.Eq("dataset", id) & Where.Eq("contentHash", hash), cancellationToken))
            return true;
        throw new StoreException($"Dataset {dataset.Id} was declared to be {id}, moved: its content cannot be stored under the old name.");
    }

    /// <summary>What the id leads to, if it is a previous one.</summary>
    private BsonDocument? Heir(string id) => heirs.TryGetValue(id, out var heir) ? slots[heir].Current : null;

    private void Own(string id, string source)
    {
        if (source != lease.Source)
            throw new StoreException($"Dataset {id} belongs to source {source}, not to {lease.Source} whose lease this is; nothing was written.");
    }

    private void Archive(PlannedDataset slot) => versions.Add(DatasetDocument.Archived(slot.Current!));

    private static void Number(PlannedDataset slot, int version, Made made)
    {
        slot.Current!["version"] = version;
        slot.Current["sequence"] = made.Sequence;
        slot.Store["made"] = DatasetDocument.Made(made);
        slot.TouchWhole();
    }

    /// <summary>Enters the change in the log.</summary>
    private Made Log(ChangeKind kind, string id, int version, ChangeReason? reason = null)
    {
        var made = new Made(++sequence, kind, batch.At, batch.Run, reason);
        changes.Add(ChangeDocument.Of(made, id, version, documents.Arena));
        return made;
    }

    /// <summary>The dataset, for a write to work on.</summary>
    private PlannedDataset Opened(string id)
    {
        var slot = slots[id];
        slot.Open();
        return slot;
    }

    private PlannedWrite Write(PlannedDataset slot)
    {
        var stamp = new Stamped(slot.Id, slot.Stamp, commit.NextStamp());
        if (slot.Heir is not null)
            return new PlannedWrite(stamp, stamp.Put(stamp.Blank), slot.Heir, null, []);
        if (slot.IsLight)
            return new PlannedWrite(stamp, new UpdateOneModel<BsonDocument>(stamp.Filter, Change.Combine(
                Set("provenance.missingSince", slot.Provenance.GetValue("missingSince", null)), Set("store.heldBy", slot.Store.GetValue("heldBy", null)), Change.Set(DatasetDocument.Stamp, stamp.After))), null, null, []);
        slot.Payload?.Key(stamp.After);
        if (slot.New is { } fresh)
            return new PlannedWrite(stamp, stamp.Put(fresh), null, slot.Payload!.Document, []);
        if (slot.Payload is not null)
            slot.Store["payload"] = stamp.After;
        return new PlannedWrite(stamp, stamp.Put(slot.Current!), null, slot.Payload?.Document, slot.OldPayloads);
    }

    private static UpdateDefinition<BsonDocument> Set(string name, BsonValue? value) => value is null ? Change.Unset(name) : Change.Set(name, value);
}
