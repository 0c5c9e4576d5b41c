using System.Text.RegularExpressions;
using Harvester.Core.Assessment.Quality;
using Xunit;

namespace Harvester.Tests.Assessment.Quality;

/// <summary>The scheme is data.europa.eu's: its points are compared with the table of facts.</summary>
public sealed partial class MqaSchemeTests
{
    [Fact]
    public void Points_AreThoseOfTheTable()
    {
        var table = File.ReadLines(Repository.Shared("data/vocabularies.md"))
            .SkipWhile(line => !line.StartsWith("## f. MQA", StringComparison.Ordinal)).TakeWhile(line => !line.StartsWith("Bands", StringComparison.Ordinal))
            .Select(line => Row().Match(line)).Where(match => match.Success)
            .Select(match => (Dimension: match.Groups[1].Value.Trim(), Points: int.Parse(match.Groups[2].Value, null))).ToList();

        Assert.Equal(23, table.Count);
        Assert.Equal(
            table.Select(row => (row.Dimension == "Context" ? "Contextuality" : row.Dimension, row.Points)),
            MqaScheme.Indicators.Select(indicator => (indicator.Dimension.ToString(), indicator.Points)));
    }

    [Fact]
    public void Sums_AreTheSchemes()
    {
        var sums = MqaScheme.Indicators.GroupBy(one => one.Dimension).OrderBy(group => group.Key).Select(group => group.Sum(one => one.Points));
        Assert.Equal([100, 100, 110, 75, 20], sums);
        Assert.Equal(23, MqaScheme.Indicators.Select(one => one.Id).Distinct().Count());
    }

    [Theory]
    [InlineData(405, "excellent")]
    [InlineData(351, "excellent")]
    [InlineData(350, "good")]
    [InlineData(221, "good")]
    [InlineData(220, "sufficient")]
    [InlineData(121, "sufficient")]
    [InlineData(120, "bad")]
    [InlineData(0, "bad")]
    public void Rating_ChangesAtTheSchemesBounds(int score, string rating) => Assert.Equal(rating, MqaScheme.RatingOf(score));

    [Fact]
    public void EveryIndicator_TellsAnOfficerWhatToDo_InBothLanguages() => Assert.All(MqaScheme.Indicators, indicator =>
    {
        Assert.EndsWith("。", indicator.Advice.Ja, StringComparison.Ordinal);
        Assert.EndsWith(".", indicator.Advice.En, StringComparison.Ordinal);
        Assert.Matches(@"\p{IsHiragana}|\p{IsCJKUnifiedIdeographs}|\p{IsKatakana}", indicator.Name.Ja);
    });

    [GeneratedRegex(@"^\| (\w+) \| [^|]+ \| [^|]+ \| (\d+) \|$")]
    private static partial Regex Row();
}
