using Harvester.Core.Model;
using Harvester.Core.Runs;

namespace Harvester.Host.Output;

/// <summary>Run states as a person reads them on a terminal.</summary>
internal static class StatusWords
{
    /// <summary>Why the run is as it is, or what a person said of it; null when there is nothing to say.</summary>
    public static string? Why(RunReport run) => run.Decision is SourceRemoval.Decision
        ? run.Error ?? $"{run.Withdrawn} withdrawn: {SourceRemoval.Standing(run.Id)}"
        : run.Decision is { } decision
        ? $"{decision} on {PlainTable.Local(run.DecidedAt)} JST: {run.Withdrawn} withdrawn, {run.Moved} moved, {run.Restored} restored, {run.Held} still held"
        : run.Error;

    public static string Markup(RunStatus status) => status switch
    {
        RunStatus.Succeeded => "[green]succeeded[/]",
        RunStatus.Partial => "[yellow]partial[/]",
        RunStatus.Suspicious => "[yellow]suspicious[/]",
        RunStatus.Failed => "[red]failed[/]",
        RunStatus.Running => "[blue]running[/]",
        _ => $"[grey]{status.ToString().ToLowerInvariant()}[/]",
    };
}
