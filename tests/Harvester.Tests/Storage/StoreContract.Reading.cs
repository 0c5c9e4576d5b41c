using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>Pages, filters, streams and counts.</summary>
public abstract partial class StoreContract
{
    private async Task<List<string>> IdsAsync(DatasetFilter filter) =>
        [.. (await Store.Datasets.ListAsync(filter, null, 100, None)).Select(dataset => dataset.Id)];

    [Fact]
    public async Task Many_AreInTheOrderAskedFor_WithoutThoseThatAreNotThere()
    {
        await ApplyAsync(Added("a"), Added("b"), Added("c"), new CatalogueWrite.Withdraw("tokyo~c"));

        var found = await Store.Datasets.ManyAsync(["tokyo~c", "tokyo~none", "tokyo~a"], None);

        Assert.Equal(["tokyo~c", "tokyo~a"], found.Select(dataset => dataset.Id));
        Assert.Equal(DatasetState.Withdrawn, found[0].State);
        Assert.Empty(await Store.Datasets.ManyAsync([], None));
    }

    [Fact]
    public async Task Pages_FollowTheOrderOfIds()
    {
        await ApplyAsync(Added("c"), Added("a"), Added("e"), Added("b"), Added("d"));

        var first = await Store.Datasets.ListAsync(new DatasetFilter(), null, 2, None);
        var second = await Store.Datasets.ListAsync(new DatasetFilter(), first[^1].Id, 2, None);
        var third = await Store.Datasets.ListAsync(new DatasetFilter(), second[^1].Id, 2, None);

        Assert.Equal(["tokyo~a", "tokyo~b", "tokyo~c", "tokyo~d", "tokyo~e"], first.Concat(second).Concat(third).Select(d => d.Id));
    }

    [Fact]
    public async Task WriteBetweenTwoPages_NeitherDoublesNorHidesAnotherRecord()
    {
        await ApplyAsync(Added("b"), Added("d"), Added("f"), Added("h"));
        var first = await Store.Datasets.ListAsync(new DatasetFilter(), null, 2, None);

        await ApplyAsync(Added("a"), Added("c"), new CatalogueWrite.Withdraw("tokyo~b"), Updated("d", 2, "z"), Added("old"), new CatalogueWrite.Move("tokyo~old", "tokyo~d"));

        var second = await Store.Datasets.ListAsync(new DatasetFilter(), first[^1].Id, 2, None);
        Assert.Equal(["tokyo~b", "tokyo~d"], first.Select(d => d.Id));
        Assert.Equal(["tokyo~f", "tokyo~h"], second.Select(d => d.Id));
    }

    [Fact]
    public async Task CursorOfAnIdThatIsGone_GoesOnBehindIt()
    {
        await ApplyAsync(Added("a"), Added("c"));

        var page = await Store.Datasets.ListAsync(new DatasetFilter(), "tokyo~b", 10, None);

        Assert.Equal(["tokyo~c"], page.Select(d => d.Id));
    }

    [Fact]
    public async Task Filters_AreAllToBeMet()
    {
        var minato = await LeaseAsync("minato");
        await ApplyAsync(Added("a"), Added("b", code: "131041"), Added("c", code: null), new CatalogueWrite.Withdraw("tokyo~b"));
        await ApplyAsync(minato, Added("a", source: "minato"));

        Assert.Equal(["minato~a", "tokyo~a", "tokyo~b", "tokyo~c"], await IdsAsync(new DatasetFilter()));
        Assert.Equal(["tokyo~a", "tokyo~b", "tokyo~c"], await IdsAsync(new DatasetFilter { Source = "tokyo" }));
        Assert.Equal(["minato~a", "tokyo~a"], await IdsAsync(new DatasetFilter { PublisherCode = "131032" }));
        Assert.Equal(["tokyo~b"], await IdsAsync(new DatasetFilter { State = DatasetState.Withdrawn }));
        Assert.Equal(["minato~a", "tokyo~b"], await IdsAsync(new DatasetFilter { SinceSequence = 3 }));
        Assert.Equal(["tokyo~a"], await IdsAsync(new DatasetFilter { Source = "tokyo", PublisherCode = "131032", State = DatasetState.Active, SinceSequence = 0, Text = "公園" }));
        Assert.Equal(3, await Store.Datasets.CountAsync(new DatasetFilter { State = DatasetState.Active }, None));
        Assert.Equal(["minato~a", "tokyo~b"], (await ListOf(Store.Datasets.AllAsync(new DatasetFilter { SinceSequence = 3 }, None))).Select(d => d.Id));
    }

