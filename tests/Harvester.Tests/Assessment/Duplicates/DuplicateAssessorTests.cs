using Harvester.Core.Assessment;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Xunit;
using static Harvester.Tests.Assessment.Duplicates.Records;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>The assessor over a real store: what is linked, what leaves again, and how little is looked at.</summary>
public sealed class DuplicateAssessorTests
{
    private const string Park = "https://www.city.minato.tokyo.jp/koen.csv";
    private static readonly CancellationToken None = CancellationToken.None;

    private static Dataset Own(string title = "公園一覧", params string[] files) => Dataset("minato", "1", title, files.Length == 0 ? [Park] : files) with { Description = LanguageMap.Japanese("区立公園") };

    private static Dataset Copy(string title = "【港区】公園一覧", params string[] files) => Dataset("tokyo", "1", title, files.Length == 0 ? [Park] : files);

    [Fact]
    public async Task RepublishedRecord_IsLinked_OnceAndBothWays_AndEntersTheLog()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Own(), Copy(), Dataset("tokyo", "2", "公園一覧", "https://example.org/ichiran.csv"));

        await bench.CatchUpAsync();

        Assert.Equal(["minato~1 tokyo~1"], await bench.GroupsAsync());
        var (own, copy) = (await bench.FoundAsync("minato~1"), await bench.FoundAsync("tokyo~1"));
        Assert.Equal((null, "minato~1"), (own.CanonicalId, copy.CanonicalId));
        Assert.Equal(new Relation("tokyo~1", RelationKind.Same, "1 of 1 file has the same address; the titles agree"), Assert.Single(own.Relations));
        Assert.Equal("minato~1", Assert.Single(copy.Relations).Id);
        Assert.Null((await bench.Store.Annotations.GetAsync("tokyo~2", None))?.CanonicalId);
        Assert.Equal(["tokyo~1"], (await bench.Store.Changes.ReadAsync(0, 100, None)).Where(change => change.Kind is ChangeKind.Annotated).Select(change => change.Id));
    }

    [Fact]
    public async Task NothingChanged_NothingIsWritten()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Own(), Copy());
        await bench.CatchUpAsync();
        await bench.CatchUpAsync();
        var last = await bench.Store.Changes.LastAsync(None);

        await bench.AnewAsync();

        Assert.Equal(last, await bench.Store.Changes.LastAsync(None));
    }

    [Fact]
    public async Task WithdrawnRecord_LeavesItsGroup_AndTheOtherStandsForItself()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Own(), Copy());
        await bench.CatchUpAsync();

        await bench.WriteAsync(new CatalogueWrite.Withdraw("minato~1"));
        await bench.CatchUpAsync();

        Assert.Empty(await bench.GroupsAsync());
        foreach (var id in (string[])["minato~1", "tokyo~1"])
            Assert.Equal((null, 0), ((await bench.FoundAsync(id)).CanonicalId, (await bench.FoundAsync(id)).Relations.Count));

        await bench.PutAsync(Own());
        await bench.CatchUpAsync();
        Assert.Equal(["minato~1 tokyo~1"], await bench.GroupsAsync());
    }

    [Fact]
    public async Task ChangedFiles_PartAGroup()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Own(), Copy());
        await bench.CatchUpAsync();

        await bench.PutAsync(Copy(files: "https://example.org/quite_another.csv"));
        await bench.CatchUpAsync();

        Assert.Empty(await bench.GroupsAsync());
        Assert.Empty((await bench.FoundAsync("minato~1")).Relations);
    }

    [Fact]
    public async Task CutOffBeforeTheRowsWereStored_ItIsFoundAgain()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Own(), Copy());
        await bench.CatchUpAsync();
        await bench.WriteAsync(new CatalogueWrite.Withdraw("minato~1"));
        var gone = (await bench.Store.Datasets.GetAsync("minato~1", None))!;

        // What the first attempt found is there, but not that it was done.
        await bench.Store.Annotations.PutAsync([new AnnotationWrite.Related("minato~1", null, [])], Noon, None);
        await bench.Assessor.AssessAsync([new Changed("minato~1", gone, Content: true)], None);

        Assert.Null((await bench.FoundAsync("tokyo~1")).CanonicalId);
    }

    [Fact]
    public async Task FindingsOfOthers_ConcernItNot()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Own(), Copy());

        await bench.Assessor.AssessAsync([new Changed("minato~1", await bench.Store.Datasets.GetAsync("minato~1", None), Content: false)], None);

        Assert.Empty(await bench.Store.Duplicates.GetAsync(["minato~1"], None));
    }

    [Fact]
    public async Task RecordOfAllMonths_ContainsThoseOfOne_WhichAreASeries()
    {
        await using var bench = await Bench.StartAsync();
        var months = Enumerable.Range(1, 28).Select(n => $"https://example.org/jinko_{n:00}.csv").ToArray();
        await bench.PutAsync(Own("人口", months));
        await bench.PutAsync(months.Select((url, n) => Dataset("tokyo", $"{n:00}", $"人口（{2024 + (n / 12)}年{(n % 12) + 1}月）", url)));
        await bench.CatchUpAsync();

        Assert.Empty(await bench.GroupsAsync());
        var own = await bench.FoundAsync("minato~1");
        Assert.Equal((28, RelationKind.Contains), (own.Relations.Count, own.Relations.Select(relation => relation.Kind).Distinct().Single()));
        Assert.Equal(new Relation("minato~1", RelationKind.Overlaps, "all files here (1) are among its 28: the same address"), Assert.Single((await bench.FoundAsync("tokyo~05")).Relations));
    }

    [Fact]
    public async Task ChecksumThatVeryManyHave_LinksNobody_UntilItIsRareAgain()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Summed("minato", "own", "公園一覧"), Summed("tokyo", "copy", "公園一覧"));
        await bench.PutAsync(Enumerable.Range(0, 18).Select(n => Summed("other", $"{n:00}", $"題{(char)('あ' + n)}")));
        await bench.CatchUpAsync();
        Assert.Equal(["minato~own tokyo~copy"], await bench.GroupsAsync());

        await bench.PutAsync(Summed("other", "18", "題"));
        await bench.CatchUpAsync();
        Assert.All(await bench.AnswersAsync(), answer => Assert.EndsWith("→ : ", answer, StringComparison.Ordinal));

        await bench.WriteAsync(new CatalogueWrite.Withdraw("other~03"));
        await bench.CatchUpAsync();
        Assert.Equal(["minato~own tokyo~copy"], await bench.GroupsAsync());

        static Dataset Summed(string source, string id, string title) => Dataset(source, id, title) with
        {
            Distributions = [new Distribution { Id = "1", DownloadUrl = $"https://{source}.example/{id}/1.csv", Format = "CSV", Checksum = new Checksum("md5", "a") }],
        };
    }

    [Fact]
    public async Task FileThatVeryManyHave_LinksNobody_UntilItIsRareAgain()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Own());
        await bench.PutAsync(Enumerable.Range(0, 25).Select(n => Dataset("tokyo", $"{n:00}", n == 0 ? "公園一覧" : $"題{(char)('あ' + n)}", Park)));
        await bench.CatchUpAsync();
        Assert.All(await bench.AnswersAsync(), answer => Assert.EndsWith("→ : ", answer, StringComparison.Ordinal));

        await bench.PutAsync(Enumerable.Range(5, 20).Select(n => Dataset("tokyo", $"{n:00}", $"題{(char)('あ' + n)}", $"https://example.org/{n}.csv")));
        await bench.CatchUpAsync();
        Assert.Equal(["minato~1 tokyo~00"], await bench.GroupsAsync());

        await bench.PutAsync(Enumerable.Range(30, 20).Select(n => Dataset("other", $"{n:00}", $"題{(char)('あ' + n)}", Park)));
        await bench.CatchUpAsync();
        Assert.Empty(await bench.GroupsAsync());
    }

    [Fact]
    public async Task TwoSheetsOfOneFile_EachFindTheirOwnCopy()
    {
        await using var bench = await Bench.StartAsync();
        const string Book = "https://example.org/tokei_book.xlsx";
        await bench.PutAsync(Dataset("minato", "f", "人口の推移（女）", Book), Dataset("minato", "m", "人口の推移（男）", Book), Dataset("tokyo", "f", "人口の推移・女", Book), Dataset("tokyo", "m", "人口の推移・男", Book));

        await bench.CatchUpAsync();

        Assert.Equal(["minato~f tokyo~f", "minato~m tokyo~m"], await bench.GroupsAsync());
        Assert.Contains("kept apart", (await bench.FoundAsync("minato~f")).Relations.Single(relation => relation.Id == "tokyo~m").Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListRecord_OnlySupplements_AndTheOneThatStoodStays()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Dataset("minato-list", "1", "公園一覧", Park) with { Description = LanguageMap.Japanese("a"), Modified = "2026", Frequency = "ANNUAL" }, Copy());
        await bench.CatchUpAsync();
        Assert.Equal(["tokyo~1 minato-list~1"], await bench.GroupsAsync());

        await bench.PutAsync(Dataset("other", "1", "公園一覧", Park) with { Publisher = new Publisher { Code = "131032" } });
        await bench.CatchUpAsync();
        await bench.PutAsync(Own());
        await bench.CatchUpAsync();
        var standing = (await bench.GroupsAsync()).Single();
        await bench.AnewAsync();

        Assert.StartsWith("other~1 ", standing, StringComparison.Ordinal);
        Assert.Equal([standing], await bench.GroupsAsync());
    }

    [Fact]
    public async Task Verdict_AlwaysWins_InLaterRunsToo()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Own(), Copy(), Dataset("other", "1", "緑地", "https://example.org/ryokuchi.csv"));
        await bench.CatchUpAsync();

        var apart = await bench.Desk.GiveAsync(VerdictKind.Apart, "tokyo~1", "minato~1", "港区", None);
        var same = await bench.Desk.GiveAsync(VerdictKind.Same, "minato~1", "other~1", null, None);

        Assert.Empty(apart.First.Annotations!.Relations);
        Assert.StartsWith("a person said so on 2026-", same.First.Annotations!.Relations.Single().Evidence, StringComparison.Ordinal);
        Assert.Equal(["minato~1 other~1"], await bench.GroupsAsync());
        await bench.PutAsync(Own("公園の一覧"), Copy("公園の一覧"));
        await bench.CatchUpAsync();
        await bench.AnewAsync();
        Assert.Equal(["minato~1 other~1"], await bench.GroupsAsync());

        await bench.Desk.GiveAsync(VerdictKind.Same, "minato~1", "tokyo~1", null, None);
        Assert.Equal(["minato~1 other~1 tokyo~1"], await bench.GroupsAsync());
    }

    [Fact]
    public async Task VerdictOnAMovedRecord_GoesWithIt()
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Own(), Copy(), Dataset("tokyo", "old", "【港区】公園一覧", Park));
        await bench.CatchUpAsync();
        await bench.Desk.GiveAsync(VerdictKind.Apart, "tokyo~1", "minato~1", "港区", None);

        await bench.WriteAsync(new CatalogueWrite.Move("tokyo~old", "tokyo~1"));
        await bench.CatchUpAsync();

        Assert.Empty(await bench.GroupsAsync());
        var moved = await Assert.ThrowsAsync<DecisionException>(() => bench.Desk.GiveAsync(VerdictKind.Same, "tokyo~1", "minato~1", null, None));
        Assert.Equal("The dataset tokyo~1 was moved: it is tokyo~old now.", moved.Message);
    }

    [Theory]
    [InlineData("minato~1", "minato~1", "named twice")]
    [InlineData("minato~1", "nobody~1", "There is no dataset nobody~1")]
    public async Task VerdictOnWhatIsNotThere_IsRefused_AndNothingIsStored(string one, string other, string expected)
    {
        await using var bench = await Bench.StartAsync();
        await bench.PutAsync(Own());

        var fault = await Assert.ThrowsAsync<DecisionException>(() => bench.Desk.GiveAsync(VerdictKind.Same, one, other, null, None));

        Assert.Contains(expected, fault.Message, StringComparison.Ordinal);
        Assert.Empty(await bench.Store.Duplicates.VerdictsAsync([one], None));
    }
}
