using Harvester.Core.Model;
using Spectre.Console;

namespace Harvester.Host.Output;

/// <summary>What no rule of a source reads, for a person: the ten most frequent names.</summary>
internal static class UnmappedLines
{
    private const int Most = 10;
    private const int LongestExample = 60;

    public static void Print(IAnsiConsole console, string source, IReadOnlyList<UnmappedCount> unmapped)
    {
        if (unmapped.Count == 0)
            return;
        console.MarkupLineInterpolated($"[bold]{source}[/]: {unmapped.Count} fields of its records are read by no rule (they stay in the raw records){(unmapped.Count > Most ? $"; the {Most} most frequent, all with --json" : "")}:");
        foreach (var one in unmapped.Take(Most))
            console.MarkupLineInterpolated($"  {one.Path}: {one.Records} records, as in {(one.Example.Length > LongestExample ? one.Example[..LongestExample] + "…" : one.Example)}");
    }
}
