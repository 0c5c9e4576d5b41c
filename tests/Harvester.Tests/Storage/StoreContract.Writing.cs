using System.Text;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>Puts, misses, holds, withdrawals and moves.</summary>
public abstract partial class StoreContract
{
    [Fact]
    public async Task NewDataset_IsReadBackWholeWithVersionAndSequence()
    {
        await ApplyAsync(Added("a"));

        Assert.Equal(Json(Dataset("a") with { Sequence = 1 }), Json(await GetAsync("tokyo~a")));
    }

    [Fact]
    public async Task NewDataset_IsKnownWithItsHashes()
    {
        await ApplyAsync(Added("a"));

        var known = await KnownAsync("a");

        Assert.Equal(
            new KnownRecord
            {
                Id = "tokyo~a",
                RecordId = "a",
                RawHash = "raw-a",
                ContentHash = "hash-a",
                MappingVersion = "m1",
                State = DatasetState.Active,
                PublisherKey = "t131032",
                Version = 1,
                FirstSeen = Noon,
                LastChanged = Noon,
                PreviousIds = known.PreviousIds,
            },
            known);
        Assert.Empty(known.PreviousIds);
    }

    [Fact]
    public async Task NewDataset_ItsPayloadComesBackByteForByte()
    {
        await ApplyAsync(Added("a"));

        var raw = (await Store.Datasets.RawAsync("tokyo~a", None))!;

        Assert.Equal(Raw(Dataset("a")).Json.ToArray(), raw.Json.ToArray());
        Assert.Equal(Raw(Dataset("a")) with { Json = raw.Json }, raw);
    }

    [Fact]
    public async Task RecordIdsThatDifferByCaseWidthOrNormalForm_AreDifferentRecords()
    {
        string[] ids = ["ABC", "abc", "ＡＢＣ", "が", "か\u3099"];
        await ApplyAsync([.. ids.Select(id => Added(id, id))]);
        await ApplyAsync(Updated("abc", 2, "new"));

        foreach (var id in ids)
            Assert.Equal((id, id == "abc" ? "raw-new" : $"raw-{id}"), ((await KnownAsync(id)).RecordId, (await KnownAsync(id)).RawHash));
        Assert.Empty(await Store.Catalogue.KnownAsync("tokyo", ["Abc"], None));
    }

    [Fact]
    public async Task UnknownIds_AreNull_OrAbsent()
    {
        Assert.Null(await Store.Datasets.GetAsync("tokyo~x", None));
        Assert.Null(await Store.Datasets.RawAsync("tokyo~x", None));
        Assert.Empty(await Store.Datasets.HistoryAsync("tokyo~x", None));
        Assert.Empty(await Store.Catalogue.KnownAsync("tokyo", ["x"], None));
    }

    [Fact]
    public async Task Update_BecomesTheNextVersion_AndTheOldOneStays()
    {
        await ApplyAsync(Added("a"));
        await ApplyAsync(Updated("a", 2, "b"));

        var history = await Store.Datasets.HistoryAsync("tokyo~a", None);

        Assert.Equal([(1, ChangeKind.Added, "run-1"), (2, ChangeKind.Updated, "run-2")], history.Select(v => (v.Version, v.Kind, v.Run!)));
        Assert.Equal([Noon.AddHours(1), Noon.AddHours(2)], history.Select(v => v.At));
        Assert.Equal(Json(Dataset("a") with { Sequence = 1 }), Json(history[0].Dataset));
        Assert.Equal(Json(Dataset("a", 2, "b") with { Sequence = 2 }), Json(history[1].Dataset));
        Assert.Equal(Json(history[1].Dataset), Json(await GetAsync("tokyo~a")));
    }

