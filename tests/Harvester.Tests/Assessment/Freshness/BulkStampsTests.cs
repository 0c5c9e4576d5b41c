using CsCheck;
using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Model;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Assessment.Freshness;

/// <summary>A stamp that many records share is no proof that any of them is fresh.</summary>
public sealed class BulkStampsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

    private static IEnumerable<string> Stamps(int count, string hour = "2025-12-12T10") => Enumerable.Range(0, count).Select(i => $"{hour}:{i % 60:00}:07.{851422 + i:000000}Z");

    [Fact]
    public void Of_TheSampleOfTheTokyoCatalogue_FindsItsImportAndNoDate()
    {
        var rows = SampleCatalogue.Rows().Select(row => row["last_modified"] + "Z").ToArray();
        var bulk = BulkStamps.Of(rows);

        // 61 of the 258 were imported on that morning; the sample has enough of its last hour only (47), and 14 of the two before.
        Assert.Equal(47, rows.Count(bulk.IsBulk));
        Assert.All(rows.Where(bulk.IsBulk), stamp => Assert.StartsWith("2025-12-12T10:", stamp));
        Assert.Equal(126, rows.Count(stamp => stamp.EndsWith("T15:00:00Z", StringComparison.Ordinal) && !bulk.IsBulk(stamp)));
    }

    [Theory]
    [InlineData(19, false)]
    [InlineData(20, true)]
    public void Of_AnHour_NeedsTwenty(int count, bool isBulk) => Assert.Equal(isBulk, BulkStamps.Of(Stamps(count)).IsBulk("2025-12-12T10:59:59.9Z"));

    [Theory]
    [InlineData("2025-12-12T19:30:00.5+09:00", true)]
    [InlineData("2025-12-12T11:00:00.000001Z", false)]
    [InlineData("2025-12-12T10:27:08Z", false)]
    [InlineData("2025-12-12T10:00:00.000Z", false)]
    [InlineData("2025-12-12", false)]
    [InlineData("2025", false)]
    public void IsBulk_OtherStamps_OnlyThoseOfAmachineInThatHour(string stamp, bool isBulk) => Assert.Equal(isBulk, BulkStamps.Of(Stamps(20)).IsBulk(stamp));

    [Fact]
    public void Of_ManyOfOneMidnight_IsNoBulk() => Assert.False(BulkStamps.Of(Enumerable.Repeat("2019-01-22T15:00:00Z", 500)).IsBulk("2019-01-22T15:00:00Z"));

    [Fact]
    public void Of_AnyStamps_IsTheSameInAnyOrder() =>
        Gen.Select(Gen.Int[0, 3], Gen.Int[0, 59], Gen.Int[1, 999999]).Select((hour, minute, fraction) => $"2025-12-12T{hour:00}:{minute:00}:00.{fraction:000000}Z").Array[0, 120].Sample(stamps =>
        {
            var (bulk, back) = (BulkStamps.Of(stamps), BulkStamps.Of(stamps.Reverse()));
            foreach (var group in stamps.GroupBy(stamp => stamp[..13]))
                Assert.All(group, stamp => Assert.Equal((group.Count() >= 20, bulk.IsBulk(stamp)), (back.IsBulk(stamp), group.Count() >= 20)));
        }, iter: 300);

    [Theory]
    [InlineData("2026-11-01", ModifiedBasis.Stated, true)]
    [InlineData("2025-12-12T10:27:08.1Z", ModifiedBasis.Stated, true)]
    [InlineData("2025-12-12T10:27:08.1Z", ModifiedBasis.Resources, false)]
    [InlineData("2025-12-12T10:27:08.1Z", ModifiedBasis.Record, false)]
    [InlineData("9999-12-31", ModifiedBasis.Stated, false)]
    [InlineData("2027-11-01", ModifiedBasis.Record, false)]
    [InlineData("2026-11-23T08:00:00+09:00", ModifiedBasis.Stated, true)]
    [InlineData(null, null, false)]
    public void Proof_OfADate_IsItBelieved(string? modified, ModifiedBasis? basis, bool isGiven) =>
        Assert.Equal(isGiven, FreshnessProof.IsGiven(modified, basis, BulkStamps.Of(Stamps(20)), Now));
}
