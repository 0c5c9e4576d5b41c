using Harvester.Publishing.Ckan;
using Xunit;

namespace Harvester.Tests.Publishing;

public sealed class CkanDatesTests
{
    [Theory]
    [InlineData("2025-06-19", "2025-06-18T15:00:00.000000")]
    [InlineData("2025-06-19T00:00:00+09:00", "2025-06-18T15:00:00.000000")]
    [InlineData("2025-06-18T15:00:00Z", "2025-06-18T15:00:00.000000")]
    [InlineData("2025-06", null)]
    [InlineData("2025", null)]
    [InlineData("2025-13-45", null)]
    [InlineData(null, null)]
    public void TypedDate_IsTheInstantAtWhichItBeginsInTokyo(string? typed, string? instant) => Assert.Equal(instant, CkanDates.OfTyped(typed));
}
