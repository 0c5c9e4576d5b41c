using Harvester.Core.Model;

namespace Harvester.Core.Runs;

/// <summary>Counts refused records by the body whose they are. Thread-safe, as <see cref="ProblemLog"/> is.</summary>
internal sealed class RefusedLog
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<string, ProblemLog> bodies = new(StringComparer.Ordinal);

    /// <param name="body">See <see cref="RefusedRecords.Body"/>.</param>
    public void Add(string? body, RunProblem problem)
    {
        if (problem.Problem is not { Severity: Severity.Error, Whose: Whose.Record })
            return;
        lock (gate)
        {
            if (!bodies.TryGetValue(body ?? "", out var log))
                bodies.Add(body ?? "", log = new ProblemLog(keepsEach: false));
            log.Add(problem);
        }
    }

    public IReadOnlyList<RefusedRecords> Counts()
    {
        lock (gate)
            return [.. bodies.Select(body => new RefusedRecords(body.Key.Length == 0 ? null : body.Key, body.Value.Counts()))];
    }
}
