using Harvester.Core.Assessment;
using Harvester.Core.Coverage;
using Harvester.Web.Tables;

namespace Harvester.Web.Pages.Coverage;

/// <summary>The tables of the first page.</summary>
internal static class CoverageTables
{
    private static readonly IReadOnlyList<Column> BodyColumns =
    [
        Column.Of("name", "団体", "Body"),
        Column.Of("code", "団体コード", "Code"),
        Column.Of("presence", "掲載方法", "Comes from"),
        Column.Of("datasets", "データセット", "Datasets", ColumnKind.Number),
        Column.Of("files", "ファイル", "Files", ColumnKind.Number),
        Column.Of("standards", "標準データセット", "Standard datasets", ColumnKind.Number),
        Column.Of("machineReadable", "機械判読可能", "Machine-readable", ColumnKind.Share),
        Column.Of("csv", "CSVあり", "With CSV", ColumnKind.Share),
        Column.Of("openLicence", "オープンライセンス", "Open licence", ColumnKind.Share),
        Column.Of("fresh", "鮮度", "Fresh", ColumnKind.Share),
        Column.Of("quality", "品質（MQA）", "Quality (MQA)", ColumnKind.Measure),
        Column.Of("deadLinks", "リンク切れ", "Dead links", ColumnKind.Number),
        Column.Of("lastSync", "最終同期（日本時間）", "Last sync (JST)", ColumnKind.Instant),
    ];

    public static Table Bodies(CoverageView view) => new()
    {
        Name = "municipalities",
        Caption = new("都と62区市町村", "The metropolis and the 62 municipalities"),
        Columns = BodyColumns,
        Query = Day(view),
        Rows = [.. view.Bodies.Select(Row)],
    };

    private static IReadOnlyList<Cell> Row(BodyState state)
    {
        var figures = state.Body.Figures;
        return
        [
            new Cell(state.Name).To($"/municipalities/{state.Body.Code}"),
            state.Body.Code,
            new Cell(Words.Of(state.Body.Presence)) { Class = state.Body.Presence is Presence.Absent ? "absent" : null },
            figures.Datasets, figures.Files, (long)state.Standards,
            state.MachineReadable, state.Csv, state.OpenLicence, state.Fresh, figures.MeanQuality, figures.DeadLinks, state.LastSync,
        ];
    }

    /// <summary>The figures of the whole, and how they moved since the day and the week before; null without any earlier day.</summary>
    public static Table? Changes(CoverageView view)
    {
        if (view is not { Snapshot: { } now, DayBefore: { } day, WeekBefore: var week })
            return null;
        return new Table
        {
            Name = "changes",
            Caption = new($"{now.Day:yyyy-MM-dd}の値と、{day.Day:yyyy-MM-dd}{(week is null ? "" : $"・{week.Day:yyyy-MM-dd}")}からの増減", $"Figures of {now.Day:yyyy-MM-dd}, and the change since {day.Day:yyyy-MM-dd}{(week is null ? "" : $" and {week.Day:yyyy-MM-dd}")}"),
            Columns =
            [
                Column.Of("figure", "項目", "Figure"), Column.Of("now", "現在", "Now", ColumnKind.Number),
                Column.Of("sinceDay", "前日から", "Since the day before", ColumnKind.Change), Column.Of("sinceWeek", "1週間前から", "Since a week before", ColumnKind.Change),
            ],
            Query = Day(view),
            Rows = [.. Figures.Select(figure => new Cell[] { figure.Name, figure.Of(now), figure.Of(now) - figure.Of(day), week is null ? new Cell(null) : figure.Of(now) - figure.Of(week) })],
        };
    }

    /// <summary>Bodies whose number of datasets is another than a week before, the largest change first; null without that day.</summary>
    public static Table? Moves(CoverageView view)
    {
        if (view is not { Snapshot: { } now, WeekBefore: { } week })
            return null;
        var before = week.Bodies.ToDictionary(body => body.Code, body => body.Figures.Datasets, StringComparer.Ordinal);
        return new Table
        {
            Name = "moves",
            Caption = new($"データセット数が変わった団体（{week.Day:yyyy-MM-dd}から）", $"Bodies with more or fewer datasets since {week.Day:yyyy-MM-dd}"),
            Columns = [Column.Of("name", "団体", "Body"), Column.Of("datasets", "データセット", "Datasets", ColumnKind.Number), Column.Of("change", "増減", "Change", ColumnKind.Change)],
            Query = Day(view),
            Rows = [.. view.Bodies.Select(state => (state, Change: state.Body.Figures.Datasets - before.GetValueOrDefault(state.Body.Code))).Where(move => move.Change != 0)
                .OrderByDescending(move => Math.Abs(move.Change)).ThenBy(move => move.state.Body.Code, StringComparer.Ordinal)
                .Select(move => new Cell[] { new Cell(move.state.Name).To($"/municipalities/{move.state.Body.Code}"), move.state.Body.Figures.Datasets, move.Change })],
        };
    }

