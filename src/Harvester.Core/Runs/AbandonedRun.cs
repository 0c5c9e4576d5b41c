using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>A run whose worker was killed: it says "running" until the next run of its source ends it, and is shown as what it is until then.</summary>
public static class AbandonedRun
{
    internal const string Why = "the worker stopped before the run ended; what it wrote is kept, nothing was withdrawn";

    /// <summary>The report as it is to be shown: failed, where it says "running" and nobody has the source.</summary>
    public static RunReport Seen(RunReport run, SourceState? state, DateTimeOffset now) =>
        run.Status is RunStatus.Running && !(state?.LeaseUntil > now) ? run with { Status = RunStatus.Failed, Error = run.Decision is SourceRemoval.Decision ? SourceRemoval.CutOff(run) : Why } : run;

    /// <summary>The same, its source's state looked up.</summary>
    public static async Task<RunReport> SeenAsync(RunReport run, IStore store, DateTimeOffset now, CancellationToken cancellationToken) =>
        run.Status is RunStatus.Running ? Seen(run, await store.Sources.GetAsync(run.Source, cancellationToken), now) : run;

    /// <summary>The same of several, of any sources.</summary>
    public static async Task<IReadOnlyList<RunReport>> SeenAsync(IReadOnlyList<RunReport> runs, IStore store, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var seen = new List<RunReport>(runs.Count);
        foreach (var run in runs)
            seen.Add(await SeenAsync(run, store, now, cancellationToken));
        return seen;
    }
}
