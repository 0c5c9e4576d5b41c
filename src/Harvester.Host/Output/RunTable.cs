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

    // Lines, not a table: a message is a sentence, and a narrow column of it cannot be read.
    private static void Problems(IAnsiConsole console, IReadOnlyList<RunReport> runs)
    {
        foreach (var run in runs.Where(r => r.Problems.Count > 0))
        {
            console.WriteLine();
            console.MarkupLineInterpolated($"[bold]{run.Source}[/], problems:");
            foreach (var problem in run.Problems)
            {
                console.MarkupLine($"  {Colour(problem.Severity)}{Markup.Escape(problem.Code)}[/] × {problem.Count}, {Turn(problem.Whose)}");
                if (problem.Examples.Count > 0)
                    console.MarkupLineInterpolated($"    [grey]{problem.Examples[0]}[/]");
            }
        }
    }

    private static string Turn(Whose whose) => whose switch
    {
        Whose.Ours => "ours to mend",
        Whose.Source => "for the source to mend",
        _ => "for whoever keeps the record",
    };

    private static string Colour(Severity severity) => severity switch
    {
        Severity.Error => "[red]",
        Severity.Warning => "[yellow]",
        _ => "[grey]",
    };
}
