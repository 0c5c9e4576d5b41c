using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Tests.Storage;

/// <summary>The catalogue of one source as plain lists: what the ports' sentences come down to, without a store.</summary>
internal sealed class CatalogueModel(string source, long sequence)
{
    public sealed record Entry(string Id, string RecordId, string Content, DateTimeOffset? Missing, string? Held, List<Past> History, List<string> PreviousIds);

    public sealed record Past(int Version, ChangeKind Kind, DateTimeOffset At, string Run, string Content, DatasetState State, long Sequence);

    public Dictionary<string, Entry> Entries { get; } = [];
    public Dictionary<string, string> Redirects { get; } = [];
    public List<(long Sequence, ChangeKind Kind, string Id, string Content, int Version, DatasetState State)> Log { get; } = [];

    /// <summary>The write that an operation means at this state, or null when a run would not write it; the model has applied it then.</summary>
    public CatalogueWrite? Do(int operation, int slot, int other, string content, CatalogueBatch batch)
    {
        var id = $"{source}~{slot}";
        var entry = Entries.GetValueOrDefault(id);
        if (Redirects.ContainsKey(id) || (entry is null && operation != 0))
            return null;
        var active = entry?.History[^1].State == DatasetState.Active;
        switch (operation)
        {
            case 0:
                var kind = entry is null ? ChangeKind.Added : active ? ChangeKind.Updated : ChangeKind.Restored;
                entry ??= new Entry(id, $"{slot}", content, null, null, [], []);
                Change(entry with { Content = content, Missing = null, Held = null }, kind, DatasetState.Active, batch);
                return new CatalogueWrite.Put(kind, Document(Entries[id]), StoreSamples.Raw(Document(Entries[id])));
            case 1:
                Entries[id] = entry! with { Missing = null, Held = null };
                return new CatalogueWrite.Seen(id);
            case 2:
                Entries[id] = entry! with { Missing = entry.Missing ?? batch.At };
                return new CatalogueWrite.Miss(id, batch.At);
            case 3:
                Entries[id] = entry! with { Held = batch.Run };
                return new CatalogueWrite.Hold(id);
            case 4:
                if (active)
                    Change(entry! with { Held = null }, ChangeKind.Withdrawn, DatasetState.Withdrawn, batch);
                return new CatalogueWrite.Withdraw(id);
            case 5:
                var moved = Entries.GetValueOrDefault($"{source}~{other}");
                if (moved is null || moved.Id == id || moved.History[^1].State != DatasetState.Active)
                    return null;
                var known = entry! with { RecordId = moved.RecordId, Content = moved.Content, Missing = moved.Missing, Held = null };
                known.PreviousIds.AddRange([moved.Id, .. moved.PreviousIds]);
                Change(known, active ? ChangeKind.Updated : ChangeKind.Restored, DatasetState.Active, batch);
                Change(moved, ChangeKind.Withdrawn, DatasetState.Withdrawn, batch);
                Entries.Remove(moved.Id);
                foreach (var previous in known.PreviousIds)
                    Redirects[previous] = id;
                return new CatalogueWrite.Move(id, moved.Id);
            default:
                Entries[id] = entry! with { Missing = null, Held = null };
                return new CatalogueWrite.Refresh(Document(Entries[id]), StoreSamples.Raw(Document(Entries[id])));
        }
    }

    /// <summary>The document as a run would build it: it does not know sequence numbers.</summary>
    private Dataset Document(Entry entry)
    {
        var dataset = StoreSamples.Dataset(entry.RecordId, entry.History[^1].Version, entry.Content, source);
        return dataset with { Id = entry.Id, Provenance = dataset.Provenance with { MissingSince = entry.Missing } };
    }

    private void Change(Entry entry, ChangeKind kind, DatasetState state, CatalogueBatch batch)
    {
        var past = new Past(entry.History.Count + 1, kind, batch.At, batch.Run!, entry.Content, state, ++sequence);
        entry.History.Add(past);
        Entries[entry.Id] = entry;
        Log.Add((past.Sequence, kind, entry.Id, entry.Content, past.Version, state));
    }
}
