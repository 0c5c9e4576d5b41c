using Harvester.Core.Model;

namespace Harvester.AcceptanceTests.Faults;

/// <summary>What came of a fault.</summary>
/// <param name="Before">Active datasets before the faulty run.</param>
/// <param name="Kept">Of those, how many are active after it.</param>
/// <param name="After">The run that followed once the source was in good order again; null where it was not.</param>
internal sealed record FaultOutcome(Fault Fault, RunReport Report, int Before, int Kept, int Active, RunReport? After, IReadOnlyList<RunProblem> Problems)
{
    /// <summary>The problem that the fault is known by.</summary>
    public ProblemCount? Problem => Report.Problems.FirstOrDefault(p => p.Code == Fault.Code);

    public string Message => Report.Error ?? Problem?.Examples[0] ?? "";
}
