using System.CommandLine;
using Harvester.Core.Access;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Host.Composition;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>source remove</c>: a person retires a source.</summary>
internal static class SourceCommand
{
    public static Command Create(GlobalOptions globals)
    {
        var id = new Argument<string>("ID") { Description = "id of the source" };
        // Not of the environment: there it would say yes to what nobody has seen.
        var yes = new Option<bool>("--yes") { Description = "do not ask" };
        var remove = new Command("remove", "withdraws all datasets of a source, and leaves it alone from now on; `undo` of that run brings all of it back") { id, yes };
        Invocation.Set(remove, globals, async (invocation, cancellationToken) =>
        {
            var source = invocation.Parse.GetValue(id)!;
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var removal = new SourceRemoval(store, TimeProvider.System, HarvesterApp.Owner);
            var datasets = await removal.DatasetsAsync(source, cancellationToken);
            if (!invocation.Parse.GetValue(yes) && !await Agreement.AskAsync(
                invocation,
                $"`source remove {source}` withdraws {datasets} datasets, and nobody can be asked here: add --yes if that is meant",
                $"Withdraw the {datasets} datasets of {Markup.Escape(source)}, and harvest it no more?", cancellationToken))
            {
                invocation.Console.WriteLine("Nothing was changed.");
                return ExitCode.Well;
            }

            var trail = CommandTrail.Of(invocation, store);
            var report = await trail.ActAsync(trail.OnSource(Account.CommandLine, AuditAction.RemoveSource, source), () => removal.RunAsync(source, cancellationToken), Outcome);
            RunCommand.Print(invocation, [report]);
            return report.Status is RunStatus.Succeeded ? ExitCode.Well : ExitCode.SomeFailed;
        });
        return new Command("source", "retires a source") { remove };
    }

    /// <summary>A removal that a worker holds up is refused; one that was cut off has only begun.</summary>
    private static AuditEntry Outcome(AuditEntry entry, RunReport report) => report.Status switch
    {
        RunStatus.Succeeded => entry with { Run = report.Id, Detail = $"withdrawn: {report.Withdrawn}" },
        RunStatus.Skipped => entry with { Outcome = AuditOutcome.Refused, Detail = report.Error ?? "" },
        _ => entry with { Outcome = AuditOutcome.Begun, Run = report.Id, Detail = report.Error ?? "" },
    };
}
