using Harvester.Host.Scheduling;
using Xunit;

namespace Harvester.Tests.Scheduling;

public sealed class ScheduleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 3, 0, 0, TimeSpan.Zero); // 12:00 in Japan

    [Fact]
    public void Cron_IsInJapaneseTime() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 23, 18, 30, 0, TimeSpan.Zero), Schedule.NextAfter("0 30 3 * * ?", "any", Noon));

    [Fact]
    public void Daily_IsSpreadOverTheNight()
    {
        var due = Enumerable.Range(0, 60).Select(n => Schedule.NextAfter("daily", $"source-{n}", Noon)!.Value.ToOffset(TimeSpan.FromHours(9))).ToList();
        Assert.All(due, at => Assert.InRange(at.TimeOfDay, TimeSpan.FromHours(1), TimeSpan.FromHours(5)));
        Assert.True(due.Distinct().Count() > 45);
    }

    [Theory]
    [InlineData("daily", 24)]
    [InlineData("weekly", 7 * 24)]
    [InlineData("hourly", 1)]
    public void Word_ComesBackAfterItsTerm(string word, int hours)
    {
        var first = Schedule.NextAfter(word, "minato-ckan", Noon)!.Value;
        Assert.InRange(first - Noon, TimeSpan.Zero, TimeSpan.FromHours(hours));
        Assert.Equal(first + TimeSpan.FromHours(hours), Schedule.NextAfter(word, "minato-ckan", first));
    }

    [Theory]
    [InlineData("every night")]
    [InlineData("0 99 3 * * ?")]
    [InlineData("0 0 25 * * ?")]
    [InlineData("0 0 3-24 * * ?")]
    [InlineData("0 0 0 31 2 ?")] // never
    [InlineData("")]
    public void Nonsense_IsExplained(string schedule) => Assert.Contains("daily", Schedule.Fault(schedule));

    [Fact]
    public void Fault_IsSaidOnce() => // the reader of connector files writes "'0 99 3 * * ?' is no cron expression: " before it
        Assert.StartsWith("99 is out of range", Schedule.Fault("0 99 3 * * ?"));

    [Theory]
    [InlineData("daily")]
    [InlineData("0 0/15 8-18 ? * MON-FRI")]
    public void GoodSchedule_HasNoFault(string schedule) => Assert.Null(Schedule.Fault(schedule));
}