    [Theory]
    [InlineData("PARKS")]
    [InlineData("公園一覧 needle")]
    [InlineData("区立")]
    [InlineData("緑地")]
    [InlineData("playGROUND")]
    [InlineData("EXAMPLE.org/a")]
    [InlineData("files.example.org/NEEDLE.csv")]
    public async Task Text_IsFoundInTitleDescriptionKeywordOrAddress_WithoutRegardToCase(string text)
    {
        var bare = Dataset("b") with
        {
            Title = LanguageMap.Japanese("別"),
            Description = null,
            Keywords = null,
            LandingPage = null,
            Distributions = [],
        };
        await ApplyAsync(Added("a", "needle"), Put(bare, ChangeKind.Added));

        Assert.Equal(["tokyo~a"], await IdsAsync(new DatasetFilter { Text = text }));
        Assert.Equal(1, await Store.Datasets.CountAsync(new DatasetFilter { Text = text }, None));
        Assert.Single(await ListOf(Store.Datasets.AllAsync(new DatasetFilter { Text = text }, None)));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData(".*")]
    [InlineData("[a-z]")]
    [InlineData("'")]
    [InlineData("\"ja\"")]
    public async Task Text_IsNoPattern(string text)
    {
        await ApplyAsync(Added("a"));

        Assert.Empty(await IdsAsync(new DatasetFilter { Text = text }));
    }

