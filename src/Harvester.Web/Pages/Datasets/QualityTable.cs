using Harvester.Core.Assessment.Quality;
using Harvester.Web.Tables;

namespace Harvester.Web.Pages.Datasets;

/// <summary>What one dataset could gain in the European scheme.</summary>
internal static class QualityTable
{
    /// <param name="id">Of the dataset.</param>
    public static Table Of(string id, QualityReport report) => new()
    {
        Name = "dataset-quality",
        Caption = new("改善できる項目（点数の多い順）", "What can be gained, most points first"),
        Query = $"id={Uri.EscapeDataString(id)}",
        Columns =
        [
            Column.Of("indicator", "項目", "Indicator"), Column.Of("points", "点", "Points", ColumnKind.Number), Column.Of("found", "現状", "Found"), Column.Of("advice", "改善のしかた", "What to do"),
        ],
        Rows = [.. report.ToGain.Select(result => Cells.Of([result.Indicator.Name, (long)result.Missing, result.Evidence, result.Indicator.Advice]))],
    };
}
