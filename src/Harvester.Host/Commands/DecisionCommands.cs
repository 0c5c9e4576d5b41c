using System.CommandLine;
using Harvester.Core.Access;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Host.Composition;

namespace Harvester.Host.Commands;

/// <summary><c>approve</c>, <c>reject</c> and <c>undo</c>: a person's word on a run.</summary>
internal static class DecisionCommands
{
    public static Command Approve(GlobalOptions globals)
    {
        var run = new Argument<string>("RUN") { Description = "id of a suspicious run" };
        var moved = new Option<bool>("--as-moved") { Description = "the lacking datasets are the added ones, renumbered: match by title and addresses, keep ids and history" };
        var command = new Command("approve", "withdraws at once what a suspicious run lacked and no later run saw") { run, moved };
        Decide(command, globals, run, invocation => invocation.Parse.GetValue(moved) ? AuditAction.ApproveAsMoved : AuditAction.Approve,
            (decisions, invocation, id, cancellationToken) => invocation.Parse.GetValue(moved)
                ? decisions.ApproveAsMovedAsync(id, cancellationToken)
                : decisions.ApproveAsync(id, cancellationToken));
        return command;
    }

    public static Command Reject(GlobalOptions globals)
    {
        var run = new Argument<string>("RUN") { Description = "id of a suspicious run" };
        var command = new Command("reject", "says that a suspicious run's listing was wrong: nothing is withdrawn") { run };
        Decide(command, globals, run, _ => AuditAction.Reject, (decisions, _, id, cancellationToken) => decisions.RejectAsync(id, cancellationToken));
        return command;
    }

    public static Command Undo(GlobalOptions globals)
    {
        var run = new Argument<string>("RUN") { Description = "id of a run that withdrew something" };
        var command = new Command("undo", "brings back what a run, or its approval, withdrew") { run };
        Decide(command, globals, run, _ => AuditAction.Undo, (decisions, _, id, cancellationToken) => decisions.UndoAsync(id, cancellationToken));
        return command;
    }

    private static void Decide(
        Command command, GlobalOptions globals, Argument<string> run, Func<Invocation, AuditAction> action,
        Func<RunDecisions, Invocation, string, CancellationToken, Task<RunReport>> decide) =>
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var decisions = new RunDecisions(store, TimeProvider.System, HarvesterApp.Owner);
            var id = invocation.Parse.GetValue(run)!;
            var report = await CommandTrail.Of(invocation, store).OnRunAsync(
                Account.CommandLine, action(invocation), id, () => decide(decisions, invocation, id, cancellationToken), cancellationToken);
            RunCommand.Print(invocation, [report]);
            return ExitCode.Well;
        });
}
