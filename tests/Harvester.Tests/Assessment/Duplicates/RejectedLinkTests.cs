using Harvester.Core.Ports;
using Xunit;
using static Harvester.Tests.Assessment.Duplicates.Records;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>A person said that two records are not the same: whatever comes later, they stay apart.</summary>
public sealed class RejectedLinkTests : IAsyncLifetime
{
    private const string Park = "https://www.city.minato.tokyo.jp/koen.csv";
    private Bench bench = null!;

    public async ValueTask InitializeAsync()
    {
        bench = await Bench.StartAsync();
        await bench.PutAsync(Dataset("minato", "1", "公園一覧", Park), Dataset("tokyo", "1", "【港区】公園一覧", Park));
        await bench.CatchUpAsync();
        Assert.Equal(["minato~1 tokyo~1"], await bench.GroupsAsync());
        await bench.Desk.GiveAsync(VerdictKind.Apart, "minato~1", "tokyo~1", "港区", CancellationToken.None);
        await AreApartAsync();
    }

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task AfterLaterRuns_ThatMakeThemMoreAlike()
    {
        const string More = "https://www.city.minato.tokyo.jp/koen_toilet.csv";
        await bench.PutAsync(Dataset("tokyo", "1", "公園一覧", Park, More));
        await bench.CatchUpAsync();
        await AreApartAsync();
        await bench.PutAsync(Dataset("minato", "1", "公園一覧", Park, More));
        await bench.CatchUpAsync();
        await AreApartAsync();
    }

    [Fact]
    public async Task AfterAssessmentFromScratch_ByOtherRules()
    {
        await bench.AnewAsync();
        await AreApartAsync();
    }

    [Fact]
    public async Task AfterARestart_WithNothingLeftOfWhatWasCompared()
    {
        await bench.ReopenAsync();
        await bench.Store.Duplicates.ClearAsync(CancellationToken.None);
        await bench.AnewAsync();
        await AreApartAsync();
    }

    [Fact]
    public async Task AfterOneOfThemWasWithdrawn_AndCameBack()
    {
        await bench.WriteAsync(new CatalogueWrite.Withdraw("tokyo~1"));
        await bench.CatchUpAsync();
        await bench.PutAsync(Dataset("tokyo", "1", "【港区】公園一覧", Park));
        await bench.CatchUpAsync();
        await AreApartAsync();
    }

    [Fact]
    public async Task AfterAThirdRecordCame_ThatIsTheSameAsEither()
    {
        await bench.PutAsync(Dataset("other", "1", "公園一覧", Park));
        await bench.CatchUpAsync();
        Assert.Equal(2, Assert.Single(await bench.GroupsAsync()).Split(' ').Length);
        await bench.AnewAsync();
        var group = Assert.Single(await bench.GroupsAsync()).Split(' ');
        Assert.Equal(2, group.Length);
        Assert.Contains("other~1", group);
    }

    private async Task AreApartAsync()
    {
        Assert.Empty(await bench.GroupsAsync());
        foreach (var id in (string[])["minato~1", "tokyo~1"])
            Assert.Equal((null, 0), ((await bench.FoundAsync(id)).CanonicalId, (await bench.FoundAsync(id)).Relations.Count));
    }
}
