using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Notifications;

/// <summary>Whose turn it is, and what of that is news.</summary>
public sealed class NoticeRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero);

    [Theory]
    // newest first: status letter (ok, partial, ?, failed), then whose errors: o ours, s source's, r record's
    [InlineData("ok", false, false, false)]
    [InlineData("ok:r", false, false, true)]
    [InlineData("ok:s", false, false, false)] // taken all the same
    [InlineData("failed:s", false, true, null)]
    [InlineData("failed:o", true, false, null)]
    [InlineData("failed:os", true, false, null)] // others could do nothing
    [InlineData("failed", true, false, null)] // a worker that stopped
    [InlineData("failed:r", true, false, null)]
    [InlineData("suspicious", false, true, null)] // a person's word
    [InlineData("suspicious:o", true, false, null)]
    [InlineData("suspicious:r", false, true, null)] // where every record is refused, it is not the records
    [InlineData("suspicious! approved", false, false, null)]
    [InlineData("suspicious! approved-as-moved", false, false, null)]
    [InlineData("suspicious! rejected", false, true, null)]
    [InlineData("partial:s", null, null, null)]
    [InlineData("partial:sr", null, null, true)]
    [InlineData("partial:s partial:s", null, null, null)]
    [InlineData("partial:s partial:s ok", null, null, null)]
    [InlineData("partial:s partial:s partial:o", false, true, null)]
    [InlineData("partial:o partial:s partial:s", true, false, null)]
    [InlineData("partial:s failed:s partial:s", null, null, null)]
    public void Runs_SayWhoseTurnItIs(string runs, bool? maintainers, bool? central, bool? municipality)
    {
        var words = runs.Split(' ');
        var reports = runs.Contains('!', StringComparison.Ordinal)
            ? [Run(words[0].TrimEnd('!')) with { Decision = words[1] }]
            : words.Select(Run).ToList();

        Assert.Equal(maintainers, Turn.IsBroken(reports, NoticeAudience.Maintainers));
        Assert.Equal(central, Turn.IsBroken(reports, NoticeAudience.Central));
        Assert.Equal(municipality, Turn.IsBroken(reports, NoticeAudience.Municipality));
    }

    [Theory]
    [InlineData(RunStatus.Running)]
    [InlineData(RunStatus.Cancelled)]
    [InlineData(RunStatus.Skipped)]
    public void Run_ThatWasCutOff_SaysNothing(RunStatus status) => Assert.False(Turn.IsConclusive(Run("ok") with { Status = status }));

    [Fact]
    public void Run_ThatRetiredItsSource_SaysNothing() => Assert.False(Turn.IsConclusive(Run("ok") with { Decision = "source-removed" }));

    [Theory]
    // one letter a day: w well, b broken, . not known; in the answer: B broke, S still broken, M mended
    [InlineData("wwww", "    ")]
    [InlineData("b", "B")]
    [InlineData("wbbw", " B M")]
    [InlineData("wb.w", " B M")]
    [InlineData("wb..b", " B   ")]
    [InlineData("bbbbbbbbb", "B      S ")]
    [InlineData("bbbbbbbbbbbbbbbbbw", "B      S      S  M")]
    [InlineData("b.......b", "B       S")] // nothing is said while nothing is known
    [InlineData("bwbw", "BMBM")]
    [InlineData("bwwwwwwwwwww", "BM          ")] // mended: nothing weekly
    [InlineData("....", "    ")]
    public void Days_AreTold(string days, string expected)
    {
        NoticeState? state = null;
        var told = "";
        var now = Noon;
        foreach (var day in days)
        {
            var (after, what) = NoticeRules.Judge(state, day switch { 'w' => false, 'b' => true, _ => null }, NoticeAudience.Central, null, Run("ok"), now);
            told += what switch { NoticeEvent.Broke => 'B', NoticeEvent.StillBroken => 'S', NoticeEvent.Mended => 'M', _ => ' ' };
            state = what is null ? after : NoticeRules.Told(after!, now);
            now = now.AddDays(1);
        }

        Assert.Equal(expected, told);
    }

    [Fact]
    public void BreakThatNobodyHeardOf_IsToldOnceSomebodyIsThere_AndIsMendedInSilence()
    {
        var (broken, what) = NoticeRules.Judge(null, true, NoticeAudience.Central, null, Run("failed:s"), Noon);
        Assert.Equal(NoticeEvent.Broke, what);
        var (later, again) = NoticeRules.Judge(broken, true, NoticeAudience.Central, null, Run("failed:s") with { Id = "later" }, Noon.AddDays(30));
        Assert.Equal((NoticeEvent.Broke, broken), (again, later));
        var (well, mended) = NoticeRules.Judge(broken, false, NoticeAudience.Central, null, Run("ok"), Noon.AddDays(31));
        Assert.Null(mended);
        Assert.False(well!.IsBroken);
    }

    /// <summary>Whatever the runs, however often one looks: each change is told once, nothing twice, and nothing weekly of what is well.</summary>
    [Fact]
    public void RandomHistories_AreToldOnce()
    {
        var run = Gen.OneOf("ok", "ok:r", "failed:s", "failed:o", "failed", "suspicious", "suspicious:o", "partial:s", "partial:r").Select(Gen.Int[1, 80], Gen.Int[0, 3]);
        run.List[1, 60].Sample(history =>
        {
            foreach (var audience in Enum.GetValues<NoticeAudience>())
                Check(history, audience);
        }, iter: 2000);
    }

    private static void Check(List<(string Run, int Hours, int Looks)> history, NoticeAudience audience)
    {
        var now = Noon;
        var runs = new List<RunReport>();
        NoticeState? state = null;
        bool? lastKnown = null;
        var isTold = false;
        DateTimeOffset? lastWord = null;
        foreach (var (word, hours, looks) in history)
        {
            now = now.AddHours(hours);
            runs.Insert(0, Run(word) with { Id = $"r{runs.Count}", StartedAt = now, FinishedAt = now });
            var isBroken = Turn.IsBroken(runs, audience);
            for (var look = 0; look < looks; look++)
            {
                var (after, what) = NoticeRules.Judge(state, isBroken, audience, null, runs[0], now);
                switch (what)
                {
                    case NoticeEvent.Broke:
                        Assert.True(isBroken is true && !isTold);
                        (isTold, lastWord) = (true, now);
                        break;
                    case NoticeEvent.StillBroken:
                        Assert.True(isBroken is true && isTold && now - lastWord >= TimeSpan.FromDays(7));
                        lastWord = now;
                        break;
                    case NoticeEvent.Mended:
                        Assert.True(isBroken is false && isTold);
                        isTold = false;
                        break;
                    default:
                        // Nothing that is news goes untold.
                        Assert.False(isBroken is true && (!isTold || now - lastWord >= TimeSpan.FromDays(7)));
                        Assert.False(isBroken is false && isTold);
                        break;
                }

                lastKnown = isBroken ?? lastKnown;
                state = what is null ? after : NoticeRules.Told(after!, now);
                Assert.Equal(lastKnown is true, state is { IsBroken: true });
            }
        }
    }

    internal static RunReport Run(string word)
    {
        var (status, whose) = word.Split(':') switch { [var alone] => (alone, ""), [var first, var second] => (first, second), _ => throw new ArgumentException(word) };
        return new RunReport
        {
            Id = "r",
            Source = "s",
            Status = status switch { "ok" => RunStatus.Succeeded, "partial" => RunStatus.Partial, "suspicious" => RunStatus.Suspicious, _ => RunStatus.Failed },
            StartedAt = Noon,
            FinishedAt = Noon,
            Rejected = whose.Contains('r', StringComparison.Ordinal) ? 2 : 0,
            Problems =
            [
                new ProblemCount("unknown-licence", Severity.Warning, Whose.Record, 9, []), // no reason to write to anybody
                .. whose.Select(letter => new ProblemCount(
                    letter switch { 'o' => "selector-matched-nothing", 's' => "http-403", _ => "no-title" }, Severity.Error, letter switch { 'o' => Whose.Ours, 's' => Whose.Source, _ => Whose.Record }, 2,
                    ["record r1, field title: the record has no title; it was not taken"])),
            ],
        };
    }
}
