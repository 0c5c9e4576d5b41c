using System.Globalization;
using Harvester.Core.Mapping.Normalisers;
using Xunit;

namespace Harvester.Tests.Mapping.Normalisers;

/// <summary>The quick way through usual stamps agrees with the general parser.</summary>
public sealed class SortKeyTests
{
    [Theory]
    [InlineData("2026-03-26T05:13:32Z")]
    [InlineData("2026-03-26T05:13:32.1Z")]
    [InlineData("2026-03-26T05:13:32.111110Z")]
    [InlineData("2026-03-26T05:13:32.1234567+09:00")]
    [InlineData("2026-03-26T05:13:32+09:00")]
    [InlineData("2024-02-29T23:59:59-03:30")]
    [InlineData("2026-03-26T05:13+09:00")]
    [InlineData("2026-03-26T05:13:32.123456789Z")]
    [InlineData("2026-03-26T05:13:32+14:00")]
    public void Stamp_IsTheSameInstant(string stamp) =>
        Assert.Equal(DateTimeOffset.Parse(stamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal), IsoDate.SortKey(stamp));

    [Theory]
    [InlineData("2026-03-26", "2026-03-26T00:00:00+09:00")]
    [InlineData("2026-03", "2026-03-01T00:00:00+09:00")]
    [InlineData("2026", "2026-01-01T00:00:00+09:00")]
    public void DateWithoutTime_BeginsAtMidnightInJapan(string date, string begins) =>
        Assert.Equal(DateTimeOffset.Parse(begins, CultureInfo.InvariantCulture), IsoDate.SortKey(date));
}
