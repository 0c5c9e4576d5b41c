using Harvester.Core.Model;

namespace Harvester.Core.Runs;

/// <summary>
/// Counts problems by code, with a few examples, and hands the single ones on to be stored: bounded, however many there are. Thread-safe: records
/// are gathered while earlier ones are written.
/// </summary>
/// <param name="keepsEach">Whether <see cref="Take"/> is ever called: nothing else ends the waiting of single ones.</param>
internal sealed class ProblemLog(bool keepsEach = true)
{
    private const int MostExamples = 5;
    private readonly Lock gate = new();
    private readonly Dictionary<(string Code, Severity Severity, Whose Whose), (long Count, List<string> Examples)> counts = [];
    private List<RunProblem> waiting = [];

    public void Add(RunProblem problem)
    {
        lock (gate)
        {
            if (keepsEach)
                waiting.Add(problem);
            var key = (problem.Problem.Code, problem.Problem.Severity, problem.Problem.Whose);
            var (count, examples) = counts.TryGetValue(key, out var so) ? so : (0, []);
            if (examples.Count < MostExamples)
                examples.Add(problem.Describe());
            counts[key] = (count + 1, examples);
        }
    }

    public IReadOnlyList<RunProblem> Take()
    {
        lock (gate)
        {
            var taken = waiting;
            if (taken.Count > 0)
                waiting = [];
            return taken;
        }
    }

    /// <summary>Worst first, then the most frequent.</summary>
    public IReadOnlyList<ProblemCount> Counts()
    {
        lock (gate)
        {
            return
            [
                .. counts
                    .Select(c => new ProblemCount(c.Key.Code, c.Key.Severity, c.Key.Whose, c.Value.Count, [.. c.Value.Examples]))
                    .OrderByDescending(c => c.Severity).ThenByDescending(c => c.Count).ThenBy(c => c.Code, StringComparer.Ordinal),
            ];
        }
    }
}
