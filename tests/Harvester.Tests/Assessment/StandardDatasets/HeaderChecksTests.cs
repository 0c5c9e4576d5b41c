using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Assessment.StandardDatasets;

/// <summary>The job's own rules: what is due, how much, when again. Its way over the network is tested with the sampler.</summary>
public sealed class HeaderChecksTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly HandClock clock = new();
    private readonly ScriptedFiles files = new();
    private TemporaryCatalogue catalogue = null!;

    public async ValueTask InitializeAsync()
    {
        catalogue = await TemporaryCatalogue.CreateAsync(clock);
        await catalogue.PutAsync(Standards.Dataset("公衆トイレ一覧"));
        await catalogue.Assessments.CatchUpAsync(Cancel);
    }

    public ValueTask DisposeAsync() => catalogue.DisposeAsync();

    private Task<HeaderReport> RunAsync(int limit = 10, IReadOnlyCollection<string>? sources = null, string owner = "worker") =>
        new HeaderChecks(catalogue.Store, Standards.Vocabulary, files, clock, owner).RunAsync(sources, limit, Cancel);

    private static HeaderSample Sample(params IEnumerable<string> header) => new() { Rows = [[.. header]], FinalUrl = "https://cdn/1.csv", ETag = "\"1\"" };

    [Fact]
    public async Task ReadHeader_MakesTheCandidateChecked_AndIsNotAskedForAgainForAmonth()
    {
        files.Answer = _ => Sample(Standards.Columns("public-toilets"));
        var report = await RunAsync();

        Assert.Equal((1, 1, 0), (report.Asked, report.Checked, report.Unchanged));
        var match = (await catalogue.MatchAsync())!;
        Assert.Equal((StandardDatasetStatus.Checked, "current", "required 3/3 (100 %), 39/39 columns present", "1"), (match.Status, match.Edition, match.Conformance, match.Distribution));
        Assert.Equal((2, 0), (await catalogue.AnnotatedAsync(), (await RunAsync()).Asked));
        clock.Advance(HeaderChecks.Again);
        Assert.Equal(1, (await RunAsync()).Asked);
    }

    [Fact]
    public async Task UnchangedFile_IsAskedWithWhatWasGiven_AndNothingIsWritten()
    {
        files.Answer = _ => Sample(Standards.Columns("public-toilets"));
        await RunAsync();
        var log = await catalogue.Store.Changes.LastAsync(Cancel);
        clock.Advance(HeaderChecks.Again);
        files.Answer = state => new HeaderSample { FinalUrl = state.FinalUrl! };
        var report = await RunAsync();

        Assert.Equal((1, 1, 1), (report.Asked, report.Unchanged, report.Checked));
        Assert.Equal(("\"1\"", "https://cdn/1.csv", 39), (files.Asked[^1].ETag, files.Asked[^1].FinalUrl, files.Asked[^1].Header!.Count));
        Assert.Equal(log, await catalogue.Store.Changes.LastAsync(Cancel));
        Assert.Equal(clock.GetUtcNow() + HeaderChecks.Again, (await catalogue.StateAsync())!.NextDue);
    }

    [Fact]
    public async Task FileThatCannotBeRead_StaysAcandidateWithItsReason_AndIsAskedLessAndLessOften()
    {
        files.Answer = _ => throw new SourceException("http-403", Whose.Source, "https://e/1.csv", "no");
        foreach (var days in (int[])[1, 2, 4, 8, 16, 30, 30])
        {
            var report = await RunAsync();
            Assert.Equal((1, 0, "http-403 1"), (report.Asked, report.Checked, string.Join(' ', report.Faults.Select(fault => $"{fault.Key} {fault.Value}"))));
            Assert.Equal(clock.GetUtcNow().AddDays(days), (await catalogue.StateAsync())!.NextDue);
            clock.Advance(TimeSpan.FromDays(days));
        }

        Assert.Equal(new StandardDatasetMatch("public-toilets", StandardDatasetStatus.Candidate, null, "header not read: http-403"), await catalogue.MatchAsync());
        Assert.Equal(1, await catalogue.AnnotatedAsync()); // the reason is no news
        files.Answer = _ => Sample(Standards.Columns("public-toilets"));
        Assert.Equal((1, 0), ((await RunAsync()).Checked, (await catalogue.StateAsync())!.Failures));
    }

    [Fact]
    public async Task FileInAnotherForm_StaysAcandidate_AlsoWithoutAnyKnownHeader()
    {
        files.Answer = _ => Sample("施設名", "名称", "緯度", "経度");
        var report = await RunAsync();
        Assert.Equal((1, 0, 1, "the file has another form: 3/39 columns present"), (report.Asked, report.Checked, report.OtherForm, (await catalogue.MatchAsync())!.Conformance));

        clock.Advance(HeaderChecks.Again);
        files.Answer = _ => Sample("2024", "12", "35.6");
        report = await RunAsync();
        Assert.Equal((1, 0, 1, 0, "the file has another form: 0/39 columns present"), (report.Asked, report.Checked, report.OtherForm, report.Faults.Count, (await catalogue.MatchAsync())!.Conformance));
        Assert.Empty((await catalogue.StateAsync())!.Header!);
    }

    [Fact]
    public async Task OneCall_LooksIntoNoMoreThanItsLimit_OfTheWantedSources()
    {
        for (var i = 2; i <= 6; i++)
            await catalogue.PutAsync(Standards.Dataset("公衆トイレ一覧", $"https://e/{i}.csv", id: $"{(i < 5 ? "minato" : "ota")}~{i}"));
        await catalogue.Assessments.CatchUpAsync(Cancel);
        files.Answer = _ => Sample(Standards.Columns("public-toilets"));

        Assert.Equal(2, (await RunAsync(limit: 9, sources: ["ota"])).Asked);
        Assert.Equal(3, (await RunAsync(limit: 3)).Asked);
        Assert.Equal(1, (await RunAsync(limit: 3)).Asked);
    }

    [Fact]
    public async Task DatasetThatIsGoneOrSomethingElseNow_IsDroppedWithoutArequest()
    {
        await catalogue.Store.Headers.SaveAsync([(await catalogue.StateAsync())! with { Dataset = "minato~gone" }], Cancel);
        await catalogue.PutAsync(Standards.Dataset("港区の坂道") with { Version = 2 }, ChangeKind.Updated); // not assessed yet

        Assert.Equal((0, 0), ((await RunAsync()).Asked, files.Asked.Count));
        Assert.Null(await catalogue.StateAsync());
        Assert.Null(await catalogue.StateAsync("minato~gone"));
    }

    [Fact]
    public async Task FileThatMovedSinceItWasQueued_IsAskedAtItsNewAddress()
    {
        await catalogue.PutAsync(Standards.Dataset("公衆トイレ一覧", "https://e/new.csv") with { Version = 2 }, ChangeKind.Updated);
        files.Answer = _ => Sample(Standards.Columns("public-toilets"));
        await RunAsync();
        Assert.Equal("https://e/new.csv", Assert.Single(files.Asked).Url);
        Assert.Equal(StandardDatasetStatus.Checked, (await catalogue.MatchAsync())!.Status);
    }

    [Fact]
    public async Task OneWorkerAtAtime()
    {
        files.Answer = _ => Sample(Standards.Columns("public-toilets"));
        await catalogue.Store.Jobs.TakeAsync("headers", "another", clock.GetUtcNow(), HeaderChecks.LeaseTerm, Cancel);
        Assert.True((await RunAsync()).Busy);
        await catalogue.Store.Jobs.ReleaseAsync("headers", "another", Cancel);
        Assert.Equal(1, (await RunAsync()).Asked);
        Assert.True(await catalogue.Store.Jobs.TakeAsync("headers", "another", clock.GetUtcNow(), HeaderChecks.LeaseTerm, Cancel));
    }

    [Fact]
    public async Task WithNothingDue_TheJobIsNotTaken()
    {
        files.Answer = _ => Sample(Standards.Columns("public-toilets"));
        await RunAsync();
        await catalogue.Store.Jobs.TakeAsync("headers", "another", clock.GetUtcNow(), HeaderChecks.LeaseTerm, Cancel);

        Assert.Equal((false, 0), ((await RunAsync()).Busy, (await RunAsync()).Asked));
        Assert.False((await RunAsync(sources: ["ota"])).Busy);
    }

    /// <summary>Files that answer as the test says, and remember what they were asked.</summary>
    private sealed class ScriptedFiles : IHeaderSource
    {
        private readonly List<HeaderState> asked = [];

        public Func<HeaderState, HeaderSample> Answer { get; set; } = _ => throw new InvalidOperationException("nothing was to be asked");

        public IReadOnlyList<HeaderState> Asked
        {
            get
            {
                lock (asked)
                    return [.. asked];
            }
        }

        public Task<HeaderSample> ReadAsync(HeaderState state, CancellationToken cancellationToken)
        {
            lock (asked)
                asked.Add(state);
            return Task.FromResult(Answer(state));
        }
    }
}
