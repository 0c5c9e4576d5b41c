using System.CommandLine;
using Harvester.Core.Access;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>run</c>: one harvest now.</summary>
internal static class RunCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var names = new Argument<string[]>("SOURCE") { Arity = ArgumentArity.ZeroOrMore, Description = "ids of the sources; none: all enabled ones" };
        var full = settings.Flag("--full", "read whole listings, also where a source can tell its changes");
        var dryRun = settings.Flag("--dry-run", "fetch, map and compare, but write nothing");
        var record = settings.OptionalText("--record", "write every exchange with the sites to this folder, to be replayed later", "DIR");
        var replay = Replay(settings);
        var queue = settings.Flag("--queue", "leave it to the workers (`serve`, `worker`): the next free one harvests the named sources");
        var command = new Command("run", "harvests the named or all enabled sources once, now") { names, full, dryRun, record, replay, queue };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            // Before the store is opened: a misspelt name leaves no empty catalogue behind.
            var opening = invocation.App with { Record = invocation.Parse.GetValue(record), Replay = invocation.Parse.GetValue(replay) };
            var options = Options(opening, invocation.Parse.GetValue(full), invocation.Parse.GetValue(dryRun));
            var configured = HarvesterApp.LoadSources(opening);
            if (invocation.Parse.GetValue(queue))
                return await QueueAsync(invocation, opening, options, configured, invocation.Parse.GetValue(names)!, cancellationToken);
            var chosen = Choose(configured, invocation.Parse.GetValue(names)!, static source => source.Enabled);
            await using var app = await HarvesterApp.OpenAsync(opening, options.DryRun, cancellationToken);
            var reports = await HarvestAsync(invocation, app, [.. chosen.Select(s => app.Sources.Find(s.Id)!)], options, cancellationToken);
            Print(invocation, reports, app.Faults);
            if (!options.DryRun)
                await app.Background.CatchUpAsync(cancellationToken);
            else if (!invocation.Json)
                invocation.Console.WriteLine("Nothing was stored.");
            // A file that could not be read is a source that failed.
            return ExitCode.Of(reports) is ExitCode.Well && app.Faults.Count > 0 ? ExitCode.SomeFailed : ExitCode.Of(reports);
        });
        return command;
    }

    /// <summary>Asks the workers for a harvest and does not wait for it.</summary>
    private static async Task<int> QueueAsync(
        Invocation invocation, AppOptions app, RunOptions options, ConfiguredSources configured, string[] names, CancellationToken cancellationToken)
    {
        if (options.DryRun || app.Record is not null || app.Replay is not null)
            throw new UsageException("--queue leaves the harvest to the workers, who know nothing of --dry-run, --record and --replay: give one or the other");
        if (names.Length == 0)
            throw new UsageException("--queue needs the sources by name: `run --queue SOURCE…`");
        var chosen = Choose(configured, names, static _ => true);
        if (chosen.Where(s => !s.Enabled).Select(s => $"source {s.Id} is disabled in {s.File}: no worker harvests it").ToList() is { Count: > 0 } disabled)
            throw new UsageException(disabled);
        await using var store = await HarvesterApp.OpenStoreAsync(app, mustExist: true, cancellationToken);
        var states = (await store.Sources.ListAsync(cancellationToken)).ToDictionary(s => s.Source, StringComparer.Ordinal);
        if (chosen.Where(s => states.GetValueOrDefault(s.Id)?.RemovedBy is not null).Select(s => $"{s.Id}: {SourceRemoval.Standing(states[s.Id].RemovedBy!)}").ToList() is { Count: > 0 } removed)
            throw new UsageException(removed);
        var desk = new SourceDesk(store, CommandTrail.Of(store, configured.Find), TimeProvider.System);
        var queued = new List<(string Source, HarvestRequest Request)>();
        foreach (var source in chosen)
            queued.Add((source.Id, await desk.RequestAsync(Account.CommandLine, source, options.Full, cancellationToken)));

        if (invocation.Json)
            JsonOutput.Print(new { queued = queued.Select(q => new { source = q.Source, q.Request.Id, q.Request.At, q.Request.Full }) });
        else
            invocation.Console.WriteLine($"Queued: {string.Join(", ", queued.Select(q => q.Source))}. Nothing was harvested yet: the next free worker (`serve`, `worker`) does it; `status` shows what is waiting, and how it went.");
        return ExitCode.Well;
    }

    /// <summary>A recording of changes only would be of use to nobody, and a replay must not ask for changes since some other day: both read everything.</summary>
    public static RunOptions Options(AppOptions app, bool full, bool dryRun) =>
        new() { Full = full || app.Record is not null || app.Replay is not null, DryRun = dryRun, Replay = app.Replay is not null };

    /// <summary><c>--replay</c>, for every command that reads sources now.</summary>
    public static Option<string?> Replay(Settings settings) =>
        settings.OptionalText("--replay", "read from the recording in this folder instead of the network", "DIR");

    public static Task<IReadOnlyList<RunReport>> HarvestAsync(
        Invocation invocation, HarvesterApp app, IReadOnlyList<Source> sources, RunOptions options, CancellationToken cancellationToken) =>
        invocation.Json
            ? Harvest.AllAsync(app.Runner, sources, options, _ => Silent.Instance, cancellationToken)
            : new LiveProgress(invocation.Console).ShowAsync(observer => Harvest.AllAsync(app.Runner, sources, options, observer, cancellationToken));

    public static void Print(Invocation invocation, IReadOnlyList<RunReport> reports, IReadOnlyList<string>? errors = null)
    {
        if (invocation.Json)
            JsonOutput.Print(new { runs = reports, errors = errors is { Count: > 0 } ? errors : null });
        else
            RunTable.Print(invocation.Console, reports);
    }

    /// <summary>The named sources, or without a name all that are <paramref name="meant"/>.</summary>
    /// <exception cref="UsageException">A name is unknown, or no source is meant.</exception>
    public static IReadOnlyList<Source> Choose(ConfiguredSources configured, string[] names, Func<Source, bool> meant)
    {
        if (names.Length == 0)
        {
            var all = configured.All.Where(meant).ToList();
            return all.Count > 0 ? all : throw new UsageException([.. configured.Faults, "no source is enabled: add a connector file, or name a source"]);
        }

        // System.CommandLine takes a misspelt option for a source.
        var unknown = names.Where(n => configured.Find(n) is null)
            .Select(n => n.StartsWith('-') ? $"no option {n}: `run --help` lists them" : $"no source \"{n}\": `sources` lists them").ToList();
        return unknown.Count > 0 ? throw new UsageException([.. configured.Faults, .. unknown]) : [.. names.Distinct().Select(n => configured.Find(n)!)];
    }
}
