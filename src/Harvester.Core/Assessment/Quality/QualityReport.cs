using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Quality;

/// <summary>A dataset's metadata quality, indicator by indicator in the order of the scheme.</summary>
public sealed record QualityReport(IReadOnlyList<IndicatorResult> Results)
{
    public int Score => Results.Sum(result => result.Points);

    /// <summary>What to do, most points first.</summary>
    public IReadOnlyList<IndicatorResult> ToGain => [.. Results.Where(result => result.Missing > 0).OrderByDescending(result => result.Missing)];

    /// <summary>What is stored of it.</summary>
    public Model.Quality Quality => new(
        Score, MqaScheme.RatingOf(Score),
        new QualityDimensions(
            Of(QualityDimension.Findability), Of(QualityDimension.Accessibility), Of(QualityDimension.Interoperability),
            Of(QualityDimension.Reusability), Of(QualityDimension.Contextuality)));

    private int Of(QualityDimension dimension) => Results.Where(result => result.Indicator.Dimension == dimension).Sum(result => result.Points);
}
