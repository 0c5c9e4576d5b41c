using Harvester.Core.Model;

namespace Harvester.Host.Output;

/// <summary>Run states as a person reads them on a terminal.</summary>
internal static class StatusWords
{
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
