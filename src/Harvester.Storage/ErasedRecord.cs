using Harvester.Core.Model;

namespace Harvester.Storage;

/// <summary>A record that is erased, as what runs have said of it is recognised.</summary>
/// <param name="RecordIds">At its source, present and former.</param>
/// <param name="Urls">Its own pages.</param>
internal sealed record ErasedRecord(IReadOnlyList<string> RecordIds, IReadOnlyList<string> Urls)
{
    public bool IsOf(RunProblem problem) =>
        (problem.RecordId is { } id && RecordIds.Contains(id, StringComparer.Ordinal)) || (problem.RecordUrl is { } url && Urls.Contains(url, StringComparer.Ordinal));

    /// <summary>The report without what it quotes of the record; null: it quotes nothing. Counts stay.</summary>
    public RunReport? Without(RunReport report)
    {
        ProblemCount[] problems = [.. report.Problems.Select(count => count with { Examples = [.. count.Examples.Where(example => !Quotes(example))] })];
        var isQuoted = problems.Zip(report.Problems).Any(pair => pair.First.Examples.Count < pair.Second.Examples.Count);
        return isQuoted || Without(report.Unmapped) is not null ? report with { Problems = problems, Unmapped = Without(report.Unmapped) ?? report.Unmapped } : null;
    }

    /// <summary>Without examples, of which nobody knows whose they were; null: there are none.</summary>
    public static IReadOnlyList<UnmappedCount>? Without(IReadOnlyList<UnmappedCount> unmapped) =>
        unmapped.Any(one => one.Example.Length > 0) ? [.. unmapped.Select(one => one with { Example = "" })] : null;

    // As RunProblem.Describe begins.
    private bool Quotes(string example) =>
        RecordIds.Any(id => example.StartsWith($"record {id}:", StringComparison.Ordinal) || example.StartsWith($"record {id},", StringComparison.Ordinal))
        || Urls.Any(url => example.Contains(url, StringComparison.Ordinal));
}
