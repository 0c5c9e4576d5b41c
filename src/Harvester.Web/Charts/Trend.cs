using Harvester.Core.Assessment;
using Harvester.Core.Coverage;

namespace Harvester.Web.Charts;

/// <summary>A figure of the catalogue over the days.</summary>
/// <param name="Id">Its name in addresses: <c>/charts/ID.svg</c>.</param>
/// <param name="Most">The highest value that there can be, 1 for shares: the axis ends there, so that a picture does not make much of little. Null: there is none.</param>
internal sealed record Trend(string Id, Bilingual Title, double? Most, IReadOnlyList<TrendLine> Lines)
{
    public static IReadOnlyList<Trend> All { get; } =
    [
        new("datasets", new("データセット数の推移", "Datasets over time"), null, [new(new("データセット", "Datasets"), total => total.Datasets)]),
        new("shares", new("機械判読可能・CSV・オープンライセンスの割合の推移", "Machine-readable, CSV and open-licence shares over time"), 1,
        [
            new(new("機械判読可能", "Machine-readable"), total => total.ShareOf(total.MachineReadable)),
            new(new("CSVあり", "With CSV"), total => total.ShareOf(total.Csv)),
            new(new("オープンライセンス", "Open licence"), total => total.ShareOf(total.OpenLicence)),
        ]),
        new("standards", new("標準データセットに当たるものの推移", "Standard datasets over time"), null,
        [
            new(new("項目名まで確認", "Columns checked"), total => total.StandardChecked),
            new(new("候補", "Candidates"), total => total.StandardCandidates),
        ]),
        new("quality", new("品質（MQA平均点、405点満点）の推移", "Quality (mean MQA score, of 405) over time"), 405, [new(new("平均点", "Mean score"), total => total.MeanQuality)]),
    ];

    public static Trend? Find(string id) => All.FirstOrDefault(trend => trend.Id == id);

    public bool IsShare => Most == 1;

    /// <summary>What the picture shows, for those who do not see it: the first and the last value of each line.</summary>
    public Bilingual Described(IReadOnlyList<(DateOnly Day, CoverageFigures Total)> days) => days is not [var (from, first), .., var (to, last)]
        ? Title
        : new(
            $"{Title.Ja}（{from:yyyy-MM-dd}から{to:yyyy-MM-dd}）。{string.Join("、", Lines.Select(line => $"{line.Name.Ja}は{Shown(line.Value(first))}から{Shown(line.Value(last))}"))}。",
            $"{Title.En}, {from:yyyy-MM-dd} to {to:yyyy-MM-dd}: {string.Join("; ", Lines.Select(line => $"{line.Name.En} from {Shown(line.Value(first))} to {Shown(line.Value(last))}"))}.");

    private string Shown(double? value) => value is not { } known ? "–" : IsShare ? Pages.Show.Share(known) : known == Math.Floor(known) ? Pages.Show.Number((long)known) : Pages.Show.Measure(known);
}