    /// <summary>Numbers that somebody has set or counted, and what is there.</summary>
    public static Table Targets(CoverageView view) => new()
    {
        Name = "targets",
        Caption = new("計画の目標・基準値と現在の値", "Targets and baselines of plans, and what is there"),
        Columns =
        [
            Column.Of("target", "目標・基準", "Target or baseline"), Column.Of("population", "対象", "Population"), Column.Of("unit", "単位", "Unit"), Column.Of("year", "年度", "Fiscal year"),
            Column.Of("number", "目標値・基準値", "Number", ColumnKind.Number), Column.Of("now", "現在", "Now", ColumnKind.Number), Column.Of("share", "割合", "Share", ColumnKind.Share), Column.Of("source", "出典", "Source"),
        ],
        Query = Day(view),
        Rows = [.. (view.Snapshot?.Targets ?? []).Select(one => new Cell[]
        {
            one.Target.IsBaseline ? new Bilingual($"{one.Target.Title.Ja}（基準）", $"{one.Target.Title.En} (baseline)") : one.Target.Title,
            Words.Population(one.Target.Population), Words.Unit(one.Target.Unit), one.Target.Year.ToString(System.Globalization.CultureInfo.InvariantCulture),
            one.Target.Number, one.Value, one.Share, one.Target.Source,
        })],
    };

    /// <summary>The figures of the whole, day by day, the newest first.</summary>
    public static Table History(CoverageView view) => History(view.History, Day(view));

    /// <summary>The same of the whole or of a body.</summary>
    public static Table History(IReadOnlyList<(DateOnly Day, CoverageFigures Total)> days, string query) => new()
    {
        Name = "history",
        Caption = new("日ごとの値（新しい順）", "Day by day, newest first"),
        Columns =
        [
            Column.Of("day", "日", "Day"), Column.Of("datasets", "データセット", "Datasets", ColumnKind.Number), Column.Of("files", "ファイル", "Files", ColumnKind.Number),
            Column.Of("machineReadable", "機械判読可能", "Machine-readable", ColumnKind.Share), Column.Of("csv", "CSVあり", "With CSV", ColumnKind.Share),
            Column.Of("openLicence", "オープンライセンス", "Open licence", ColumnKind.Share), Column.Of("standardChecked", "標準（確認済み）", "Standard (checked)", ColumnKind.Number),
            Column.Of("standardCandidates", "標準（候補）", "Standard (candidates)", ColumnKind.Number), Column.Of("quality", "品質（MQA）", "Quality (MQA)", ColumnKind.Measure),
            Column.Of("deadLinks", "リンク切れ", "Dead links", ColumnKind.Number),
        ],
        Query = query,
        Rows = [.. days.Reverse().Select(day => new Cell[]
        {
            Show.Day(day.Day), day.Total.Datasets, day.Total.Files, day.Total.ShareOf(day.Total.MachineReadable), day.Total.ShareOf(day.Total.Csv), day.Total.ShareOf(day.Total.OpenLicence),
            day.Total.StandardChecked, day.Total.StandardCandidates, day.Total.MeanQuality, day.Total.DeadLinks,
        })],
    };

    private static readonly IReadOnlyList<(Bilingual Name, Func<CoverageSnapshot, long> Of)> Figures =
    [
        (new("データセット", "Datasets"), snapshot => snapshot.Total.Datasets),
        (new("うち都", "of the metropolis"), snapshot => snapshot.Metropolis.Datasets),
        (new("うち区市町村", "of the municipalities"), snapshot => snapshot.Municipalities.Datasets),
        (new("ファイル", "Files"), snapshot => snapshot.Total.Files),
        (new("公開している区市町村", "Municipalities that publish"), snapshot => snapshot.Presence.Where(pair => pair.Key != "absent").Sum(pair => (long)pair.Value)),
        (new("機械判読可能なデータセット", "Machine-readable datasets"), snapshot => snapshot.Total.MachineReadable),
        (new("CSVのあるデータセット", "Datasets with CSV"), snapshot => snapshot.Total.Csv),
        (new("オープンライセンスのデータセット", "Datasets under an open licence"), snapshot => snapshot.Total.OpenLicence),
        (new("標準データセット（項目名まで確認）", "Standard datasets, columns checked"), snapshot => snapshot.Total.StandardChecked),
        (new("標準データセット（候補）", "Standard datasets, candidates"), snapshot => snapshot.Total.StandardCandidates),
        (new("リンク切れ", "Dead links"), snapshot => snapshot.Total.DeadLinks),
    ];

    private static string Day(CoverageView view) => view is { IsPast: true, Snapshot: { } snapshot } ? $"day={Show.Day(snapshot.Day)}" : "";
}
