using System.CommandLine;
using Harvester.Core.Runs;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>remap</c>: what is stored is mapped anew, now and without network.</summary>
internal static class RemapCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var names = new Argument<string[]>("SOURCE") { Arity = ArgumentArity.ZeroOrMore, Description = "ids of the sources; none: all, disabled ones too" };
        var command = new Command("remap", "maps stored records anew after a change of the mapping files, without fetching") { names };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var chosen = RunCommand.Choose(HarvesterApp.LoadSources(invocation.App), invocation.Parse.GetValue(names)!, static _ => true);
            await using var app = await HarvesterApp.OpenAsync(invocation.App, dryRun: false, cancellationToken, mustExist: true);
            var reports = new List<RemapReport>();
            foreach (var source in chosen)
                reports.Add(await app.Remapping.RunAsync(app.Sources.Find(source.Id)!, soFar => Progress(invocation, soFar), cancellationToken));
            Print(invocation, reports, app.Faults);
            await app.Background.CatchUpAsync(cancellationToken);
            return reports.TrueForAll(r => r.Error is null) && app.Faults.Count == 0 ? ExitCode.Well
                : reports.TrueForAll(r => r.Error is not null) ? ExitCode.AllFailed : ExitCode.SomeFailed;
        });
        return command;
    }

    private static void Progress(Invocation invocation, RemapReport soFar)
    {
        if (!invocation.Json)
            invocation.Console.MarkupLineInterpolated($"[grey]{soFar.Source}: {soFar.Examined} mapped anew, {soFar.Changed} of them changed[/]");
    }

    private static void Print(Invocation invocation, IReadOnlyList<RemapReport> reports, IReadOnlyList<string> errors)
    {
        if (invocation.Json)
        {
            JsonOutput.Print(new { sources = reports, errors = errors.Count > 0 ? errors : null });
            return;
        }

        var worked = reports.Where(r => r.Examined > 0 || r.Error is not null).ToList();
        if (worked.Count == 0)
        {
            invocation.Console.WriteLine("Everything that is stored was made by the present mapping: there was nothing to do.");
            return;
        }

        var table = new PlainTable("source", ">mapped anew", ">changed", ">refused");
        foreach (var report in worked)
            table.Row(Markup.Escape(report.Source), $"{report.Examined}", $"{report.Changed}", $"{report.Rejected}");
        table.Print(invocation.Console);
        foreach (var report in worked)
        {
            if (report.Error is { } error)
                invocation.Console.MarkupLineInterpolated($"[red]not finished[/] [bold]{report.Source}[/]: {error}");
            foreach (var problem in report.Problems)
                invocation.Console.MarkupLineInterpolated($"[bold]{report.Source}[/]: {problem.Code} × {problem.Count}: {problem.Examples[0]}");
        }
    }
}