    [Fact]
    public async Task SameBatchTwice_ChangesNothingTheSecondTime()
    {
        await ApplyAsync(Added("a"), Added("b"), Added("c"), Added("d"), Added("e"), Added("f"), Added("n"));
        var batch = new CatalogueBatch(
            "run",
            Noon,
            [
                Updated("a", 2, "b"), Added("new"), new CatalogueWrite.Withdraw("tokyo~b"), new CatalogueWrite.Miss("tokyo~c", Noon),
                new CatalogueWrite.Hold("tokyo~d"), new CatalogueWrite.Refresh(Dataset("e", 1, "a") with { Issued = "2026" }, Raw(Dataset("e"))),
                new CatalogueWrite.Move("tokyo~f", "tokyo~n"), new CatalogueWrite.Seen("tokyo~a"),
            ]);
        await Store.Catalogue.ApplyAsync(Tokyo, batch, None);
        var once = await SnapshotAsync();

        await Store.Catalogue.ApplyAsync(Tokyo, batch, None);

        Assert.Equal(once, await SnapshotAsync());
    }

    [Fact]
    public async Task OlderBatchAgain_AfterANewerOne_ChangesNothing()
    {
        var first = new CatalogueBatch("run", Noon, [Added("a"), Updated("a", 2, "b")]);
        await Store.Catalogue.ApplyAsync(Tokyo, first, None);
        await ApplyAsync(Updated("a", 3, "c"));
        var before = await SnapshotAsync();

        await Store.Catalogue.ApplyAsync(Tokyo, first, None);

        Assert.Equal(before, await SnapshotAsync());
    }

    [Fact]
    public async Task WithdrawAndReturnInOneBatch_AppliedTwice_IsAppliedOnce()
    {
        await ApplyAsync(Added("a"));
        var batch = new CatalogueBatch("run", Noon, [new CatalogueWrite.Withdraw("tokyo~a"), Put(Dataset("a", 3), ChangeKind.Restored)]);
        await Store.Catalogue.ApplyAsync(Tokyo, batch, None);
        var once = await SnapshotAsync();

        await Store.Catalogue.ApplyAsync(Tokyo, batch, None);

        Assert.Equal(once, await SnapshotAsync());
    }

    [Fact]
    public async Task ReturnOfAWithdrawnDataset_WithdrawnAgainByTheSameRunLater_IsWithdrawn()
    {
        await ApplyAsync(Added("a"));
        await Store.Catalogue.ApplyAsync(Tokyo, new CatalogueBatch("run", Noon, [new CatalogueWrite.Withdraw("tokyo~a")]), None);
        await Store.Catalogue.ApplyAsync(Tokyo, new CatalogueBatch("run", Noon.AddHours(1), [Put(Dataset("a", 3), ChangeKind.Restored)]), None);

        await Store.Catalogue.ApplyAsync(Tokyo, new CatalogueBatch("run", Noon.AddHours(2), [new CatalogueWrite.Withdraw("tokyo~a")]), None);

        Assert.Equal(DatasetState.Withdrawn, (await GetAsync("tokyo~a")).State);
    }

    [Fact]
    public async Task OneDatasetTwiceInABatch_IsAppliedInOrder()
    {
        await ApplyAsync(Added("a"), Updated("a", 2, "b"), Updated("a", 3, "c"));

        Assert.Equal(3, (await GetAsync("tokyo~a")).Version);
        Assert.Equal([1, 2, 3], (await Store.Datasets.HistoryAsync("tokyo~a", None)).Select(v => v.Version));
        Assert.Equal(["1 Added tokyo~a", "2 Updated tokyo~a", "3 Updated tokyo~a"], await LogAsync());
    }

    [Fact]
    public async Task AnotherContentUnderATakenVersion_IsRefused_AndNothingOfTheBatchStays()
    {
        await ApplyAsync(Added("a"));

        await Assert.ThrowsAsync<StoreException>(() => ApplyAsync(Added("b"), Updated("a", 1, "other")));

        Assert.Null(await Store.Datasets.GetAsync("tokyo~b", None));
        Assert.Equal(1, await Store.Changes.LastAsync(None));
    }

