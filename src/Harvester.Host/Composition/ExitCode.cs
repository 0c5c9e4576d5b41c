using Harvester.Core.Model;

namespace Harvester.Host.Composition;

/// <summary>What the command line tells a program.</summary>
internal static class ExitCode
{
    public const int Well = 0;
    public const int Unexpected = 1;

    /// <summary>Wrong usage or configuration: nothing was done.</summary>
    public const int Usage = 2;
    public const int SomeFailed = 3;
    public const int AllFailed = 4;

    public static int Of(IReadOnlyCollection<RunReport> runs)
    {
        var asked = runs.Where(r => r.Status is not RunStatus.Skipped).ToList();
        if (asked.Count > 0 && asked.All(r => r.Status is RunStatus.Failed))
            return AllFailed;
        return asked.All(r => r.Status is RunStatus.Succeeded) ? Well : SomeFailed;
    }
}
