using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Model;
using Harvester.Tests.Mapping;
using Harvester.Tests.Storage;
using Xunit;

namespace Harvester.Tests.Assessment.Freshness;

/// <summary>A dataset is fresh as long as its own update frequency says so, and a date must be able to prove it.</summary>
public sealed class DatasetFreshnessTests
{
    private static readonly DateOnly Today = new(2026, 4, 1);

    [Theory]
    [InlineData("ANNUAL", "2025-04-01", FreshnessState.Fresh)]
    [InlineData("ANNUAL", "2025-01-01", FreshnessState.Fresh)] // three months of patience
    [InlineData("ANNUAL", "2024-12-30", FreshnessState.Overdue)]
    [InlineData("MONTHLY", "2026-03-01", FreshnessState.Fresh)]
    [InlineData("MONTHLY", "2026-02", FreshnessState.Overdue)]
    [InlineData("DAILY", "2026-03-28", FreshnessState.Fresh)]
    [InlineData("DAILY", "2026-03-27", FreshnessState.Overdue)]
    [InlineData("DAILY", "2026-03-27T15:00:00Z", FreshnessState.Fresh)] // the 28th in Japan
    [InlineData("NEVER", "1999-01-01", FreshnessState.Final)]
    [InlineData("NEVER", null, FreshnessState.Final)]
    [InlineData("IRREG", "1999-01-01", FreshnessState.NoInterval)]
    [InlineData("AS_NEEDED", "2026-03-01", FreshnessState.NoInterval)]
    [InlineData("UNKNOWN", "2026-03-01", FreshnessState.NoFrequency)]
    [InlineData(null, "2026-03-01", FreshnessState.NoFrequency)]
    [InlineData("ANNUAL", null, FreshnessState.NoDate)]
    [InlineData("ANNUAL", "9999-12-31", FreshnessState.Unproven)]
    [InlineData("DECENNIAL", "9999-12-31", FreshnessState.Unproven)]
    [InlineData("ANNUAL", "2026-04-03", FreshnessState.Unproven)]
    [InlineData("ANNUAL", "2026-04-01", FreshnessState.Fresh)]
    public void State(string? frequency, string? modified, FreshnessState expected) =>
        Assert.Equal(expected, DatasetFreshness.Of(Dataset(frequency, modified, ModifiedBasis.Stated)).On(Today, _ => true));

    [Theory]
    [InlineData("2025-12-12T08:10:11.123456Z", ModifiedBasis.Resources, "2025-12-12T08")]
    [InlineData("2025-12-12T08:10:11Z", ModifiedBasis.Resources, null)]
    [InlineData("2025-12-11T15:00:00Z", ModifiedBasis.Resources, null)] // midnight in Japan, as people type it
    [InlineData("2025-12-12T08:10:11Z", ModifiedBasis.Record, null)]
    [InlineData("2025-12-12T17:10:11.5+09:00", ModifiedBasis.Record, "2025-12-12T08")]
    [InlineData("2025-12-12T08:10:11.123456Z", ModifiedBasis.Stated, null)]
    [InlineData("2025-12-12", ModifiedBasis.Record, null)]
    public void StampOfAMachine_ProvesNothingInABulkImport(string modified, ModifiedBasis basis, string? hour)
    {
        var freshness = DatasetFreshness.Of(Dataset("ANNUAL", modified, basis));

        Assert.Equal(hour, freshness.StampHour);
        Assert.Equal(FreshnessState.Fresh, freshness.On(Today, _ => false));
        Assert.Equal(hour is null ? FreshnessState.Fresh : FreshnessState.Unproven, freshness.On(Today, one => one == hour));
    }

    [Fact]
    public void EveryFrequencyOfTheVocabulary_PromisesATimeOrNone_Knowingly()
    {
        string[] none = ["AS_NEEDED", "IRREG", "NEVER", "NOT_PLANNED", "OTHER", "UNKNOWN"];
        var codes = MappingFixture.Rules.Frequencies.Entries.Select(entry => entry.Code).Distinct().ToList();

        Assert.NotEmpty(codes);
        Assert.All(codes, code => Assert.Equal(none.Contains(code), UpdateInterval.Of(code) is null));
    }

    private static Dataset Dataset(string? frequency, string? modified, ModifiedBasis basis) =>
        StoreSamples.Dataset("a") with { Frequency = frequency, Modified = modified, ModifiedBasis = basis };
}
