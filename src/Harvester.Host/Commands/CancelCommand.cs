using System.CommandLine;
using Harvester.Core.Access;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>cancel</c>: a person ends a run that goes on, or takes back one that has not begun.</summary>
internal static class CancelCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var run = new Argument<string?>("RUN") { Arity = ArgumentArity.ZeroOrOne, Description = "id of a run that goes on, in whichever process" };
        // Not of the environment: which source is meant must stand in the line.
        var queued = new Option<string?>("--queued") { HelpName = "SOURCE", Description = "instead: take back the harvest of this source that was asked for (`run --queue`) and has not begun" };
        var command = new Command("cancel", "ends a run that goes on: what was stored stays, nothing is withdrawn, the schedule goes on") { run, queued };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var (id, source) = (invocation.Parse.GetValue(run), invocation.Parse.GetValue(queued));
            if ((id is null) == (source is null))
                throw new UsageException("what is to be cancelled? give either RUN, as `runs` shows it, or --queued SOURCE");
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var desk = new SourceDesk(store, CommandTrail.Of(invocation, store), TimeProvider.System);
            if (source is not null)
            {
                var request = await desk.TakeBackAsync(Account.CommandLine, source, cancellationToken);
                Print(invocation, new { takenBack = new { source, request.Id, request.At } }, $"Taken back: {source} waits for no worker any more.");
                return ExitCode.Well;
            }

            var report = await desk.CancelAsync(Account.CommandLine, id!, cancellationToken);
            Print(invocation, new { cancelling = new { report.Source, run = report.Id } }, $"Asked {report.Id} to stop: its worker ends it within seconds. `runs` shows how it ended.");
            return ExitCode.Well;
        });
        return command;
    }

    private static void Print(Invocation invocation, object document, string sentence)
    {
        if (invocation.Json)
            JsonOutput.Print(document);
        else
            invocation.Console.WriteLine(sentence);
    }
}
