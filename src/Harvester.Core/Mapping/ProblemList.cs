using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>Problems of one record, bounded: 8,000 broken links of one dataset are one fault, not 8,000.</summary>
internal sealed class ProblemList(DateTimeOffset now)
{
    private const int Most = 100;

    private readonly List<Problem> problems = [];
    private int more;

    internal void Add(Problem problem)
    {
        if (problems.Count < Most)
            problems.Add(problem);
        else
            more++;
    }

    /// <summary>More than a day ahead, so that no time zone makes a difference.</summary>
    internal bool IsFuture(string isoDate) => IsoDate.SortKey(isoDate) > now.AddDays(1);

    /// <summary>A list whose problems nobody reads: of values that are not taken.</summary>
    internal ProblemList Unheard() => new(now);

    internal IReadOnlyList<Problem> ToList() => more == 0
        ? problems
        : [.. problems, new Problem("more-problems", Severity.Info, Whose.Record, null, null, $"The record has {more} more problems, which are not listed.")];
}
