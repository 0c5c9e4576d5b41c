using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>How a run ended, and why, in one sentence.</summary>
/// <param name="HoldsAbsent">The listing is complete but lacks too much: what it lacks waits for a person's word.</param>
/// <param name="NothingAbsent">Every stored record was seen: there is nothing to miss.</param>
internal sealed record Verdict(RunStatus Status, string? Why = null, bool HoldsAbsent = false, bool NothingAbsent = false)
{
    public static readonly Verdict UnderWay = new(RunStatus.Running);
    public static readonly Verdict Succeeded = new(RunStatus.Succeeded);
    public static readonly Verdict Cancelled = new(RunStatus.Cancelled, "cancelled by a person or by a stop; what was stored before is kept, nothing was withdrawn");

    // Not "the server failed" but "what it shows is not what it showed": a person should look before anything is believed.
    private static readonly string[] SuspiciousCodes = ["implausible-listing", "selector-matched-nothing"];

    /// <summary>A fault that ended the reading: nothing came → failed, something came → partial, an implausible page → suspicious.</summary>
    public static Verdict Of(SourceException fault, RunTally tally)
    {
        tally.Report(fault);
        var status = SuspiciousCodes.Contains(fault.Code) ? RunStatus.Suspicious
            : tally.Gathered > 0 ? RunStatus.Partial
            : RunStatus.Failed;
        return new Verdict(status, tally.Reading.Hide(fault.Describe()));
    }

    /// <summary>A fault that is no source's: the store is away, or Harvester itself is wrong.</summary>
    public static Verdict Of(Exception fault, RunTally tally, CancellationToken cancellationToken)
    {
        if (fault is OperationCanceledException && cancellationToken.IsCancellationRequested)
            return Cancelled;
        var (code, message) = fault is StoreException ? ("store-unavailable", fault.Message) : ("unexpected-fault", $"{fault.GetType().Name}: {fault.Message}");
        tally.Report(new SourceException(code, Whose.Ours, null, message));
        return new Verdict(RunStatus.Failed, tally.Reading.Hide(message));
    }
}
