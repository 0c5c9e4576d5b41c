using System.Text.Json;
using Harvester.Core.Model;
using Xunit;
using static Harvester.Tests.Storage.StoreSamples;

namespace Harvester.Tests.Storage;

/// <summary>Run reports and their problems.</summary>
public abstract partial class StoreContract
{
    private async Task SaveRunsAsync(params RunReport[] reports)
    {
        foreach (var report in reports)
            await Store.Runs.SaveAsync(report, None);
    }

    [Fact]
    public async Task Run_SavedAgain_IsReplaced()
    {
        await SaveRunsAsync(Run("r", "tokyo", 1, RunStatus.Running));
        var ended = Run("r", "tokyo", 1) with
        {
            FinishedAt = Noon.AddHours(1),
            Error = "理由",
            Problems = [new ProblemCount("no-title", Severity.Error, Whose.Record, 2, ["x"])],
            Listing = new Listing { Announced = 3 },
        };
        await SaveRunsAsync(ended);

        Assert.Equal(
            JsonSerializer.Serialize(ended, DatasetJson.Plain.RunReport),
            JsonSerializer.Serialize((await Store.Runs.GetAsync("r", None))!, DatasetJson.Plain.RunReport));
        Assert.Single(await Store.Runs.ListAsync(null, 10, null, None));
        Assert.Null(await Store.Runs.GetAsync("x", None));
    }

    [Fact]
    public async Task Runs_AreListedNewestFirst_BehindACursor_EvenStartedAtOneInstant()
    {
        await SaveRunsAsync(Run("b", "tokyo", 1), Run("a", "tokyo", 3), Run("c", "minato", 2), Run("d", "tokyo", 2), Run("e", "tokyo", 2));

        var all = await Store.Runs.ListAsync(null, 10, null, None);
        var paged = new List<RunReport>();
        while (await Store.Runs.ListAsync(null, 1, paged.LastOrDefault()?.Id, None) is [var next])
            paged.Add(next);

        Assert.Equal("a", all[0].Id);
        Assert.Equal("b", all[^1].Id);
        Assert.Equal(all.Select(r => r.Id), paged.Select(r => r.Id));
        Assert.Equal(["a", "b"], (await Store.Runs.ListAsync("tokyo", 10, null, None)).Select(r => r.Id).Where(id => id is "a" or "b"));
        Assert.Equal(4, (await Store.Runs.ListAsync("tokyo", 10, null, None)).Count);
        Assert.Equal(["b"], (await Store.Runs.ListAsync("tokyo", 10, all[^2].Id, None)).Select(r => r.Id));
        Assert.Empty(await Store.Runs.ListAsync("unknown", 10, null, None));
    }

    [Fact]
    public async Task Latest_IsTheNewestEndedRunOfEachSource()
    {
        await SaveRunsAsync(
            Run("t1", "tokyo", 1), Run("t2", "tokyo", 2, RunStatus.Failed), Run("t3", "tokyo", 3, RunStatus.Running),
            Run("m1", "minato", 1, RunStatus.Partial), Run("k1", "koto", 1, RunStatus.Running));

        var latest = await Store.Runs.LatestAsync(None);

        Assert.Equal([("minato", "m1"), ("tokyo", "t2")], latest.Select(pair => (pair.Key, pair.Value.Id)).Order());
    }

    [Fact]
    public async Task Problems_ComeBackInOrder_InPieces_OfTheirRunOnly()
    {
        await Store.Runs.AddProblemsAsync("r", "tokyo", [Problem("1", "first"), Problem("2", "second")], None);
        await Store.Runs.AddProblemsAsync("other", "tokyo", [Problem("9", "other")], None);
        await Store.Runs.AddProblemsAsync("r", "tokyo", [Problem("3", "third", "値", "https://example.org"), new RunProblem(null, null, null, Problem("x", "listing").Problem)], None);
        await Store.Runs.AddProblemsAsync("r", "tokyo", [], None);

        var all = await Store.Runs.ProblemsAsync("r", 0, 10, None);

        Assert.Equal(["first", "second", "third", "listing"], all.Select(p => p.Problem.Detail));
        Assert.Equal(Problem("3", "third", "値", "https://example.org"), all[2]);
        Assert.Null(all[3].RecordId);
        Assert.Equal(["second", "third"], (await Store.Runs.ProblemsAsync("r", 1, 2, None)).Select(p => p.Problem.Detail));
        Assert.Empty(await Store.Runs.ProblemsAsync("r", 4, 10, None));
    }

    [Theory]
    [InlineData("REC-7")]
    [InlineData("Example.org/7")]
    [InlineData("令和6年2月30日")]
    [InlineData("no such DAY")]
    public async Task FoundProblems_AreOfTheNewestEndedRunOfEachSource(string text)
    {
        var problem = Problem("rec-7", "There is no such day.", "令和6年2月30日", "https://example.org/7");
        await SaveRunsAsync(Run("t1", "tokyo", 1), Run("t2", "tokyo", 2), Run("t3", "tokyo", 3, RunStatus.Running), Run("t4", "tokyo", 4, RunStatus.Skipped), Run("m1", "minato", 1));
        foreach (var (run, source) in new[] { ("t1", "tokyo"), ("t2", "tokyo"), ("m1", "minato") })
            await Store.Runs.AddProblemsAsync(run, source, [Problem("8", "Another."), problem], None);

        var found = await Store.Runs.FindProblemsAsync(text, 10, None);

        Assert.Equal([("minato", "m1", problem), ("tokyo", "t2", problem)], found.OrderBy(f => f.Source, StringComparer.Ordinal));
        Assert.Single(await Store.Runs.FindProblemsAsync(text, 1, None));
        Assert.Empty(await Store.Runs.FindProblemsAsync("%", 10, None));
    }
}
