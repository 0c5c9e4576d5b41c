using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Mapping;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Coverage;

/// <summary>The matrix says of a standard dataset what the dataset's own page says.</summary>
public sealed class StandardCountsTests
{
    private static readonly DateOnly Today = new(2026, 9, 24);

    [Theory]
    [InlineData(MachineStamp.BulkSize - 1, MachineStamp.BulkSize - 1)]
    [InlineData(MachineStamp.BulkSize, 0)] // a bulk import: its stamps prove nothing, neither fresh nor overdue
    public void Overdue_IsJudgedByTheSameRuleAsEachDataset(int datasets, int overdue)
    {
        var contributions = new Contributions(MappingFixture.Rules.Formats, MappingFixture.Scorer);
        var counts = Enumerable.Range(0, datasets).Select(n => contributions.Of(Stamped($"{n}")))
            .SelectMany(one => one.Counts.Select(count => new CoverageCount(one.Code, one.Source, count.Key, count.Value)))
            .GroupBy(count => (count.Code, count.Source, count.Name)).Select(sum => new CoverageCount(sum.Key.Code, sum.Key.Source, sum.Key.Name, sum.Sum(count => count.Value))).ToList();

        var standard = StandardCounts.Of(counts, new FigureSums(counts, Today))["aed-locations"];

        var state = DatasetFreshness.Of(Stamped("0")).On(Today, _ => datasets >= MachineStamp.BulkSize);
        Assert.Equal((datasets, overdue), (standard.Datasets, standard.Overdue));
        Assert.Equal(overdue > 0, state is FreshnessState.Overdue);
    }

    private static Dataset Stamped(string id) => Samples.Dataset("tokyo", id, "AED") with
    {
        Frequency = "MONTHLY",
        Modified = "2025-12-12T08:10:11.123456Z",
        ModifiedBasis = ModifiedBasis.Record,
        Annotations = new Annotations { Id = $"tokyo~{id}", StandardDataset = new StandardDatasetMatch("aed-locations", StandardDatasetStatus.Candidate, null, null) },
    };
}