    [Fact]
    public async Task Refresh_ReplacesDocumentAndPayload_WithoutVersionOrLogEntry()
    {
        await ApplyAsync(Added("a"), new CatalogueWrite.Hold("tokyo~a"));
        var mapped = Dataset("a", 99) with { Issued = "2026-01", Provenance = Dataset("a").Provenance with { RawHash = "raw2", MappingVersion = "m2" } };

        await ApplyAsync(new CatalogueWrite.Refresh(mapped, Raw(mapped)));

        Assert.Equal(Json(mapped with { Version = 1, Sequence = 1, Issued = "2026-01" }), Json(await GetAsync("tokyo~a")));
        Assert.Equal("raw2", (await Store.Datasets.RawAsync("tokyo~a", None))!.RawHash);
        Assert.Equal(["1 Added tokyo~a"], await LogAsync());
        var known = await KnownAsync("a");
        Assert.Equal(("raw2", "m2", null), (known.RawHash, known.MappingVersion, known.HeldBy));
    }

    [Fact]
    public async Task Miss_KeepsTheEarlierDate_AndMakesNoLogEntry()
    {
        await ApplyAsync(Added("a"));
        await ApplyAsync(new CatalogueWrite.Miss("tokyo~a", Noon.AddDays(1)));
        await ApplyAsync(new CatalogueWrite.Miss("tokyo~a", Noon.AddDays(2)));

        Assert.Equal(Noon.AddDays(1), (await GetAsync("tokyo~a")).Provenance.MissingSince);
        Assert.Equal(Noon.AddDays(1), (await KnownAsync("a")).MissingSince);
        Assert.Equal(1, await Store.Changes.LastAsync(None));
    }

    [Fact]
    public async Task Seen_ClearsMissAndHold_AndMakesNoLogEntry()
    {
        await ApplyAsync(Added("a"), new CatalogueWrite.Miss("tokyo~a", Noon), new CatalogueWrite.Hold("tokyo~a"));
        await ApplyAsync(new CatalogueWrite.Seen("tokyo~a"));

        var known = await KnownAsync("a");

        Assert.Null(known.MissingSince);
        Assert.Null(known.HeldBy);
        Assert.Null((await GetAsync("tokyo~a")).Provenance.MissingSince);
        Assert.Equal(1, await Store.Changes.LastAsync(None));
    }

    [Fact]
    public async Task Release_ClearsTheHoldAlone()
    {
        await ApplyAsync(Added("a"), new CatalogueWrite.Miss("tokyo~a", Noon), new CatalogueWrite.Hold("tokyo~a"));
        await ApplyAsync(new CatalogueWrite.Release("tokyo~a"));

        var known = await KnownAsync("a");

        Assert.Null(known.HeldBy);
        Assert.Equal(Noon, known.MissingSince);
        Assert.Equal(1, await Store.Changes.LastAsync(None));
    }

    /// <summary>What a store keeps of it is gone: applied again, it would write whatever stands in that memory now.</summary>
    [Fact]
    public async Task APreparedBatch_IsAppliedOnce()
    {
        var batch = Store.Catalogue.Prepare(new CatalogueBatch("run", Noon, [Added("a")]));
        await Store.Catalogue.ApplyAsync(Tokyo, batch, None);
        var before = await SnapshotAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => Store.Catalogue.ApplyAsync(Tokyo, batch, None));

