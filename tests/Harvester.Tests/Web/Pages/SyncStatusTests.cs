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
    [InlineData("selector-matched-nothing", Whose.Ours, "保守担当", "selector-matched-nothing")]
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

    /// <summary>The same rule as that of the notices: of a shared catalogue each body answers for its own records.</summary>
    [Fact]
    public void RefusedRecords_AreTheTurnOfTheBodyWhoseTheyAre()
    {
        ProblemCount[] untitled = [new ProblemCount("no-title", Severity.Error, Whose.Record, 3, [])];
        var own = Row(TestSite.Report("r1") with { Rejected = 3, Problems = untitled });
        var shared = Row(TestSite.Report("r1") with { Rejected = 3, Problems = untitled, Refused = [new RefusedRecords("133612", untitled)] }) with { Source = TestSite.Minato with { Shared = true, PublisherCode = "130001" } };

        Assert.Contains("3件の記録を取り込めませんでした（タイトルがない）", SyncStatus.Of(own, "131032").Sentence.Ja, StringComparison.Ordinal);
        Assert.Equal("記録を登録している団体", SyncStatus.Of(own, "131032").Turn?.Ja);
        Assert.Equal(("doubtful", "good", "good"), (SyncStatus.Of(shared, "133612").State, SyncStatus.Of(shared, "131032").State, SyncStatus.Of(shared, "130001").State));
    }

    [Fact]
    public void OurOwnFault_ComesBeforeTheSites()
    {
        var run = Failed("timeout", Whose.Source) with { Problems = [new ProblemCount("timeout", Severity.Error, Whose.Source, 1, []), new ProblemCount("selector-matched-nothing", Severity.Error, Whose.Ours, 2, [])] };

        Assert.Contains("保守担当", SyncStatus.Of(Row(run)).Turn!.Ja, StringComparison.Ordinal);
    }
}
