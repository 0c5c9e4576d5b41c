using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;
using Harvester.Tests.Search;
using Xunit;

namespace Harvester.Tests.Storage;

public abstract partial class StoreContract
{
    /// <summary>The index is the same whichever store it follows: through what is added, changed, annotated, withdrawn and erased.</summary>
    [Fact]
    public async Task Index_FollowsTheStore()
    {
        using var index = CatalogueIndex.Open(null);
        var now = new DateTimeOffset(2026, 9, 24, 1, 0, 0, TimeSpan.Zero);
        var lease = await Store.Sources.AcquireAsync("tokyo", "test", now, TimeSpan.FromMinutes(5), None);
        await ApplyAsync(SearchBench.Put(Datasets.Of("r1", "港区の人口")), SearchBench.Put(Datasets.Of("r2", "公園の一覧")), SearchBench.Put(Datasets.Of("r3", "公園の地図")));
        Assert.Equal(["tokyo~r1"], await FindAsync("人口"));
        Assert.Equal(["tokyo~r2", "tokyo~r3"], await FindAsync("公園"));

        await ApplyAsync(SearchBench.Put(Datasets.Of("r1", "港区の世帯数") with { Version = 2 }), new CatalogueWrite.Withdraw("tokyo~r3"));
        Assert.Empty(await FindAsync("人口"));
        Assert.Equal(["tokyo~r1"], await FindAsync("世帯数"));
        Assert.Equal(["tokyo~r2"], await FindAsync("公園"));

        await Store.Annotations.PutAsync([new AnnotationWrite.LinksChecked("tokyo~r2", [new LinkCheck("1", "404", now, now)])], now, None);
        await index.CatchUpAsync(Store, None);
        Assert.Equal(1, index.Search(new SearchRequest { Chosen = new Dictionary<string, IReadOnlyList<string>> { ["links"] = ["dead"] } }).Total);

        await Store.Takedowns.EraseAsync(lease!, "tokyo~r2", "test", now, None);
        Assert.Empty(await FindAsync("公園"));

        async Task ApplyAsync(params CatalogueWrite[] writes) => await Store.Catalogue.ApplyAsync(lease!, new CatalogueBatch($"run-{Guid.NewGuid():n}", now, writes), None);

        async Task<string[]> FindAsync(string words)
        {
            await index.CatchUpAsync(Store, None);
            return [.. index.Search(new SearchRequest { Words = words, Chosen = new Dictionary<string, IReadOnlyList<string>> { ["state"] = ["active"] } }).Hits.Select(hit => hit.Id).Order(StringComparer.Ordinal)];
        }
    }
}
