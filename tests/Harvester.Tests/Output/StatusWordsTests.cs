using Harvester.Core.Model;
using Harvester.Host.Output;
using Harvester.Tests.Web;
using Xunit;

namespace Harvester.Tests.Output;

public sealed class StatusWordsTests
{
    [Fact]
    public void ADecision_SaysWhoseClockItsTimeIs()
    {
        var run = TestSite.Report("r1", RunStatus.Suspicious) with { Decision = "rejected", DecidedAt = TestSite.Now };

        Assert.StartsWith("rejected on 2026-09-24 10:00 JST: 0 withdrawn", StatusWords.Why(run));
    }
}
