using Harvester.Core.Model;
using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>A dataset of the batch, as it is after the writes so far.</summary>
internal sealed class PlannedDataset(string id, BsonDocument? stored)
{
    private bool isWhole;

    public string Id => id;

    /// <summary>Of the stored document, blank ones included.</summary>
    public long? Stamp { get; } = Stamped.Of(stored);

    /// <summary>Null: there is no such dataset.</summary>
    public BsonDocument? Current { get; set; } = stored is not null && DatasetDocument.IsDataset(stored) ? stored : null;

    /// <summary>The document, while only its first write is done; <see cref="Current"/> is null then.</summary>
    public NewDocument? New { get; private set; }

    public NewDocument? Payload { get; private set; }
    public List<long> OldPayloads { get; } = [];
    public string? Heir { get; private set; }
    public bool IsChanged { get; private set; }

    /// <summary>Only a few members differ: the others need not be sent, and may not be loaded.</summary>
    public bool IsLight => !isWhole;

    public BsonDocument Provenance => Current!["provenance"].AsBsonDocument;
    public BsonDocument Store => Current!["store"].AsBsonDocument;
    public int Version => Current!["version"].ToInt32();
    public string ContentHash => Provenance["contentHash"].AsString;
    public DatasetState State => DatasetDocument.State(Current!["state"].AsString);

    public void Touch() => IsChanged = true;

    public void TouchWhole() => IsChanged = isWhole = true;

    /// <summary>There was none, and now there is this.</summary>
    public void Begin(NewDocument document, NewDocument payload)
    {
        TouchWhole();
        (New, Payload) = (document, payload);
    }

    /// <summary>Makes a tree of a new document, as another write is to change it.</summary>
    public void Open()
    {
        if (New is not { } fresh)
            return;
        (Current, New) = (fresh.Opened(), null);
    }

    /// <summary>Another payload takes the place of the one it has.</summary>
    public void Renew(NewDocument payload)
    {
        TouchWhole();
        ForgetPayload();
        Payload = payload;
    }

    /// <summary>Content and payload of a dataset that is this one under another name.</summary>
    public void Inherit(PlannedDataset moved, BsonDocument content)
    {
        ForgetPayload();
        Payload = moved.Payload;
        OldPayloads.AddRange(moved.OldPayloads);
        moved.Payload = null;
        Current = content;
    }

    public void Leave(string heir)
    {
        (Current, Heir, Payload) = (null, heir, null);
        TouchWhole();
    }

    private void ForgetPayload()
    {
        if (Payload is null && Current is not null && Store.TryGetValue("payload", out var old))
            OldPayloads.Add(old.ToInt64());
    }
}
