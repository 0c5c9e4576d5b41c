using Harvester.Core.Model;

namespace Harvester.Core.Finding;

/// <summary>A problem that the newest run of a source met with a record.</summary>
public sealed record FoundProblem(string Source, string Run, RunProblem Problem)
{
    /// <summary>Errors refuse a record or a listing; what is milder belongs to a record that was taken.</summary>
    public bool IsRefusal => Problem.Problem.Severity is Severity.Error;
}
