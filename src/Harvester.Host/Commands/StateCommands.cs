using System.CommandLine;
using System.Globalization;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Harvester.Storage;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>sources</c>, <c>runs</c> and <c>status</c>: the state as tables or JSON.</summary>
internal static class StateCommands
{
    public static Command Sources(GlobalOptions globals, Settings settings)
    {
        var markdown = settings.Flag("--markdown", "print connectors/README.md: every known source of every body, harvested or not");
        var command = new Command("sources", "lists the configured sources") { markdown };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            if (invocation.Parse.GetValue(markdown))
            {
                if (invocation.Json)
                    throw new UsageException("--markdown and --json are two forms; give one");
                Console.Out.Write(HarvesterApp.DescribeSources(invocation.App));
                return ExitCode.Well;
            }

            var sources = HarvesterApp.LoadSources(invocation.App);
            Warn(sources);
            var states = await StatesAsync(invocation, cancellationToken);
            var removed = states.Where(s => s.Value.RemovedBy is not null).ToDictionary(s => s.Key, s => s.Value.RemovedBy!, StringComparer.Ordinal);
            var now = TimeProvider.System.GetUtcNow();
            if (invocation.Json)
            {
                JsonOutput.Print(new
                {
                    sources = sources.All.Select(s => new { s.Id, s.Title, s.Kind, publisher = s.PublisherCode, s.Url, s.Schedule, s.Enabled, s.File, removedBy = removed.GetValueOrDefault(s.Id), pause = states.GetValueOrDefault(s.Id)?.PausedAt(now) }),
                    errors = Errors(sources),
                });
                return ExitCode.Well;
            }

            var table = new PlainTable("id", "kind", "publisher", "schedule", "enabled", "title");
            foreach (var s in sources.All)
                table.Row(Markup.Escape(s.Id), s.Kind.ToString().ToLowerInvariant(), s.PublisherCode, Markup.Escape(s.Schedule), removed.ContainsKey(s.Id) ? "removed" : !s.Enabled ? "no" : states.GetValueOrDefault(s.Id)?.PausedAt(now) is null ? "yes" : "paused", Markup.Escape(s.Title));
            table.Print(invocation.Console);
            foreach (var s in sources.All.Where(s => removed.ContainsKey(s.Id)))
                invocation.Console.MarkupLineInterpolated($"[bold]{s.Id}[/]: {SourceRemoval.Standing(removed[s.Id])}");
            foreach (var s in sources.All.Where(s => s.Enabled && !removed.ContainsKey(s.Id)))
                PrintPause(invocation.Console, s.Id, states.GetValueOrDefault(s.Id)?.PausedAt(now));
            return ExitCode.Well;
        });
        return command;
    }

    public static Command Runs(GlobalOptions globals, Settings settings)
    {
        var name = new Argument<string?>("SOURCE-or-RUN") { Arity = ArgumentArity.ZeroOrOne, Description = "a source: its runs; a run: its report and problems" };
        var limit = settings.Number("--limit", "how many runs, newest first", 20, "N");
        var command = new Command("runs", "lists past runs, or shows one with its problems") { name, limit };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var wanted = invocation.Parse.GetValue(name);
            var count = invocation.Parse.GetValue(limit);
            if (count is < 1 or > 1000)
                throw new UsageException($"--limit {count}: give a number from 1 to 1000");
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            if (wanted is not null && await store.Runs.GetAsync(wanted, cancellationToken) is { } run)
                return await ShowAsync(invocation, store, await AbandonedRun.SeenAsync(run, store, TimeProvider.System.GetUtcNow(), cancellationToken), cancellationToken);
            var reports = await AbandonedRun.SeenAsync(await store.Runs.ListAsync(wanted, count, null, cancellationToken), store, TimeProvider.System.GetUtcNow(), cancellationToken);
            if (wanted is not null && reports.Count == 0)
                throw new UsageException($"no run and no source with runs is called \"{wanted}\"");
            if (invocation.Json)
                JsonOutput.Print(new { runs = reports });
            else
                Table(invocation.Console, reports);
            return ExitCode.Well;
        });
        return command;
    }

    public static Command Status(GlobalOptions globals)
    {
        var command = new Command("status", "how each source fares: last run, datasets, next run, and which of its fields no rule reads");
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var sources = HarvesterApp.LoadSources(invocation.App);
            Warn(sources);
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var latest = await store.Runs.LatestAsync(cancellationToken);
            var states = (await store.Sources.ListAsync(cancellationToken)).ToDictionary(s => s.Source);
            var counts = (await store.Datasets.CountByPublisherAsync(cancellationToken)).GroupBy(c => c.Source).ToDictionary(g => g.Key, g => g.Sum(c => c.Datasets));
            // Sources that are stored but configured no more are shown too: their datasets are still in the catalogue.
            var now = TimeProvider.System.GetUtcNow();
            var ids = sources.All.Select(s => s.Id).Concat(latest.Keys).Concat(counts.Keys).Distinct().Order(StringComparer.Ordinal);
            var rows = ids.Select(id => new
            {
                source = id,
                title = sources.Find(id)?.Title,
                configured = sources.Find(id) is not null,
                enabled = sources.Find(id)?.Enabled ?? false,
                datasets = counts.GetValueOrDefault(id),
                lastRun = latest.GetValueOrDefault(id),
                lastSuccess = states.GetValueOrDefault(id)?.LastSuccess,
                nextDue = states.GetValueOrDefault(id)?.NextDue,
                unmapped = states.GetValueOrDefault(id)?.Unmapped ?? [],
                failures = states.GetValueOrDefault(id)?.Failures ?? 0,
                backOff = states.GetValueOrDefault(id)?.BackOff ?? 0,
                request = states.GetValueOrDefault(id)?.Request,
                removedBy = states.GetValueOrDefault(id)?.RemovedBy,
                pause = states.GetValueOrDefault(id)?.PausedAt(now),
                harvestedBy = states.GetValueOrDefault(id) is { LeaseUntil: { } until } s && until > TimeProvider.System.GetUtcNow() ? s.LeaseOwner : null,
            }).ToList();
            if (invocation.Json)
            {
                JsonOutput.Print(new { sources = rows, errors = Errors(sources) });
                return ExitCode.Well;
            }

            var table = new PlainTable("source", ">datasets", "last run (JST)", "status", "next due (JST)", "");
            foreach (var row in rows)
            {
                table.Row(
                    Markup.Escape(row.source), $"{row.datasets}", PlainTable.Local(row.lastRun?.FinishedAt), row.lastRun is null ? "never run" : StatusWords.Markup(row.lastRun.Status),
                    row.removedBy is null ? PlainTable.Local(row.nextDue) : "–", row.removedBy is not null ? "removed" : !row.configured ? "not configured" : !row.enabled ? "disabled" : row.request is not null ? "queued" : row.pause is not null ? "paused" : row.backOff > 0 ? $"put off (level {row.backOff})" : "");
            }

            table.Print(invocation.Console);
            foreach (var row in rows)
                UnmappedLines.Print(invocation.Console, row.source, row.unmapped);
            foreach (var row in rows.Where(r => r.harvestedBy is not null))
                invocation.Console.MarkupLineInterpolated($"[bold]{row.source}[/] is being harvested by {row.harvestedBy}");
            foreach (var row in rows.Where(r => r.request is not null && r.removedBy is null))
                invocation.Console.MarkupLineInterpolated($"[bold]{row.source}[/] waits for the next free worker{(row.request!.Full ? " (whole listing)" : "")}, since {PlainTable.Local(row.request.At)} JST");
            foreach (var row in rows.Where(r => r.enabled && r.removedBy is null))
                PrintPause(invocation.Console, row.source, row.pause);
            foreach (var row in rows.Where(r => r.removedBy is not null))
                invocation.Console.MarkupLineInterpolated($"[bold]{row.source}[/]: {SourceRemoval.Standing(row.removedBy!)}");
            foreach (var row in rows.Where(r => r.removedBy is null && r.lastRun is not null && StatusWords.Why(r.lastRun) is not null))
                invocation.Console.MarkupLineInterpolated($"[bold]{row.source}[/]: {StatusWords.Why(row.lastRun!)} (last success: {PlainTable.Local(row.lastSuccess)})");
            return ExitCode.Well;
        });
        return command;
    }

    // The sources that can be read are shown all the same.
    private static void Warn(ConfiguredSources sources)
    {
        foreach (var fault in sources.Faults)
            Console.Error.WriteLine(fault);
    }

    private static void PrintPause(IAnsiConsole console, string source, SourcePause? pause)
    {
        if (pause is not null)
            console.MarkupLineInterpolated($"[bold]{source}[/] is paused until {PlainTable.Local(pause.Until)} JST by {pause.By}{(pause.Why.Length > 0 ? $": {pause.Why}" : "")}; `run {source}` harvests it all the same");
    }

    /// <summary>What is remembered of each source; the list of the files is of use without a store, too.</summary>
    private static async Task<IReadOnlyDictionary<string, SourceState>> StatesAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        try
        {
            if (!await Stores.ExistsAsync(invocation.App.Store, cancellationToken))
                return new Dictionary<string, SourceState>();
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            return (await store.Sources.ListAsync(cancellationToken)).ToDictionary(s => s.Source, StringComparer.Ordinal);
        }
        catch (Exception fault) when (fault is StoreException or UsageException)
        {
            await Console.Error.WriteLineAsync($"whether a source was removed or is paused is not known: {fault.Message}");
            return new Dictionary<string, SourceState>();
        }
    }

    // Whoever reads the document only must not take a source that was left out for one that is gone.
    private static IReadOnlyList<string>? Errors(ConfiguredSources sources) => sources.Faults.Count > 0 ? sources.Faults : null;

    private static async Task<int> ShowAsync(Invocation invocation, IStore store, RunReport run, CancellationToken cancellationToken)
    {
        const int Most = 500;
        var problems = await store.Runs.ProblemsAsync(run.Id, 0, Most, cancellationToken);
        if (invocation.Json)
        {
            JsonOutput.Print(new { run, problems });
            return ExitCode.Well;
        }

        RunTable.Print(invocation.Console, [run]);
        invocation.Console.MarkupLineInterpolated(
            $"listing: announced {run.Listing.Announced?.ToString(CultureInfo.InvariantCulture) ?? "nothing"}, received {run.Listing.Received}, different {run.Listing.Unique}, unreadable {run.Listing.Unreadable}, pages {run.Listing.Pages}, not modified {run.Listing.NotModified}, {(run.Listing.Complete ? "complete" : "not complete")}{(run.Listing.Incremental ? ", changes only" : "")}");
        foreach (var problem in problems)
            invocation.Console.MarkupLineInterpolated($"{problem.Problem.Severity.ToString().ToLowerInvariant()} {problem.Problem.Code}: {problem.Describe()}");
        if (problems.Count == Most)
            invocation.Console.WriteLine($"… the first {Most} problems");
        return ExitCode.Well;
    }

    private static void Table(IAnsiConsole console, IReadOnlyList<RunReport> reports)
    {
        var columns = RunTable.Figures(reports);
        var table = new PlainTable(["run", "status", .. columns.Select(c => ">" + c.Head)]);
        foreach (var r in reports)
            table.Row([Markup.Escape(r.Id), StatusWords.Markup(r.Status), .. columns.Select(c => $"{c.Figure(r)}")]);
        table.Print(console);
        foreach (var r in reports.Where(r => StatusWords.Why(r) is not null))
            console.MarkupLineInterpolated($"[bold]{r.Id}[/]: {StatusWords.Why(r)}");
    }
}
