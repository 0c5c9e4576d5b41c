using Harvester.Core.Assessment;
using Harvester.Core.Model;
using Harvester.Web.Pages.Parts;
using Harvester.Web.Tables;

namespace Harvester.Web.Pages.Runs;

/// <summary>Tables of sources and of runs.</summary>
internal static class RunTables
{
    public static Table Sources(IReadOnlyList<SourceRow> rows) => new()
    {
        Name = "sources",
        Caption = new("各ソースの直近の収集結果（時刻は日本時間）", "Newest run of each source (times in JST)"),
        Columns =
        [
            Column.Of("source", "ソース", "Source"), Column.Of("kind", "方式", "Kind"), Column.Of("status", "直近の結果", "Last result"), Column.Of("lastRun", "実行", "Last run", ColumnKind.Instant),
            Column.Of("lastSuccess", "前回の成功", "Last success", ColumnKind.Instant), Column.Of("datasets", "収録数", "Datasets", ColumnKind.Number), Column.Of("added", "追加", "Added", ColumnKind.Number),
            Column.Of("updated", "更新", "Updated", ColumnKind.Number), Column.Of("unchanged", "変更なし", "Unchanged", ColumnKind.Number), Column.Of("withdrawn", "取り下げ", "Withdrawn", ColumnKind.Number),
            Column.Of("problems", "問題", "Problems", ColumnKind.Number), Column.Of("next", "次回予定", "Next due", ColumnKind.Instant),
        ],
        Rows = [.. rows.Select(row => Cells.Of([
            new Cell(row.Source.Title).To($"/sources/{Uri.EscapeDataString(row.Source.Id)}"), Words.Of(row.Source.Kind),
            Status(row), row.Latest?.StartedAt, row.State?.LastSuccess, row.Datasets,
            Figure(row.Latest?.Added), Figure(row.Latest?.Updated), Figure(row.Latest?.Unchanged), Figure(row.Latest?.Withdrawn), Figure(row.Latest?.Problems.Sum(problem => problem.Count)),
            row.Source.Enabled ? row.State?.NextDue : null,
        ]))],
    };

    /// <param name="titles">Of the sources by id, for a table of several; null leaves the column out.</param>
    public static Table Runs(Bilingual caption, IReadOnlyList<RunReport> runs, IReadOnlyDictionary<string, string>? titles, string query = "") => new()
    {
        Name = "runs",
        Caption = caption,
        Query = query,
        Columns =
        [
            Column.Of("started", "開始（日本時間）", "Started (JST)"), .. titles is null ? [] : new[] { Column.Of("source", "ソース", "Source") }, Column.Of("status", "結果", "Result"),
            Column.Of("gathered", "取得", "Gathered", ColumnKind.Number), Column.Of("added", "追加", "Added", ColumnKind.Number), Column.Of("updated", "更新", "Updated", ColumnKind.Number),
            Column.Of("unchanged", "変更なし", "Unchanged", ColumnKind.Number), Column.Of("missing", "一覧になし", "Missing", ColumnKind.Number), Column.Of("withdrawn", "取り下げ", "Withdrawn", ColumnKind.Number),
            Column.Of("rejected", "取り込めず", "Rejected", ColumnKind.Number), Column.Of("problems", "問題", "Problems", ColumnKind.Number), Column.Of("seconds", "秒", "Seconds", ColumnKind.Measure),
        ],
        Rows = [.. runs.Select(run => Cells.Of([
            new Cell(Show.JapanTime(run.StartedAt)).To($"/runs/{Uri.EscapeDataString(run.Id)}"),
            .. titles is null ? Array.Empty<Cell>() : [new Cell(titles.GetValueOrDefault(run.Source) ?? run.Source).To($"/sources/{Uri.EscapeDataString(run.Source)}")],
            Status(run),
            run.Gathered, run.Added, run.Updated, run.Unchanged, run.Missing, run.Withdrawn, run.Rejected, run.Problems.Sum(problem => problem.Count), run.Seconds,
        ]))],
    };

    private static Cell Status(SourceRow row) => row switch
    {
        { Running: true } => new Cell(new Bilingual("実行中", "Running")) { State = "busy" },
        { Source.Enabled: false } => new Cell(new Bilingual("停止中", "Switched off")) { State = "still" },
        { Latest: null } => new Cell(new Bilingual("未実行", "Not run yet")) { State = "still" },
        { Latest: { } run } => Status(run),
    };

    private static Cell Status(RunReport run) =>
        new(Words.Both(language => Words.Of(run, language))) { State = run.Decision is null ? StatusMark.StateOf(run.Status) : "still" };

    private static Cell Figure(long? number) => new(number);
}
