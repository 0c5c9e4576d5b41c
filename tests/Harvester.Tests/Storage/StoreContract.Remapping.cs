using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>Records mapped anew from what is stored of them.</summary>
public abstract partial class StoreContract
{
    private static Dataset Remapped(string recordId, int version, string title, string content)
    {
        var dataset = Dataset(recordId, version);
        return dataset with
        {
            Title = LanguageMap.Japanese(title),
            Provenance = dataset.Provenance with { ContentHash = content, MappingVersion = "m2" },
        };
    }

    private async Task<IReadOnlyList<string>> MappedOtherwiseAsync(string mapping) =>
        [.. await Store.Catalogue.MappedOtherwiseAsync("tokyo", mapping, None).Select(one => one.Known.RecordId).ToListAsync()];

    [Fact]
    public async Task Remap_OfTheSameContent_ReplacesTheDocumentAlone()
    {
        await ApplyAsync(Added("a"));
        var before = await Store.Changes.LastAsync(None);

        await ApplyAsync(new CatalogueWrite.Remap(Remapped("a", 1, "公園", "hash-a")));

        var dataset = await GetAsync("tokyo~a");
        Assert.Equal((1, "公園", "m2"), (dataset!.Version, dataset.Title["ja"], (await KnownAsync("a")).MappingVersion));
        Assert.Equal(before, await Store.Changes.LastAsync(None));
        Assert.Equal("raw-a", (await Store.Datasets.RawAsync("tokyo~a", None))!.RawHash);
    }

    [Fact]
    public async Task Remap_OfAnotherContent_IsTheNextVersion_WithItsReason_AndHoldAndMissingStay()
    {
        await ApplyAsync(Added("a"));
        await ApplyAsync(new CatalogueWrite.Miss("tokyo~a", Noon), new CatalogueWrite.Hold("tokyo~a"));
        var before = await Store.Changes.LastAsync(None);

        await ApplyAsync(new CatalogueWrite.Remap(Remapped("a", 2, "公園", "hash-b")));
        await ApplyAsync(new CatalogueWrite.Remap(Remapped("a", 2, "公園", "hash-b"))); // once more: nothing

        var change = Assert.Single(await Store.Changes.ReadAsync(before, 10, None));
        Assert.Equal((ChangeKind.Updated, ChangeReason.Mapping), (change.Kind, change.Reason));
        var known = await KnownAsync("a");
        Assert.Equal((2, "hash-b", "m2", Noon, "run-2"), (known.Version, known.ContentHash, known.MappingVersion, known.MissingSince, known.HeldBy));
        Assert.Equal([null, ChangeReason.Mapping], (await Store.Datasets.HistoryAsync("tokyo~a", None)).Select(v => v.Reason));
    }

    [Fact]
    public async Task Remap_OfAnUnknownDataset_DoesNothing()
    {
        await ApplyAsync(new CatalogueWrite.Remap(Remapped("a", 1, "公園", "hash-a")));

        Assert.Equal(0, await Store.Changes.LastAsync(None));
    }

    [Fact]
    public async Task UpdateForTheMappingsSake_SaysSo()
    {
        await ApplyAsync(Added("a"));

        await ApplyAsync(Updated("a", 2, "b") with { Reason = ChangeReason.Mapping });

        Assert.Equal([null, ChangeReason.Mapping], (await Store.Changes.ReadAsync(0, 10, None)).Select(c => c.Reason));
    }

    [Fact]
    public async Task MappedOtherwise_AreTheActiveOnesOfTheSource_EachWithItsPayload()
    {
        await ApplyAsync(Added("a"), Added("b"), Added("c"));
        await ApplyAsync(new CatalogueWrite.Withdraw("tokyo~b"), new CatalogueWrite.Remap(Remapped("c", 1, "公園", "hash-a")));

        Assert.Equal(["a"], await MappedOtherwiseAsync("m2"));
        Assert.Equal(["c"], await MappedOtherwiseAsync("m1"));
        var (known, raw) = await Store.Catalogue.MappedOtherwiseAsync("tokyo", "m2", None).SingleAsync(None);
        Assert.Equal(await KnownAsync("a") with { PreviousIds = known.PreviousIds }, known);
        Assert.Equal(Raw(Dataset("a")).Json.ToArray(), raw.Json.ToArray());
        Assert.Empty(await Store.Catalogue.MappedOtherwiseAsync("minato", "m2", None).ToListAsync(None));
    }

    [Fact]
    public async Task MappedOtherwise_OfManyRecords_GivesEachOnce_WhileTheyAreWritten()
    {
        await ApplyAsync([.. Enumerable.Range(0, 1100).Select(i => Added($"{i}"))]);
        var seen = new List<string>();

        await foreach (var (known, _) in Store.Catalogue.MappedOtherwiseAsync("tokyo", "m2", None))
        {
            seen.Add(known.RecordId);
            if (seen.Count % 2 == 0) // some stay as they are
                await ApplyAsync(new CatalogueWrite.Remap(Remapped(known.RecordId, 2, "公園", "hash-b")));
        }

        Assert.Equal(1100, seen.Distinct().Count());
        Assert.Equal(1100, seen.Count);
        Assert.Equal(550, (await MappedOtherwiseAsync("m2")).Count);
    }
}
