using Harvester.Core.Model;
using Spectre.Console;

namespace Harvester.Host.Output;

/// <summary>Run reports as a table, with below it what a person should look at.</summary>
internal static class RunTable
{
    private static readonly string[] Figures = ["gathered", "added", "updated", "unchanged", "missing", "withdrawn", "rejected", "requests", "seconds"];

    public static void Print(IAnsiConsole console, IReadOnlyList<RunReport> runs)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumns("source", "status")
            .AddColumns([.. Figures.Select(h => new TableColumn(h).RightAligned())]);
        foreach (var run in runs)
        {
            table.AddRow(
                Markup.Escape(run.Source), StatusWords.Markup(run.Status), $"{run.Gathered}", $"{run.Added}", $"{run.Updated + run.Restored}",
                $"{run.Unchanged}", $"{run.Missing}", $"{run.Withdrawn}", $"{run.Rejected}", $"{run.Requests}", $"{run.Seconds:0.0}");
        }

        if (runs.Count > 1)
        {
            table.AddEmptyRow();
            table.AddRow(
                "all", "", $"{runs.Sum(r => r.Gathered)}", $"{runs.Sum(r => r.Added)}", $"{runs.Sum(r => r.Updated + r.Restored)}",
                $"{runs.Sum(r => r.Unchanged)}", $"{runs.Sum(r => r.Missing)}", $"{runs.Sum(r => r.Withdrawn)}", $"{runs.Sum(r => r.Rejected)}",
                $"{runs.Sum(r => r.Requests)}", "");
        }

        console.Write(table);
        foreach (var run in runs.Where(r => r.Error is not null))
            console.MarkupLine($"{StatusWords.Markup(run.Status)} [bold]{Markup.Escape(run.Source)}[/]: {Markup.Escape(run.Error!)}");
        Problems(console, runs);
    }

    private static void Problems(IAnsiConsole console, IReadOnlyList<RunReport> runs)
    {
        var rows = runs.SelectMany(r => r.Problems.Select(p => (r.Source, Problem: p))).ToList();
        if (rows.Count == 0)
            return;
        var table = new Table().Border(TableBorder.Rounded).Title("problems")
            .AddColumns("source", "problem", "whose").AddColumn(new TableColumn("count").RightAligned()).AddColumn("for example");
        foreach (var (source, problem) in rows)
        {
            table.AddRow(
                Markup.Escape(source), $"{Colour(problem.Severity)}{Markup.Escape(problem.Code)}[/]", problem.Whose.ToString().ToLowerInvariant(),
                $"{problem.Count}", Markup.Escape(problem.Examples.Count > 0 ? problem.Examples[0] : ""));
        }

        console.Write(table);
    }

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Error => "[red]",
        Severity.Warning => "[yellow]",
        _ => "[grey]",
    };
}
