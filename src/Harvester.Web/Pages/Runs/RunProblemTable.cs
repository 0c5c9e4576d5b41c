using Harvester.Core.Guidance;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Web.Tables;

namespace Harvester.Web.Pages.Runs;

/// <summary>Every problem of a run as a table, with what to do.</summary>
internal static class RunProblemTable
{
    private const int AtATime = 1000;
    private const int Most = 100_000;

    public static async Task<Table> OfAsync(RunReport run, IStore store, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        while (rows.Count < Most)
        {
            var problems = await store.Runs.ProblemsAsync(run.Id, rows.Count, AtATime, cancellationToken);
            rows.AddRange(problems.Select(Row));
            if (problems.Count < AtATime)
                break;
        }

        return new Table
        {
            Name = "run-problems",
            Caption = new("この収集の問題", "Problems of this run"),
            Query = $"run={Uri.EscapeDataString(run.Id)}",
            Columns =
            [
                Column.Of("record", "記録", "Record"), Column.Of("url", "記録のページ", "Its page"), Column.Of("problem", "問題", "Problem"), Column.Of("code", "コード", "Code"), Column.Of("severity", "重さ", "Severity"),
                Column.Of("whose", "対応するのは", "Whose turn"), Column.Of("field", "項目", "Field"), Column.Of("value", "元の値", "Value"), Column.Of("fix", "直し方", "What to do"), Column.Of("detail", "詳細（英語）", "Detail"),
            ],
            Rows = rows,
        };
    }

    private static IReadOnlyList<Cell> Row(RunProblem met)
    {
        var problem = met.Problem;
        var advice = ProblemAdvice.Of(problem.Code, problem.Whose);
        return
        [
            met.RecordId, met.RecordUrl, advice.Name, problem.Code, Words.Both(language => Words.Of(problem.Severity, language)), Words.Both(language => Words.Of(problem.Whose, language)),
            problem.Field, problem.Value, advice.Fix, problem.Detail,
        ];
    }
}
