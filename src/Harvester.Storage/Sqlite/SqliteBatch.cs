using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Storage.Sqlite;

/// <summary>Applies one batch within the write transaction that is open on the session.</summary>
internal sealed class SqliteBatch(SqliteSession session, Lease lease, CatalogueBatch batch)
{
    private readonly long at = DatasetRow.Milliseconds(batch.At);
    private readonly SqliteSequence sequence = new(session);
    private readonly SqliteRows rows = new(session);

    /// <exception cref="StoreException">The lease was lost, or the batch contradicts what is stored.</exception>
    public void Apply(IReadOnlyList<PreparedWrite> writes, CancellationToken cancellationToken)
    {
        Fence(session, lease);
        foreach (var prepared in writes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Apply(prepared);
        }

        sequence.Save();
    }

    /// <exception cref="StoreException">The lease was lost.</exception>
    public static void Fence(SqliteSession session, Lease lease)
    {
        var token = session.One("SELECT token FROM sources WHERE source = ?1", static row => row.GetInt64(0), lease.Source);
        if (token != lease.Token)
        {
            throw new StoreException(
                $"The lease of source {lease.Source} was lost to another worker (token {lease.Token}, newest {token}); nothing was written.");
        }
    }

    private void Apply(PreparedWrite prepared)
    {
        var id = prepared.Write.DatasetId;
        var stored = rows.Find(id);
        if (stored is not null)
            Own(id, stored.Source);
        switch (prepared.Write)
        {
            case CatalogueWrite.Put put:
                Own(id, put.Dataset.Provenance.Source);
                Put(put, prepared, stored);
                break;
            case CatalogueWrite.Refresh refresh when stored is not null:
                Own(id, refresh.Dataset.Provenance.Source);
                rows.Refresh(stored, refresh, prepared);
                break;
            case CatalogueWrite.Remap remap when stored is not null:
                Own(id, remap.Dataset.Provenance.Source);
                Remap(remap, prepared, stored);
                break;
            case CatalogueWrite.Seen when stored is not null:
                session.Execute("UPDATE datasets SET missing_since = NULL, held_by = NULL WHERE key = ?1", stored.Key);
                break;
            case CatalogueWrite.Miss miss when stored is not null:
                session.Execute(
                    "UPDATE datasets SET missing_since = min(coalesce(missing_since, ?2), ?2) WHERE key = ?1",
                    stored.Key,
                    DatasetRow.Milliseconds(miss.Since));
                break;
            case CatalogueWrite.Hold when stored is not null:
                session.Execute("UPDATE datasets SET held_by = ?2 WHERE key = ?1", stored.Key, batch.Run ?? throw new ArgumentException("Only a run holds."));
                break;
            case CatalogueWrite.Release when stored is not null:
                session.Execute("UPDATE datasets SET held_by = NULL WHERE key = ?1", stored.Key);
                break;
            case CatalogueWrite.Withdraw when stored is not null:
                Withdraw(stored);
                break;
            case CatalogueWrite.Move move when stored is not null:
                Move(stored, move.NewId);
                break;
        }
    }

    private void Put(CatalogueWrite.Put put, PreparedWrite prepared, StoredRow? stored)
    {
        var dataset = put.Dataset;
        if (stored is null)
        {
            if (!IsTakenOver(put))
                rows.Insert(put, prepared, Log(put.Kind, null, dataset.Id, dataset.Version));
            return;
        }

        SameRecord(put, stored);
        if (IsStored(dataset, stored))
            return;
        rows.Archive(stored);
        rows.Replace(stored, put, prepared, Log(put.Kind, stored.Key, dataset.Id, dataset.Version, put.Reason));
    }

    private void Remap(CatalogueWrite.Remap remap, PreparedWrite prepared, StoredRow stored)
    {
        var dataset = remap.Dataset;
        if (dataset.Version == stored.Version && dataset.Provenance.ContentHash == stored.ContentHash)
        {
            rows.Remap(stored, dataset, prepared);
            return;
        }

        if (IsStored(dataset, stored))
            return;
        rows.Archive(stored);
        rows.Remap(stored, dataset, prepared);
        rows.Number(stored, dataset.Version, Log(ChangeKind.Updated, stored.Key, dataset.Id, dataset.Version, ChangeReason.Mapping));
    }

    /// <summary>True when this very version is there already.</summary>
    private bool IsStored(Dataset dataset, StoredRow stored)
    {
        if (dataset.Version > stored.Version)
            return false;
        var hash = dataset.Version == stored.Version ? stored.ContentHash : rows.HashOf(stored.Key, dataset.Version);
        return hash == dataset.Provenance.ContentHash ? true : throw new StoreException(
            $"Dataset {dataset.Id} has version {stored.Version} already; another content cannot become version {dataset.Version}. Run the source again.");
    }

    private void Withdraw(StoredRow stored)
    {
        // The same batch once more, when the dataset has come back since: not withdrawn a second time.
        if (stored.State == DatasetState.Withdrawn || rows.WasWithdrawn(stored.Key, batch.Run, at))
            return;
        rows.Archive(stored);
        rows.Withdraw(stored, Log(ChangeKind.Withdrawn, stored.Key, stored.Id, stored.Version + 1), at);
    }

    private void Move(StoredRow old, string newId)
    {
        if (rows.Find(newId) is not { State: DatasetState.Active } moved || moved.Key == old.Key)
            return;
        Own(newId, moved.Source);
        rows.Archive(old);
        rows.Archive(moved);
        var kind = old.State == DatasetState.Withdrawn ? ChangeKind.Restored : ChangeKind.Updated;
        // First the dataset that stays, then the one that goes: a follower between the two lacks neither.
        var made = Log(kind, old.Key, old.Id, old.Version + 1);
        rows.Bury(moved, Log(ChangeKind.Withdrawn, moved.Key, moved.Id, moved.Version + 1), at);
        rows.TakeOver(old, moved, made, at);
    }

    /// <summary>True when a move of this very content made the id lead elsewhere: then there is nothing left to put.</summary>
    private bool IsTakenOver(CatalogueWrite.Put put)
    {
        var dataset = put.Dataset;
        if (rows.FindByPreviousId(dataset.Id) is not { } heir)
            return false;
        SameRecord(put, heir);
        if (heir.ContentHash == dataset.Provenance.ContentHash || rows.HasHash(heir.Key, dataset.Provenance.ContentHash))
            return true;
        throw new StoreException($"Dataset {dataset.Id} was declared to be {heir.Id}, moved: its content cannot be stored under the old name.");
    }

    private static void SameRecord(CatalogueWrite.Put put, StoredRow stored)
    {
        if (put.Kind == ChangeKind.Added && stored.RecordId != put.Dataset.Provenance.RecordId)
            throw new IdTakenException(put.DatasetId, put.Dataset.Provenance.RecordId);
    }

    private void Own(string id, string source)
    {
        if (source != lease.Source)
            throw new StoreException($"Dataset {id} belongs to source {source}, not to {lease.Source} whose lease this is; nothing was written.");
    }

    private long Log(ChangeKind kind, long? key, string id, int version, ChangeReason? reason = null)
    {
        var next = sequence.Next();
        session.Execute(
            "INSERT INTO changes (sequence, dataset, id, kind, at, run, version, reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            next, key ?? next, id, DatasetRow.Word(kind), at, batch.Run, version, DatasetRow.Word(reason));
        return next;
    }
}
