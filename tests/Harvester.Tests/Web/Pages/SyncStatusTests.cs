using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Web.Pages;
using Harvester.Web.Pages.Municipalities;
using Xunit;

namespace Harvester.Tests.Web.Pages;

public sealed class SyncStatusTests
{
    private static readonly SourceState Seen = new() { Source = "minato", LastFinished = TestSite.Now, LastSuccess = TestSite.Now.AddDays(-1) };

    private static SourceRow Row(RunReport? run, SourceState? state = null) => new(TestSite.Minato, state ?? Seen, run, 10, Running: false);

    private static RunReport Failed(string code, Whose whose) => TestSite.Report("r1", RunStatus.Failed) with { Problems = [new ProblemCount(code, Severity.Error, whose, 1, [])] };

    [Fact]
    public void SucceededRun_IsInSyncAndNobodysTurn()
    {
        var status = SyncStatus.Of(Row(TestSite.Report("r1")));

        Assert.Equal(("good", null, null), (status.State, status.Turn, status.Fix));
        Assert.Contains("2026-09-23 10:00", status.Sentence.Ja, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("maintenance-page", Whose.Source, "サイトの管理者", "メンテナンス中")]
    [InlineData("bot-challenge", Whose.Source, "サイトの管理者", "遮断")]
    [InlineData("selector-matched-nothing", Whose.Ours, "開発者", "selector-matched-nothing")]
    public void FailedRun_SaysWhoseTurnItIsAndThatNothingIsLost(string code, Whose whose, string turn, string why)
    {
        var status = SyncStatus.Of(Row(Failed(code, whose)));

        Assert.Equal("bad", status.State);
        Assert.Contains(turn, status.Turn!.Ja, StringComparison.Ordinal);
        Assert.Contains(why, status.Sentence.Ja, StringComparison.Ordinal);
        Assert.Contains("失われていません", status.Sentence.Ja, StringComparison.Ordinal);
        Assert.Contains("2026-09-23 10:00", status.Sentence.En, StringComparison.Ordinal);
    }

    /// <summary>What ended the run tells more than what many records lacked.</summary>
    [Fact]
    public void FailedRunWithRefusedRecords_NamesTheSitesFault()
    {
        var run = Failed("timeout", Whose.Source) with { Problems = [new ProblemCount("no-title", Severity.Error, Whose.Record, 1, []), new ProblemCount("timeout", Severity.Error, Whose.Source, 1, [])] };

        Assert.Contains("応答が遅すぎる", SyncStatus.Of(Row(run)).Sentence.Ja, StringComparison.Ordinal);
    }

    [Fact]
    public void SuspiciousRun_WaitsForAWord_UntilItIsGiven()
    {
        var run = TestSite.Report("r1", RunStatus.Suspicious) with { Held = 90 };

        Assert.Contains("90件", SyncStatus.Of(Row(run)).Sentence.Ja, StringComparison.Ordinal);
        Assert.Equal("doubtful", SyncStatus.Of(Row(run)).State);
        Assert.Equal("good", SyncStatus.Of(Row(run with { Decision = "rejected" })).State);
    }

    [Fact]
    public void WithoutARun_OrSwitchedOff_OrRetired_NothingIsClaimed()
    {
        Assert.Equal("still", SyncStatus.Of(Row(null)).State);
        Assert.Equal("still", SyncStatus.Of(Row(TestSite.Report("r1")) with { Source = TestSite.Minato with { Enabled = false } }).State);
        Assert.Equal("still", SyncStatus.Of(Row(TestSite.Report("r1"), Seen with { RemovedBy = "r0" })).State);
    }
}