    [Fact]
    public async Task TextPages_AreFilledAndOrdered()
    {
        await ApplyAsync([.. Enumerable.Range(0, 30).Select(i => Added($"{i:d2}", i % 3 == 0 ? "needle" : "hay"))]);
        var filter = new DatasetFilter { Text = "needle" };

        var first = await Store.Datasets.ListAsync(filter, null, 4, None);
        var second = await Store.Datasets.ListAsync(filter, first[^1].Id, 100, None);

        Assert.Equal(4, first.Count);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => $"tokyo~{i * 3:d2}"), first.Concat(second).Select(d => d.Id));
    }

    [Fact]
    public async Task Stream_ShowsTheCatalogueAsOfItsStart()
    {
        await ApplyAsync([.. Enumerable.Range(0, 600).Select(i => Added($"{i:d4}"))]);
        var seen = new List<Dataset>();

        await foreach (var dataset in Store.Datasets.AllAsync(new DatasetFilter(), None))
        {
            if (seen.Count == 0)
                await ApplyAsync([.. Enumerable.Range(0, 600).Select(i => i % 2 == 0 ? Updated($"{i:d4}", 2, "b") : (CatalogueWrite)new CatalogueWrite.Withdraw($"tokyo~{i:d4}")), Added("0000x"), Added("z")]);
            seen.Add(dataset);
        }

        Assert.Equal(600, seen.Count);
        Assert.All(seen, dataset => Assert.Equal((1, DatasetState.Active), (dataset.Version, dataset.State)));
        Assert.Equal(602, await Store.Datasets.CountAsync(new DatasetFilter(), None));
    }

    [Fact]
    public async Task ActiveRecords_AreStreamedAsOfTheStart_InAFixedOrder()
    {
        var minato = await LeaseAsync("minato");
        await ApplyAsync(minato, Added("m", source: "minato"));
        await ApplyAsync([.. Enumerable.Range(0, 500).Select(i => Added($"{i:d4}")), new CatalogueWrite.Withdraw("tokyo~0007")]);
        var seen = new List<string>();

        await foreach (var known in Store.Catalogue.ActiveAsync("tokyo", None))
        {
            if (seen.Count == 0)
                await ApplyAsync(new CatalogueWrite.Withdraw("tokyo~0400"), Added("9999"));
            seen.Add(known.RecordId);
        }

        Assert.Equal(Enumerable.Range(0, 500).Where(i => i != 7).Select(i => $"{i:d4}"), seen);
        Assert.Equal((499, 1, 0), (await Store.Catalogue.CountActiveAsync("tokyo", None), await Store.Catalogue.CountActiveAsync("minato", None), await Store.Catalogue.CountActiveAsync("nobody", None)));
    }

    [Fact]
    public async Task StreamLeftEarly_OrCancelled_LeavesTheStoreUsable()
    {
        await ApplyAsync([.. Enumerable.Range(0, 300).Select(i => Added($"{i:d4}"))]);
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in Store.Datasets.AllAsync(new DatasetFilter(), cancellation.Token))
                await cancellation.CancelAsync();
        });
        await foreach (var _ in Store.Datasets.AllAsync(new DatasetFilter(), None))
            break;

        await ApplyAsync(Updated("0000", 2, "b"));
        Assert.Equal(2, (await ListOf(Store.Datasets.AllAsync(new DatasetFilter(), None)))[0].Version);
    }

    [Fact]
    public async Task ManyReadersAtOnce_AllGetTheirAnswer()
    {
        await ApplyAsync([.. Enumerable.Range(0, 50).Select(i => Added($"{i:d4}"))]);

        var counts = await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => Task.Run(() => ListOf(Store.Datasets.AllAsync(new DatasetFilter(), None)))));

        Assert.All(counts, datasets => Assert.Equal(50, datasets.Count));
    }

    [Fact]
    public async Task Counts_PerPublisherAndSource_OfActiveDatasetsAndTheirFiles()
    {
        var minato = await LeaseAsync("minato");
        await ApplyAsync(Added("a"), Added("b"), Added("c", code: null), Added("d", code: "131041"), new CatalogueWrite.Withdraw("tokyo~d"));
        await ApplyAsync(minato, Put(Dataset("a", source: "minato") with { Distributions = [] }, ChangeKind.Added));

        var counts = await Store.Datasets.CountByPublisherAsync(None);

        Assert.Equal(
            new HashSet<PublisherCount> { new("131032", "tokyo", 2, 2), new(null, "tokyo", 1, 1), new("131032", "minato", 1, 0) },
            counts.ToHashSet());
    }

    [Fact]
    public async Task KnownRecords_AreThoseAskedForOnly_WithdrawnOnesToo()
    {
        await ApplyAsync(Added("a"), Added("b"), Added("c"), new CatalogueWrite.Withdraw("tokyo~b"));

        var known = await Store.Catalogue.KnownAsync("tokyo", ["a", "b", "x", "a"], None);

        Assert.Equal(["a", "b"], known.Keys.Order());
        Assert.Equal(DatasetState.Withdrawn, known["b"].State);
    }

    [Fact]
    public async Task ASource_HasSomething_AlsoWhenAllOfItIsWithdrawn()
    {
        Assert.False(await Store.Catalogue.HasAnyAsync("tokyo", None));

        await ApplyAsync(Added("a"), new CatalogueWrite.Withdraw("tokyo~a"));

        Assert.True(await Store.Catalogue.HasAnyAsync("tokyo", None));
        Assert.False(await Store.Catalogue.HasAnyAsync("toky", None));
    }

    [Fact]
    public async Task ReopenedStore_HoldsEverything()
    {
        await ApplyAsync(Added("a"), Added("b", "x"), Updated("a", 2, "b"), new CatalogueWrite.Move("tokyo~a", "tokyo~b"), new CatalogueWrite.Hold("tokyo~a"));
        await Store.Runs.SaveAsync(Run("r", "tokyo", 1), None);
        var (before, epoch) = (await SnapshotAsync(), await Store.Changes.EpochAsync(None));
        await Store.DisposeAsync();

        store = await OpenAsync();

        Assert.Equal(before, await SnapshotAsync());
        Assert.Equal(epoch, await Store.Changes.EpochAsync(None));
        Assert.NotNull(await Store.Runs.GetAsync("r", None));
        Assert.Equal("worker", (await Store.Sources.GetAsync("tokyo", None))!.LeaseOwner);
    }

    [Fact]
    public async Task ClosedStore_SaysSoInAStoreException()
    {
        var other = await OpenAsync();
        await other.DisposeAsync();
        await other.DisposeAsync();

        await Assert.ThrowsAsync<StoreException>(() => other.Datasets.GetAsync("tokyo~a", None));
        await Assert.ThrowsAsync<StoreException>(() => other.Runs.SaveAsync(Run("r", "tokyo", 1), None));
        await Assert.ThrowsAsync<StoreException>(() => ListOf(other.Datasets.AllAsync(new DatasetFilter(), None)));
    }
}
