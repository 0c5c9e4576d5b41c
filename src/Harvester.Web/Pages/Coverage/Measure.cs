using Harvester.Core.Assessment;

namespace Harvester.Web.Pages.Coverage;

/// <summary>What the map is coloured by. Counts of datasets are none: they reward cutting one table into many.</summary>
/// <param name="Steps">Least values of the second to the fifth class.</param>
/// <param name="Value">Null: the body has no dataset, or it is not known.</param>
internal sealed record Measure(string Id, Bilingual Name, Bilingual Explained, IReadOnlyList<double> Steps, Func<BodyState, DateTimeOffset, double?> Value, Func<double, Bilingual> Shown)
{
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("standards", new("標準データセット", "Standard datasets"),
            new("自ら公開している標準データセットの種類の数（候補を含む）", "kinds of standard datasets that it publishes itself, candidates included"),
            [1, 3, 6, 10], (state, _) => state.Body.Figures.Datasets == 0 ? null : state.Standards, value => new($"{value:0}種", $"{value:0} kinds")),
        new("machine-readable", new("機械判読可能", "Machine-readable"),
            new("機械判読に適した形式のファイルがあるデータセットの割合", "share of datasets with a machine-readable file"),
            [0.25, 0.5, 0.75, 0.9], (state, _) => state.MachineReadable, Percent),
        new("freshness", new("鮮度", "Freshness"),
            new("更新頻度と更新日が分かるデータセットのうち、期限どおりに更新されている割合", "share of datasets kept up to date, of those that state frequency and date"),
            [0.25, 0.5, 0.75, 0.9], (state, _) => state.Fresh, Percent),
        new("quality", new("品質", "Quality"),
            new("メタデータ品質（MQA）の平均点（405点満点）", "mean metadata quality (MQA), of 405 points"),
            [121, 171, 221, 286], (state, _) => state.Body.Figures.MeanQuality, value => new($"{value:0}点", $"{value:0} points")),
        new("sync", new("最終同期", "Last sync"),
            new("掲載元の収集が最後に成功してからの日数（少ないほど濃い）", "days since a source that carries it was last harvested well; fewer is darker"),
            [-14, -7, -3, -1.5], (state, now) => state.LastSync is { } at ? -Math.Max(0, (now - at).TotalDays) : null,
            value => value > -1 ? new("1日以内", "within a day") : new($"{-value:0}日前", $"{-value:0} days ago")),
    ];

    public static Measure Of(string? id) => All.FirstOrDefault(measure => measure.Id == id) ?? All[0];

    /// <summary>0 to 4; null: not known.</summary>
    public int? Class(double? value) => value is { } known ? Steps.Count(step => known >= step) : null;

    private static Bilingual Percent(double share) => new(Show.Share(share), Show.Share(share));
}