        Assert.Equal(before, await SnapshotAsync());
    }

    /// <summary>Batches are made ready while others are written: the memory of one never shows in another.</summary>
    [Fact]
    public async Task ManyBatchesMadeReadyAtOnce_StayApart()
    {
        var batches = Enumerable.Range(0, 6).Select(i => Store.Catalogue.Prepare(new CatalogueBatch($"run-{i}", Noon, [.. Enumerable.Range(0, 40).Select(k => Added($"{i}-{k}", $"content of {i}-{k}"))]))).ToList();
        foreach (var batch in batches)
            await Store.Catalogue.ApplyAsync(Tokyo, batch, None);

        Assert.Equal(240, await Store.Changes.LastAsync(None));
        await foreach (var dataset in Store.Datasets.AllAsync(new DatasetFilter(), None))
            Assert.EndsWith($"content of {dataset.Provenance.RecordId}", dataset.Title["ja"], StringComparison.Ordinal);
        await foreach (var (known, raw) in Store.Catalogue.MappedOtherwiseAsync("tokyo", "another", None))
            Assert.Contains($"content of {known.RecordId}", System.Text.Encoding.UTF8.GetString(raw.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddingUnderAnIdOfAnotherRecord_IsRefused_WithAllOfItsBatch()
    {
        await ApplyAsync(Added("a"), Added("b", "other"));
        await ApplyAsync(new CatalogueWrite.Move("tokyo~a", "tokyo~b"));
        var before = await SnapshotAsync();

        // Present, with another content and with the very one that it once had; previous; and twice in one batch.
        foreach (var taken in (CatalogueWrite.Put[])[Added("a", "new"), Added("a"), Named("x", "tokyo~b"), Named("x", "tokyo~c")])
        {
            var fault = await Assert.ThrowsAsync<IdTakenException>(() => ApplyAsync(Added("c"), taken));
            Assert.Contains($"{taken.DatasetId} of record {taken.Dataset.Provenance.RecordId}", fault.Message, StringComparison.Ordinal);
        }

        Assert.Equal(before, await SnapshotAsync());
        await ApplyAsync(Added("c"));
        await ApplyAsync(Added("c"));
        Assert.Equal(1, (await GetAsync("tokyo~c")).Version);

        static CatalogueWrite.Put Named(string record, string id)
        {
            var put = Added(record);
            return put with { Dataset = put.Dataset with { Id = id } };
        }
    }

    [Fact]
    public async Task Taken_NamesIdsAndPreviousIds_NoOthers()
    {
        await ApplyAsync(Added("a"), Added("b"), Added("c"));
        await ApplyAsync(new CatalogueWrite.Move("tokyo~a", "tokyo~b"), new CatalogueWrite.Withdraw("tokyo~c"));

        var taken = await Store.Catalogue.TakenAsync(["tokyo~a", "tokyo~b", "tokyo~c", "tokyo~d"], None);

        Assert.Equal(["tokyo~a", "tokyo~b", "tokyo~c"], taken.Order());
    }

    [Fact]
    public async Task ActiveIds_LeadToTheirRecords_AlsoByPreviousIds_AndWithdrawnOnesNowhere()
    {
        await ApplyAsync(Added("a"), Added("b"), Added("c"));
        await ApplyAsync(new CatalogueWrite.Move("tokyo~a", "tokyo~b"), new CatalogueWrite.Withdraw("tokyo~c"));

        var active = await Store.Catalogue.ActiveAsync(["tokyo~a", "tokyo~b", "tokyo~c", "tokyo~d"], None);

        Assert.Equal(["tokyo~a", "tokyo~b"], active.Keys.Order());
        Assert.All(active.Values, found => Assert.Equal("tokyo", found.Source));
        Assert.Equal(active["tokyo~a"], active["tokyo~b"]);
    }

    [Fact]
    public async Task Hold_NamesTheRun_AndALaterOneReplacesIt()
    {
        await ApplyAsync(Added("a"));
        await ApplyAsync(new CatalogueWrite.Hold("tokyo~a"));
        Assert.Equal("run-2", (await KnownAsync("a")).HeldBy);

        await ApplyAsync(new CatalogueWrite.Hold("tokyo~a"));

        Assert.Equal("run-3", (await KnownAsync("a")).HeldBy);
        Assert.Equal(1, await Store.Changes.LastAsync(None));
    }

    [Fact]
    public async Task PutAndWithdraw_ClearAHold()
    {
        await ApplyAsync(Added("a"), Added("b"), new CatalogueWrite.Hold("tokyo~a"), new CatalogueWrite.Hold("tokyo~b"));

        await ApplyAsync(Updated("a", 2, "b"), new CatalogueWrite.Withdraw("tokyo~b"));

        Assert.Null((await KnownAsync("a")).HeldBy);
        Assert.Null((await KnownAsync("b")).HeldBy);
    }

    [Fact]
    public async Task Withdraw_LeavesATombstone_OneVersionUp()
    {
        await ApplyAsync(Added("a"));
        await ApplyAsync(new CatalogueWrite.Withdraw("tokyo~a"));
        await ApplyAsync(new CatalogueWrite.Withdraw("tokyo~a"));

        var tombstone = await GetAsync("tokyo~a");

        Assert.Equal((DatasetState.Withdrawn, 2, 2L), (tombstone.State, tombstone.Version, tombstone.Sequence));
        Assert.Equal(Noon.AddHours(2), tombstone.Provenance.LastChanged);
        Assert.Equal("公園一覧 a", tombstone.Title["ja"]);
        Assert.Equal(DatasetState.Withdrawn, (await KnownAsync("a")).State);
        Assert.Equal(["1 Added tokyo~a", "2 Withdrawn tokyo~a"], await LogAsync());
    }

    [Fact]
    public async Task Return_KeepsIdAndHistory()
    {
        await ApplyAsync(Added("a"));
        await ApplyAsync(new CatalogueWrite.Withdraw("tokyo~a"));
        await ApplyAsync(Put(Dataset("a", 3), ChangeKind.Restored));

        var history = await Store.Datasets.HistoryAsync("tokyo~a", None);

        Assert.Equal([ChangeKind.Added, ChangeKind.Withdrawn, ChangeKind.Restored], history.Select(v => v.Kind));
        Assert.Equal([DatasetState.Active, DatasetState.Withdrawn, DatasetState.Active], history.Select(v => v.Dataset.State));
        Assert.Equal([1L, 2L, 3L], history.Select(v => v.Dataset.Sequence));
        Assert.Equal(DatasetState.Active, (await GetAsync("tokyo~a")).State);
    }

    [Fact]
    public async Task WritesToUnknownDatasets_ChangeNothing()
    {
        await ApplyAsync(
            new CatalogueWrite.Seen("tokyo~x"), new CatalogueWrite.Miss("tokyo~x", Noon), new CatalogueWrite.Hold("tokyo~x"),
            new CatalogueWrite.Withdraw("tokyo~x"), new CatalogueWrite.Move("tokyo~x", "tokyo~y"),
            new CatalogueWrite.Refresh(Dataset("x"), Raw(Dataset("x"))));

        Assert.Equal(0, await Store.Changes.LastAsync(None));
        Assert.Equal(0, await Store.Datasets.CountAsync(new DatasetFilter(), None));
    }

    [Fact]
    public async Task Move_GivesTheOldDatasetTheNewContent_AndRedirectsTheNewId()
    {
        await ApplyAsync(Added("old", "a"), Added("new", "b", code: "131041"), new CatalogueWrite.Hold("tokyo~old"));
        await ApplyAsync(new CatalogueWrite.Move("tokyo~old", "tokyo~new"));

        var moved = await GetAsync("tokyo~old");

        Assert.Equal(("tokyo~old", "new", "公園一覧 b", 2), (moved.Id, moved.Provenance.RecordId, moved.Title["ja"], moved.Version));
        Assert.Equal(["tokyo~new"], moved.PreviousIds);
        Assert.Equal(Json(moved), Json(await GetAsync("tokyo~new")));
        Assert.Equal("raw-b", (await Store.Datasets.RawAsync("tokyo~old", None))!.RawHash);
        Assert.Equal("raw-b", (await Store.Datasets.RawAsync("tokyo~new", None))!.RawHash);
        Assert.Equal(1, await Store.Datasets.CountAsync(new DatasetFilter(), None));
        Assert.Equal(1, await Store.Datasets.CountAsync(new DatasetFilter { PublisherCode = "131041" }, None));
        var known = await KnownAsync("new");
        Assert.Equal(("tokyo~old", "hash-b", null), (known.Id, known.ContentHash, known.HeldBy));
        Assert.Equal(["tokyo~new"], known.PreviousIds);
        Assert.Empty(await Store.Catalogue.KnownAsync("tokyo", ["old"], None));
    }

    [Fact]
    public async Task Move_LogsTheNewIdAsWithdrawn_WithItsTombstone()
    {
        await ApplyAsync(Added("old", "a"), Added("new", "b"));
        await ApplyAsync(new CatalogueWrite.Move("tokyo~old", "tokyo~new"));

        var changes = await Store.Changes.ReadAsync(0, 10, None);

        Assert.Contains(changes, c => c is { Kind: ChangeKind.Withdrawn, Id: "tokyo~new", Dataset: { State: DatasetState.Withdrawn, Id: "tokyo~new" } });
        Assert.Contains(changes, c => c is { Kind: ChangeKind.Updated, Id: "tokyo~old", Dataset.Version: 2 });
        Assert.Equal("公園一覧 a", changes[0].Dataset!.Title["ja"]);
        Assert.Equal(("tokyo~new", 1), (changes[1].Dataset!.Id, changes[1].Dataset!.Version));
        Assert.Equal([1, 2], (await Store.Datasets.HistoryAsync("tokyo~old", None)).Select(v => v.Version));
    }

    [Fact]
    public async Task MovedTwice_EveryFormerIdLeadsToTheOldest()
    {
        await ApplyAsync(Added("a"), Added("b"), Added("c"));
        await ApplyAsync(new CatalogueWrite.Move("tokyo~b", "tokyo~c"));
        await ApplyAsync(new CatalogueWrite.Move("tokyo~a", "tokyo~b"));

        Assert.Equal("tokyo~a", (await GetAsync("tokyo~b")).Id);
        Assert.Equal("tokyo~a", (await GetAsync("tokyo~c")).Id);
        Assert.Equal(["tokyo~b", "tokyo~c"], (await GetAsync("tokyo~a")).PreviousIds);
    }

    [Fact]
    public async Task MovedDataset_UpdatedLater_KeepsItsPreviousIds()
    {
        await ApplyAsync(Added("old"), Added("new", "b"), new CatalogueWrite.Move("tokyo~old", "tokyo~new"));

        var next = Dataset("new", 3, "c") with { Id = "tokyo~old" };
        await ApplyAsync(Put(next, ChangeKind.Updated));

        Assert.Equal(["tokyo~new"], (await GetAsync("tokyo~old")).PreviousIds);
        Assert.Equal("公園一覧 c", (await GetAsync("tokyo~new")).Title["ja"]);
        Assert.All(await Store.Datasets.HistoryAsync("tokyo~old", None), version => Assert.Equal("tokyo~old", version.Dataset.Id));
    }

    [Fact]
    public async Task PutAndMoveInOneBatch_AppliedTwice_IsAppliedOnce()
    {
        await ApplyAsync(Added("old"));
        var batch = new CatalogueBatch("run", Noon, [Added("new", "b"), new CatalogueWrite.Move("tokyo~old", "tokyo~new")]);
        await Store.Catalogue.ApplyAsync(Tokyo, batch, None);
        var once = await SnapshotAsync();

        await Store.Catalogue.ApplyAsync(Tokyo, batch, None);

        Assert.Equal(once, await SnapshotAsync());
    }

    [Fact]
    public async Task SameRecordIdInTwoSources_AreTwoDatasets()
    {
        var minato = await LeaseAsync("minato");
        await ApplyAsync(Added("1", "a"));
        await ApplyAsync(minato, Added("1", "b", "minato"));

        await ApplyAsync(minato, new CatalogueWrite.Withdraw("minato~1"));

        Assert.Equal(DatasetState.Active, (await GetAsync("tokyo~1")).State);
        Assert.Equal("hash-a", (await KnownAsync("1")).ContentHash);
        Assert.Equal("hash-b", (await Store.Catalogue.KnownAsync("minato", ["1"], None))["1"].ContentHash);
    }

    [Fact]
    public async Task DatasetOfAnotherSource_IsRefused_AndNothingOfTheBatchStays()
    {
        var minato = await LeaseAsync("minato");
        await ApplyAsync(minato, Added("1", "b", "minato"));

        await Assert.ThrowsAsync<StoreException>(() => ApplyAsync(Added("a"), Added("2", "b", "minato")));
        await Assert.ThrowsAsync<StoreException>(() => ApplyAsync(Added("a"), new CatalogueWrite.Withdraw("minato~1")));

        Assert.Null(await Store.Datasets.GetAsync("tokyo~a", None));
        Assert.Equal(DatasetState.Active, (await GetAsync("minato~1")).State);
    }

    [Fact]
    public async Task CancelledBatch_LeavesNothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Store.Catalogue.ApplyAsync(Tokyo, new CatalogueBatch("run", Noon, [Added("a")]), cancelled.Token));

        Assert.Null(await Store.Datasets.GetAsync("tokyo~a", None));
    }

    [Fact]
    public async Task BigDocument_ComesBackWhole()
    {
        var big = Dataset("big") with { Description = LanguageMap.Japanese(new string('区', 1_700_000)) };
        var raw = Raw(big) with { Json = Encoding.UTF8.GetBytes($"\"{new string('x', 5_000_000)}\"") };

        await ApplyAsync(new CatalogueWrite.Put(ChangeKind.Added, big, raw));
        await ApplyAsync(Updated("big", 2, "b"));

        Assert.Equal(Json(big with { Sequence = 1 }), Json((await Store.Datasets.HistoryAsync("tokyo~big", None))[0].Dataset));
    }

    [Fact]
    public async Task DatasetOfAMillionSmallItems_ComesBackWhole_AndSoDoItsVersions()
    {
        var many = Dataset("many") with { Keywords = new Dictionary<string, IReadOnlyList<string>> { ["ja"] = [.. Enumerable.Range(0, 1_000_000).Select(i => $"{i}")] } };
        await ApplyAsync(Put(many, ChangeKind.Added));
        await ApplyAsync(new CatalogueWrite.Miss("tokyo~many", Noon), new CatalogueWrite.Withdraw("tokyo~many"));

        var history = await Store.Datasets.HistoryAsync("tokyo~many", None);

        Assert.Equal(Json(many with { Sequence = 1, Provenance = many.Provenance with { MissingSince = Noon } }), Json(history[0].Dataset));
        Assert.Equal((DatasetState.Withdrawn, 2, 1_000_000, Noon), (history[1].Dataset.State, history[1].Dataset.Version, history[1].Dataset.Keywords!["ja"].Count, history[1].Dataset.Provenance.MissingSince));
        Assert.Equal(1, await Store.Datasets.CountAsync(new DatasetFilter { PublisherCode = "131032", State = DatasetState.Withdrawn }, None));
    }

    public static TheoryData<string> HostileIds { get; } =
        ["o'brien\";--", "100%_*?", "防災🚒マップ", "nul\0nul", "line\nbreak\ttab", "ＦＵＬＬ", "full", "Full", new string('長', 1400), " ", "{\"$ne\":null}", "../..", "a~b"];

    [Theory]
    [MemberData(nameof(HostileIds))]
    public async Task HostileId_IsAnIdLikeAnyOther(string recordId)
    {
        await ApplyAsync([.. HostileIds.Select(id => Added(id.Data)), Added("zzz")]);
        await ApplyAsync(Updated(recordId, 2, "b"));
        var id = $"tokyo~{recordId}";

        Assert.Equal(Json(Dataset(recordId, 2, "b") with { Sequence = HostileIds.Count + 2 }), Json(await GetAsync(id)));
        Assert.Equal([recordId], (await Store.Catalogue.KnownAsync("tokyo", [recordId], None)).Keys);
        Assert.Equal(id, (await Store.Changes.ReadAsync(HostileIds.Count + 1, 10, None)).Single().Id);
        Assert.Equal(2, (await Store.Datasets.HistoryAsync(id, None)).Count);
        Assert.DoesNotContain(id, (await Store.Datasets.ListAsync(new DatasetFilter(), id, 100, None)).Select(d => d.Id));
        Assert.Equal(recordId, (await Store.Datasets.RawAsync(id, None))!.RecordId);
    }
}
