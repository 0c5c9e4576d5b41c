using System.Text;
using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage;
using Harvester.Storage.Copying;
using Harvester.Storage.MongoDb;
using Harvester.Tests.Model;
using MongoDB.Bson;
using MongoDB.Driver;
using Xunit;

namespace Harvester.Tests.Storage;

/// <summary>What a new dataset is stored as, written without a tree, has the bytes of the tree.</summary>
public sealed class NewDocumentTests
{
    private const long Sequence = 0x0102030405060708;
    private const long Stamp = long.MaxValue - 5;

    private static readonly Gen<(CatalogueWrite.Put Put, CatalogueBatch Batch)> Puts = Gen.Select(Gen.Int, Gen.Bool, Gen.Bool, (seed, hasRun, hasReason) =>
    {
        var dataset = AnyDataset.Of(seed);
        var put = StoreSamples.Put(dataset, ChangeKind.Added) with { Reason = hasReason ? ChangeReason.Mapping : null };
        return (put, new CatalogueBatch(hasRun ? "tokyo.20260401T030000.123" : null, StoreSamples.Noon, [put]));
    });

    [Fact]
    public void Dataset_HasTheBytesOfTheTree() => Puts.Sample(
        (put, batch) =>
        {
            var heldBy = put.Reason is null ? null : "another run";
            var made = NewDocument.Dataset(put.Dataset, put.Dataset.Publisher.Key(), put.MadeBy(batch), heldBy, hasPayload: batch.Run is not null, new Arena())!;
            made.Number(Sequence + 1, Sequence);
            made.Stamp(Stamp, -Sequence);
            var tree = DatasetDocument.Of(put.Dataset);
            tree["sequence"] = Sequence + 1;
            tree["store"]["made"] = DatasetDocument.Made(put.MadeBy(batch) with { Sequence = Sequence });
            if (heldBy is not null)
                tree["store"]["heldBy"] = heldBy;
            if (batch.Run is not null)
                tree["store"]["payload"] = -Sequence;
            tree["store"]["stamp"] = Stamp;
            Assert.Equal(tree.ToBson(), made.Document.ToBson());
            Assert.Equal(tree, made.Opened());
        },
        iter: 2000);

    [Fact]
    public void ChangeAndPayload_HaveTheBytesOfTheTree() => Puts.Sample(
        (put, batch) =>
        {
            var arena = new Arena();
            var change = put.MadeBy(batch) with { Sequence = Sequence };
            Assert.Equal(ChangeDocument.Of(change, put.DatasetId, put.Dataset.Version).ToBson(), ChangeDocument.Of(change, put.DatasetId, put.Dataset.Version, arena).ToBson());
            var payload = NewDocument.Payload(put.Raw, arena);
            payload.Key(Stamp);
            var packed = new PackedPayload(put.Raw.Kind, put.Raw.RecordId, put.Raw.RecordUrl, put.Raw.RawHash, Compressed.Pack(put.Raw.Json.Span));
            var tree = new BsonDocument
            {
                { "_id", Stamp }, { "kind", "ckan" }, { "recordId", packed.RecordId }, { "recordUrl", packed.RecordUrl }, { "rawHash", packed.RawHash }, { "payload", new BsonBinaryData(packed.Packed) },
            };
            Assert.Equal(tree.ToBson(), payload.Document.ToBson());
            var copied = NewDocument.Payload(packed with { RecordUrl = null }, arena);
            copied.Key(Stamp);
            tree["recordUrl"] = BsonNull.Value;
            Assert.Equal(tree, copied.Opened());
        },
        iter: 500);

    /// <summary>What an interrupted writer leaves is read by whoever comes next, perhaps by another version of the program.</summary>
    [Fact]
    public void Journal_HasTheBytesOfTheTree() => Gen.Select(Gen.Select(Gen.String, Gen.Long.Nullable(), Gen.Long, Gen.String.Null(), Gen.Bool, Gen.Long.Array[0, 12]).Array[0, 30], Gen.Long, Puts.Array[0, 12]).Sample(
        (writes, last, puts) =>
        {
            var arena = new Arena();
            var model = new InsertOneModel<BsonDocument>([]);
            PlannedWrite[] planned = [.. writes.Select(one => new PlannedWrite(new Stamped(one.Item1, one.Item2, one.Item3), model, one.Item4, one.Item5 ? [] : null, one.Item6))];
            RawBsonDocument[] changes = [.. puts.Select(one => ChangeDocument.Of(one.Put.MadeBy(one.Batch), one.Put.DatasetId, 1, arena))];
            var tree = new BsonDocument
            {
                { "of", "catalogue" },
                { "last", last },
                { "writes", new BsonArray(planned.Select(WriteOf)) },
                { "changes", new BsonArray(changes.Select(change => change.ToBsonDocument())) },
            };
            Assert.Equal(tree.ToBson(), CatalogueJournal.Of(new CataloguePlan(planned, [], changes, last)));
        },
        iter: 500);

    private static BsonDocument WriteOf(PlannedWrite write)
    {
        var tree = write.Stamp.ToBson();
        if (write.Heir is not null)
            tree["h"] = write.Heir;
        if (write.Payload is not null)
            tree["n"] = write.Stamp.After;
        if (write.OldPayloads.Count > 0)
            tree["o"] = new BsonArray(write.OldPayloads);
        return tree;
    }

    [Fact]
    public void WhatMustBePacked_IsNone()
    {
        var put = StoreSamples.Added("a");
        var large = put with { Dataset = put.Dataset with { Description = LanguageMap.Japanese(new string('x', 5 << 20)) } };
        Assert.Null(NewDocument.Dataset(large.Dataset, "", large.MadeBy(new CatalogueBatch(null, StoreSamples.Noon, [large])), heldBy: null, hasPayload: true, new Arena()));
    }

    /// <summary>Two of one name would look the same once stored.</summary>
    [Fact]
    public void TextThatIsNone_IsRefused()
    {
        var put = StoreSamples.Added("a");
        Assert.Throws<EncoderFallbackException>(() => NewDocument.Payload(put.Raw with { RecordId = "a\ud800" }, new Arena()));
    }

    /// <summary>Pieces of the arena are neither shared nor moved, whichever thread asks, and large ones have their own.</summary>
    [Fact]
    public void Arena_KeepsEveryPieceApart() => Gen.Int[0, 400_000].Array[1, 60].Sample(
        lengths =>
        {
            var arena = new Arena();
            var kept = new ArraySegment<byte>[lengths.Length];
            Parallel.For(0, lengths.Length, i => kept[i] = arena.Keep(Enumerable.Repeat((byte)i, lengths[i]).ToArray()));
            for (var i = 0; i < kept.Length; i++)
            {
                Assert.Equal(lengths[i], kept[i].Count);
                Assert.DoesNotContain(kept[i], one => one != (byte)i);
            }

            arena.Return();
        },
        iter: 20);
}
