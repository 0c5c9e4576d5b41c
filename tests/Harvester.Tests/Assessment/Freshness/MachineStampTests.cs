using Harvester.Core.Assessment.Freshness;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Assessment.Freshness;

/// <summary>A stamp that many records share is no proof that any of them is fresh.</summary>
public sealed class MachineStampTests
{
    [Fact]
    public void SampleOfTheTokyoCatalogue_HasItsImport_AndNoHonestDateIsTakenForIt()
    {
        var rows = SampleCatalogue.Rows().Select(row => row["last_modified"] + "Z").ToArray();
        var bulk = rows.GroupBy(MachineStamp.HourOf).Where(hour => hour.Key is not null && hour.Count() >= MachineStamp.BulkSize).ToList();

        // 61 of the 258 were imported on that morning; the sample has enough of its last hour only (47), and 14 of the two before.
        var hour = Assert.Single(bulk);
        Assert.Equal(("2025-12-12T10", 47), (hour.Key, hour.Count()));
        Assert.Equal(126, rows.Count(stamp => stamp.EndsWith("T15:00:00Z", StringComparison.Ordinal) && MachineStamp.HourOf(stamp) is null));
    }

    [Theory]
    [InlineData("2025-12-12T10:27:08.1Z", "2025-12-12T10")]
    [InlineData("2025-12-12T19:30:00.5+09:00", "2025-12-12T10")]
    [InlineData("2025-12-12T11:00:00.000001Z", "2025-12-12T11")]
    [InlineData("2025-12-12T10:27:08Z", null)]
    [InlineData("2025-12-12T10:00:00.000Z", null)]
    [InlineData("2025-12-12T10:00Z", null)]
    [InlineData("2025-12-12", null)]
    [InlineData("2025", null)]
    public void HourOf_OnlyWhatAmachineStamped(string stamp, string? hour) => Assert.Equal(hour, MachineStamp.HourOf(stamp));
}
