using System.CommandLine;
using Harvester.Core.Access;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Core.Takedowns;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Harvester.Publishing.Dumps;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>erase</c>: takes a dataset out of the catalogue and its whole history, keeps it away from then on, or lets it in again.</summary>
internal static class EraseCommand
{
    private sealed record Options(Argument<string?> Dataset, Option<string?> Reason, Option<bool> Yes, Option<bool> List, Option<string?> Lift);

    public static Command Create(GlobalOptions globals)
    {
        var options = new Options(
            new Argument<string?>("DATASET") { Arity = ArgumentArity.ZeroOrOne, Description = "id of the dataset, also one that it had before" },
            // None of these from the environment: what is set there for good must not answer for a person, nor lift what nobody named.
            new Option<string?>("--reason") { HelpName = "TEXT", Description = "why; it is kept, and not published" },
            new Option<bool>("--yes") { Description = "do not ask: what is erased does not come back" },
            new Option<bool>("--list") { Description = "show what was taken down" },
            new Option<string?>("--lift") { HelpName = "DATASET", Description = "let the next run take the record of this dataset again" });
        var command = new Command("erase", "takes a dataset down: out of every version, payload, finding and log, and no run takes its record again")
        {
            options.Dataset, options.Reason, options.Yes, options.List, options.Lift,
        };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            try
            {
                return await RunAsync(invocation, options, cancellationToken);
            }
            catch (BusyException e)
            {
                return await Invocation.FailAsync(invocation.Json, ExitCode.SomeFailed, [e.Message]);
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(Invocation invocation, Options options, CancellationToken cancellationToken)
    {
        var (dataset, lift, list) = (invocation.Parse.GetValue(options.Dataset), invocation.Parse.GetValue(options.Lift), invocation.Parse.GetValue(options.List));
        if ((dataset is null ? 0 : 1) + (lift is null ? 0 : 1) + (list ? 1 : 0) != 1)
            throw new UsageException("give the id of one dataset, or --list, or --lift DATASET");
        if (list)
        {
            await using var opened = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            Print(invocation, await opened.Takedowns.ListAsync(cancellationToken));
            return ExitCode.Well;
        }

        var reason = invocation.Parse.GetValue(options.Reason);
        if (dataset is not null && string.IsNullOrWhiteSpace(reason))
            throw new UsageException("why? give --reason TEXT: it is kept, and not published");
        var sources = HarvesterApp.LoadSources(invocation.App).All.ToDictionary(source => source.Id, StringComparer.Ordinal);
        await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
        var desk = new TakedownDesk(store, new DuplicateAssessor(store, sources, TimeProvider.System), TimeProvider.System, HarvesterApp.Owner);
        var trail = CommandTrail.Of(store, sources.GetValueOrDefault);
        if (lift is not null)
        {
            var lifted = await trail.ActAsync(trail.OnDataset(Account.CommandLine, AuditAction.LiftErasure, lift, ""), () => desk.LiftAsync(lift, cancellationToken));
            if (invocation.Json)
                JsonOutput.Print(new { lifted = Row(lifted) });
            else
                invocation.Console.WriteLine($"The next run of {lifted.Source} may take the record of {lifted.Id} again.");
            return ExitCode.Well;
        }

        var found = await desk.FindAsync(dataset!, cancellationToken);
        if (!invocation.Parse.GetValue(options.Yes) && !await Agreement.AskAsync(
            invocation,
            $"{found.Id} would be erased for good, and nobody can be asked here: repeat the command with --yes",
            Markup.Escape($"{found.Id} ({found.Title.Best()}) goes from every version, payload, finding and log, and no run takes it again. Erase it for good?"), cancellationToken))
        {
            invocation.Console.WriteLine("Nothing was erased.");
            return ExitCode.Well;
        }

        var takedown = await trail.OnErasureAsync(Account.CommandLine, desk, dataset!, reason!.Trim(), cancellationToken);
        // Workers write them anew; until then there are none.
        new DumpFolder(invocation.App.DumpFolder).Clear();
        PrintErased(invocation, takedown, await store.Takedowns.WipeAsync(cancellationToken));
        return ExitCode.Well;
    }

    private static void PrintErased(Invocation invocation, Takedown takedown, bool isWiped)
    {
        if (invocation.Json)
        {
            JsonOutput.Print(new { erased = Row(takedown), wiped = isWiped });
            return;
        }

        invocation.Console.WriteLine($"{takedown.Id} is erased; no run takes its record again. Backups and copies made before still hold it, as do exports that were handed on.");
        if (!isWiped)
            invocation.Console.WriteLine("The store's file was in use and could not be written anew: its freed places may still hold old text until the next `erase` that nobody disturbs.");
    }

    private static void Print(Invocation invocation, IReadOnlyList<Takedown> takedowns)
    {
        if (invocation.Json)
        {
            JsonOutput.Print(new { takedowns = takedowns.Select(Row) });
            return;
        }

        if (takedowns.Count == 0)
        {
            invocation.Console.WriteLine("Nothing was taken down.");
            return;
        }

        var table = new PlainTable("dataset", "source", "at", "reason");
        foreach (var takedown in takedowns)
            table.Row(takedown.Id, takedown.Source, $"{takedown.At:yyyy-MM-dd HH:mm}Z", takedown.Reason);
        table.Print(invocation.Console);
    }

    private static object Row(Takedown takedown) =>
        new { id = takedown.Id, previousIds = takedown.PreviousIds, source = takedown.Source, recordIds = takedown.RecordIds, reason = takedown.Reason, at = takedown.At };
}
