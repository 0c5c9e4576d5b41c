using System.CommandLine;
using Harvester.Core.Model;
using Harvester.Core.Runs;
using Harvester.Host.Composition;
using Harvester.Host.Output;

namespace Harvester.Host.Commands;

/// <summary><c>run</c>: one harvest now.</summary>
internal static class RunCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var names = new Argument<string[]>("SOURCE") { Arity = ArgumentArity.ZeroOrMore, Description = "ids of the sources; none: all enabled ones" };
        var full = settings.Flag("--full", "read whole listings, also where a source can tell its changes");
        var dryRun = settings.Flag("--dry-run", "fetch, map and compare, but write nothing");
        var command = new Command("run", "harvests the named or all enabled sources once, now") { names, full, dryRun };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var options = new RunOptions { Full = invocation.Parse.GetValue(full), DryRun = invocation.Parse.GetValue(dryRun) };
            await using var app = await HarvesterApp.OpenAsync(invocation.App, options.DryRun, cancellationToken);
            var sources = Choose(app, invocation.Parse.GetValue(names)!);
            var reports = await HarvestAsync(invocation, app, sources, options, cancellationToken);
            Print(invocation, reports);
            return ExitCode.Of(reports);
        });
        return command;
    }

    public static Task<IReadOnlyList<RunReport>> HarvestAsync(
        Invocation invocation, HarvesterApp app, IReadOnlyList<Source> sources, RunOptions options, CancellationToken cancellationToken) =>
        invocation.Json
            ? Harvest.AllAsync(app.Runner, sources, options, _ => Silent.Instance, cancellationToken)
            : new LiveProgress(invocation.Console).ShowAsync(observer => Harvest.AllAsync(app.Runner, sources, options, observer, cancellationToken));

    public static void Print(Invocation invocation, IReadOnlyList<RunReport> reports)
    {
        if (invocation.Json)
            JsonOutput.Print(new { runs = reports });
        else
            RunTable.Print(invocation.Console, reports);
    }

    private static IReadOnlyList<Source> Choose(HarvesterApp app, string[] names)
    {
        if (names.Length == 0)
        {
            var enabled = app.Sources.All.Where(s => s.Enabled).ToList();
            return enabled.Count > 0 ? enabled : throw new UsageException("no source is enabled: add a connector file, or name a source");
        }

        var unknown = names.Where(n => app.Sources.Find(n) is null).Select(n => $"no source \"{n}\": `sources` lists them").ToArray();
        return unknown.Length > 0 ? throw new UsageException(unknown) : [.. names.Distinct().Select(n => app.Sources.Find(n)!)];
    }
}
