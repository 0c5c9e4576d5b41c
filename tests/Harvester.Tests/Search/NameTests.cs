using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Publication;
using Harvester.Search;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>Whose a name is, and where it leads.</summary>
public sealed class NameTests
{
    private const string Own = "t131032d0000000271";
    private static readonly Dataset Tokyo = Datasets.Of(Own, "人口");
    private static readonly Dataset Minato = Datasets.Of(Own, "人口の写し", source: "minato");

    [Fact]
    public async Task OwnName_OfOneDataset_IsItsName()
    {
        await using var bench = await SearchBench.StartAsync(Tokyo, Datasets.Of("0123", "数"), Datasets.Of("3F2504E0-4F89-11D3-9A0C-0305E82C3301", "別"));
        Assert.Equal(Own, bench.Index.NameOf(Tokyo));
        Assert.Equal("tokyo~" + Own, bench.Index.Resolve(Own));
        Assert.Equal("tokyo~" + Own, bench.Index.Resolve(PackageNames.Id(Tokyo.Id).ToString().ToUpperInvariant()));
        Assert.Equal("tokyo~" + Own, bench.Index.Resolve(PackageNames.Slug(Tokyo.Id)));
        Assert.Equal("tokyo~0123", bench.Index.Resolve("tokyo--0123"));
        Assert.Null(bench.Index.Resolve("0123"));
        Assert.Null(bench.Index.Resolve(Guid.Empty.ToString()));
        Assert.Equal(Own, bench.Index.Search(new SearchRequest { Words = "人口" }).Hits.Single().Name);
        Assert.Equal("tokyo--0123", bench.Index.Search(new SearchRequest { Words = "数" }).Hits.Single().Name);
    }

    [Fact]
    public async Task OwnName_OfTwoThatAreEqual_IsNobodys()
    {
        await using var bench = await SearchBench.StartAsync(Tokyo, Minato);
        Assert.Null(bench.Index.Resolve(Own));
        Assert.Equal(($"tokyo--{Own}", $"minato--{Own}"), (bench.Index.NameOf(Tokyo), bench.Index.NameOf(Minato)));
    }

    [Fact]
    public async Task OwnName_OfADuplicate_IsTheCanonicalRecords()
    {
        await using var bench = await SearchBench.StartAsync(Tokyo, Minato);
        await bench.AnnotateAsync(new AnnotationWrite.Related("minato~" + Own, "tokyo~" + Own, []));
        Assert.Equal("tokyo~" + Own, bench.Index.Resolve(Own));
        Assert.Equal((Own, $"minato--{Own}"), (bench.Index.NameOf(Tokyo), bench.Index.NameOf(Minato)));
        Assert.Equal(["tokyo~" + Own], bench.Index.Search(new SearchRequest { Query = $"name:{Own}", CanonicalOnly = false }).Hits.Select(hit => hit.Id));
    }

    [Fact]
    public async Task Withdrawn_ClaimsNothing_WhileAnActiveOneDoes()
    {
        await using var bench = await SearchBench.StartAsync(Tokyo, Minato);
        await bench.WriteAsync(new CatalogueWrite.Withdraw(Tokyo.Id));
        Assert.Equal(Minato.Id, bench.Index.Resolve(Own));
        await bench.AnnotateAsync(new AnnotationWrite.Related(Minato.Id, "other~1", []));
        Assert.Equal(Minato.Id, bench.Index.Resolve(Own));
        await bench.EraseAsync(Minato.Id);
        await bench.Index.CatchUpAsync(bench.Store, TestContext.Current.CancellationToken);
        Assert.Equal(Tokyo.Id, bench.Index.Resolve(Own));
    }

    [Fact]
    public async Task DatasetThatTheIndexDoesNotKnowYet_HasItsOwnName_UnlessItIsTaken()
    {
        await using var bench = await SearchBench.StartAsync();
        Assert.Equal(Own, bench.Index.NameOf(Tokyo));
        await bench.PutAsync(Minato);
        Assert.Equal($"tokyo--{Own}", bench.Index.NameOf(Tokyo));
    }

    [Fact]
    public async Task OwnName_ThatIsAnothersSlug_IsNobodys()
    {
        var sly = Datasets.Of("tokyo--0123", "他", source: "minato");
        await using var bench = await SearchBench.StartAsync(Datasets.Of("0123", "数"), sly);
        Assert.Equal("tokyo~0123", bench.Index.Resolve("tokyo--0123"));
        Assert.Equal("minato--tokyo--0123", bench.Index.NameOf(sly));
    }

    [Fact]
    public async Task Moved_IsFoundUnderItsFormerNameAndId()
    {
        var (old, renumbered) = (Datasets.Of("0001", "人口"), Datasets.Of("0002", "人口の"));
        await using var bench = await SearchBench.StartAsync(old, renumbered);
        await bench.WriteAsync(new CatalogueWrite.Move(old.Id, renumbered.Id));
        Assert.Equal(old.Id, bench.Index.Resolve("tokyo--0002"));
        Assert.Equal(old.Id, bench.Index.Resolve(PackageNames.Id(renumbered.Id).ToString()));
        Assert.Equal(["0001"], bench.Words("人口"));
    }
}
