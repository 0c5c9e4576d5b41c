using Harvester.Core.Assessment.Quality;
using Harvester.Core.Coverage;

namespace Harvester.Web.Pages.Municipalities;

/// <summary>The parts of a mean quality score, from how many datasets miss each indicator.</summary>
internal static class QualityParts
{
    private const int MostFixes = 3;

    /// <summary>In the order of the scheme; empty: nothing was scored.</summary>
    public static IReadOnlyList<(QualityDimension Dimension, double Points, int Of)> Of(CoverageFigures? figures)
    {
        if (figures is null || Scored(figures) is not (> 0 and var scored))
            return [];
        return [.. MqaScheme.Indicators.GroupBy(indicator => indicator.Dimension).Select(dimension => (
            dimension.Key,
            dimension.Sum(indicator => indicator.Points * (double)(scored - figures.Unmet.GetValueOrDefault(indicator.Id) - figures.Unknown.GetValueOrDefault(indicator.Id)) / scored),
            dimension.Sum(indicator => indicator.Points)))];
    }

    public static IReadOnlyList<(Indicator Indicator, long Datasets, double Gain)> Fixes(CoverageFigures? figures)
    {
        if (figures is null || Scored(figures) is not (> 0 and var scored))
            return [];
        return [.. MqaScheme.Indicators.Select(indicator => (Indicator: indicator, Datasets: figures.Unmet.GetValueOrDefault(indicator.Id)))
            .Where(fix => fix.Datasets > 0)
            .Select(fix => (fix.Indicator, fix.Datasets, Gain: (double)fix.Indicator.Points * fix.Datasets / scored))
            .OrderByDescending(fix => fix.Gain).ThenBy(fix => fix.Indicator.Id, StringComparer.Ordinal).Take(MostFixes)];
    }

    private static long Scored(CoverageFigures figures) => figures.Quality.Values.Sum();
}
