using Harvester.Core.Model;
using Spectre.Console;

namespace Harvester.Host.Output;

/// <summary>Run reports as a table, with below it what a person should look at.</summary>
internal static class RunTable
{
    private static readonly (string Head, bool Always, Func<RunReport, long> Figure)[] Columns =
    [
        ("gathered", true, r => r.Gathered),
        ("added", true, r => r.Added),
        ("updated", true, r => r.Updated),
        ("unchanged", true, r => r.Unchanged),
        ("remapped", false, r => r.Remapped),
        ("restored", false, r => r.Restored),
        ("missing", false, r => r.Missing),
        ("withdrawn", false, r => r.Withdrawn),
        ("rejected", false, r => r.Rejected),
        ("held", false, r => r.Held),
    ];

    /// <summary>The columns for these runs: rare ones only when there is something in them, as a table is to fit a terminal of 80 columns.</summary>
    public static IReadOnlyList<(string Head, bool Always, Func<RunReport, long> Figure)> Figures(IReadOnlyList<RunReport> runs) =>
        [.. Columns.Where(c => c.Always || runs.Any(r => c.Figure(r) > 0))];

    public static void Print(IAnsiConsole console, IReadOnlyList<RunReport> runs)
    {
        var columns = Figures(runs);
        var table = new PlainTable(["source", "status", .. columns.Select(c => ">" + c.Head), ">seconds"]);
        foreach (var run in runs)
            table.Row([Markup.Escape(run.Source), StatusWords.Markup(run.Status), .. columns.Select(c => $"{c.Figure(run)}"), $"{run.Seconds:0.0}"]);
        if (runs.Count > 1)
            table.Row(["all", "", .. columns.Select(c => $"{runs.Sum(c.Figure)}"), ""]);
        table.Print(console);
        foreach (var run in runs)
        {
            if (run.Listing.Incremental)
                console.MarkupLineInterpolated($"[bold]{run.Source}[/]: changes only; what is gone shows when the listing is read whole (once a week, or `run {run.Source} --full`)");
            if (StatusWords.Why(run) is { } why)
                console.MarkupLine($"{StatusWords.Markup(run.Status)} [bold]{Markup.Escape(run.Source)}[/]: {Markup.Escape(why)}");
        }

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
