using Harvester.Core.Assessment;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Assessment.StandardDatasets;

/// <summary>Candidates from words, and what is kept of a file's header, in a real store.</summary>
public sealed class RecogniserTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private static readonly Dataset Toilets = Standards.Dataset("公衆トイレ一覧", "https://e/131032_public_toilet.csv");
    private readonly HandClock clock = new();
    private TemporaryCatalogue catalogue = null!;

    public async ValueTask InitializeAsync() => catalogue = await TemporaryCatalogue.CreateAsync(clock);

    public ValueTask DisposeAsync() => catalogue.DisposeAsync();

    private async Task CheckedAsync()
    {
        await catalogue.PutAsync(Toilets);
        await catalogue.Assessments.CatchUpAsync(Cancel);
        var state = (await catalogue.StateAsync())! with { Header = Standards.Columns("public-toilets"), ETag = "\"1\"", NextDue = clock.GetUtcNow().AddDays(30) };
        await catalogue.Store.Headers.SaveAsync([state], Cancel);
        await catalogue.Store.Annotations.PutAsync([new AnnotationWrite.Recognised("minato~1", new Verdict(Standards.Judge).Of(new Candidate(Standards.Of("public-toilets"), false), state))], clock.GetUtcNow(), Cancel);
        Assert.Equal(StandardDatasetStatus.Checked, (await catalogue.MatchAsync())!.Status);
    }

    private async Task UpdateAsync(Dataset dataset)
    {
        await catalogue.PutAsync(dataset with { Version = 2, Provenance = dataset.Provenance with { ContentHash = "other" } }, ChangeKind.Updated);
        await catalogue.Assessments.CatchUpAsync(Cancel);
    }

    [Fact]
    public async Task Candidate_IsAnnotatedAndQueued_AndAnotherDatasetIsNot()
    {
        await catalogue.PutAsync(Toilets);
        await catalogue.PutAsync(Standards.Dataset("港区の坂道", id: "minato~2"));
        await catalogue.Assessments.CatchUpAsync(Cancel);

        Assert.Equal(new StandardDatasetMatch("public-toilets", StandardDatasetStatus.Candidate, null, null), await catalogue.MatchAsync());
        Assert.Null(await catalogue.MatchAsync("minato~2"));
        var due = Assert.Single(await catalogue.Store.Headers.DueAsync(clock.GetUtcNow(), null, 10, Cancel));
        Assert.Equal(("minato~1", "minato", "1", "https://e/131032_public_toilet.csv", null), (due.Dataset, due.Source, due.Distribution, due.Url, due.Header));
        Assert.Equal(1, await catalogue.AnnotatedAsync());
    }

    [Theory]
    [InlineData("公衆トイレ一覧", "https://e/1.xlsx", "XLSX", "no CSV to look into")]
    [InlineData("公衆トイレ一覧", null, "CSV", "no CSV to look into")]
    [InlineData("公衆トイレ一覧", "ftp://e/1.csv", "CSV", "no CSV to look into")]
    [InlineData("調達情報", "https://e/1.csv", "CSV", "the columns of this standard dataset are not known")]
    public async Task CandidateWithNothingToRead_IsNotQueued_AndSaysWhy(string title, string? url, string format, string why)
    {
        await catalogue.PutAsync(Standards.Dataset(title, url, format));
        await catalogue.Assessments.CatchUpAsync(Cancel);

        Assert.Equal((StandardDatasetStatus.Candidate, why), ((await catalogue.MatchAsync())!.Status, (await catalogue.MatchAsync())!.Conformance));
        Assert.Null(await catalogue.StateAsync());
    }

    [Fact]
    public async Task CheckedAnswer_StaysWhenWordsChange_ButTheFileDoesNot()
    {
        await CheckedAsync();
        var state = await catalogue.StateAsync();
        var log = await catalogue.AnnotatedAsync();
        await UpdateAsync(Toilets with { Description = LanguageMap.Japanese("新しい説明") });

        Assert.Equal(StandardDatasetStatus.Checked, (await catalogue.MatchAsync())!.Status);
        Assert.Equal((state!.NextDue, state.ETag, log), ((await catalogue.StateAsync())!.NextDue, (await catalogue.StateAsync())!.ETag, await catalogue.AnnotatedAsync()));
    }

    [Fact]
    public async Task FileWithAnewDate_IsDueAtOnce_AndCountsUntilItIsRead()
    {
        await CheckedAsync();
        await UpdateAsync(Toilets with { Distributions = [Toilets.Distributions[0] with { Modified = "2026-11-01" }] });

        Assert.Equal(StandardDatasetStatus.Checked, (await catalogue.MatchAsync())!.Status);
        Assert.Equal((clock.GetUtcNow(), "\"1\""), ((await catalogue.StateAsync())!.NextDue, (await catalogue.StateAsync())!.ETag));
    }

    [Fact]
    public async Task AnotherFile_MakesItAcandidateAgain()
    {
        await CheckedAsync();
        await UpdateAsync(Toilets with { Distributions = [Standards.File("1", "https://e/131032_public_toilet_2027.csv")] });

        Assert.Equal(new StandardDatasetMatch("public-toilets", StandardDatasetStatus.Candidate, null, null), await catalogue.MatchAsync());
        Assert.Equal((clock.GetUtcNow(), null, null), ((await catalogue.StateAsync())!.NextDue, (await catalogue.StateAsync())!.Header, (await catalogue.StateAsync())!.ETag));
    }

    [Fact]
    public async Task WordsThatSayNothingAnyMore_TakeItBack()
    {
        await CheckedAsync();
        await UpdateAsync(Standards.Dataset("港区の坂道", "https://e/1.csv"));

        Assert.Null(await catalogue.MatchAsync());
        Assert.Null(await catalogue.StateAsync());
    }

    [Fact]
    public async Task WithdrawnDataset_IsNotLookedAtAnyMore_AndStaysWhatItWas()
    {
        await CheckedAsync();
        await UpdateAsync(Toilets with { State = DatasetState.Withdrawn });

        Assert.Null(await catalogue.StateAsync());
        Assert.Equal(StandardDatasetStatus.Checked, (await catalogue.MatchAsync())!.Status);
    }

    [Fact]
    public async Task DatasetThatIsNoMore_IsForgotten()
    {
        await CheckedAsync();
        var recogniser = new Recogniser(catalogue.Store, Standards.Vocabulary, clock);
        await recogniser.AssessAsync([new Changed("minato~1", null, Content: true)], Cancel);

        Assert.Null(await catalogue.StateAsync());
    }

    [Fact]
    public async Task OtherRules_JudgeTheKeptHeaderAnew_WithoutArequest()
    {
        await CheckedAsync();
        var entries = Standards.Vocabulary.Entries.Select(entry => entry.Id != "public-toilets" ? entry : entry with
        {
            Forms = [entry.Forms[0] with { Columns = [.. entry.Forms[0].Columns, "管理者"], Required = [.. entry.Forms[0].Required, "管理者"] }],
        }).ToList();
        var vocabulary = new StandardDatasetVocabulary(entries, Mapping.MappingFixture.Rules.Publishers.Municipalities, "another");
        var recogniser = new Recogniser(catalogue.Store, vocabulary, clock);

        Assert.NotEqual(new Recogniser(catalogue.Store, Standards.Vocabulary, clock).Revision, recogniser.Revision);
        await new Assessments(catalogue.Store, [recogniser], clock, "worker").CatchUpAsync(Cancel);
        Assert.Equal("required 3/4 (75 %), 39/40 columns present", (await catalogue.MatchAsync())!.Conformance);
        Assert.Empty(await catalogue.Store.Headers.DueAsync(clock.GetUtcNow(), null, 10, Cancel));
    }

    [Fact]
    public async Task OwnFinding_IsNothingNew()
    {
        await CheckedAsync();
        var log = (await catalogue.Store.Changes.LastAsync(Cancel));
        await catalogue.Assessments.CatchUpAsync(Cancel);
        await catalogue.Assessments.CatchUpAsync(Cancel);
        Assert.Equal(log, await catalogue.Store.Changes.LastAsync(Cancel));
    }

    [Fact]
    public void File_IsTheOneNamedAsTheStandardWants_ElseTitledSo_ElseTheNewest()
    {
        var standard = Standards.Of("public-toilets");
        string? Chosen(params Distribution[] files) => HeaderFile.Of(Toilets with { Distributions = files }, standard, Standards.Vocabulary)?.Id;
        var old = Standards.File("old", "https://e/1.csv", modified: "2024-04-01");
        var recent = Standards.File("recent", "https://e/2.csv", modified: "2026-04-01");
        var titled = Standards.File("titled", "https://e/3.csv", modified: "2020-04-01", title: "公衆トイレ一覧");
        var named = Standards.File("named", "https://e/131032_public_toilet.csv");
        var book = Standards.File("book", "https://e/131032_public_toilet.xlsx", "XLSX");

        Assert.Equal("named", Chosen(old, recent, titled, named, book));
        Assert.Equal("titled", Chosen(old, recent, titled, book));
        Assert.Equal("recent", Chosen(old, recent, book));
        Assert.Null(Chosen(book));
    }
}
