using Harvester.Core.Mapping;
using Harvester.Core.Model;

namespace Harvester.Core.Runs;

/// <summary>Counts what no rule reads, by name, with one example each: bounded, however odd the source.</summary>
internal sealed class UnmappedLog
{
    /// <summary>More names than these are counted together, as <c>…</c>.</summary>
    public const int MostNames = 300;

    private readonly Dictionary<string, (long Records, string Example)> counts = new(StringComparer.Ordinal);

    /// <param name="unmapped">Of one record.</param>
    /// <param name="again">The record was counted before, as another mapping had made of it: only what is new in it counts.</param>
    public void Add(IReadOnlyList<UnmappedField> unmapped, bool again = false)
    {
        var hasFurther = false;
        foreach (var field in unmapped)
        {
            var path = counts.ContainsKey(field.Path) || counts.Count < MostNames ? field.Path : UnmappedFields.Further;
            if (path == UnmappedFields.Further && hasFurther)
                continue; // one record counts once
            hasFurther |= path == UnmappedFields.Further;
            if (!counts.TryGetValue(path, out var so))
                counts[path] = (1, field.Example());
            else if (!again)
                counts[path] = so with { Records = so.Records + 1 };
        }
    }

    /// <summary>The most frequent first.</summary>
    public IReadOnlyList<UnmappedCount> Counts() =>
        [.. counts.Select(one => new UnmappedCount(one.Key, one.Value.Records, one.Value.Example)).OrderByDescending(one => one.Records).ThenBy(one => one.Path, StringComparer.Ordinal)];

    /// <summary>
    /// The picture of a source after a run that mapped only what had changed: a name that is new joins it, and one that has become more frequent than it was
    /// among all is so; what is gone goes with the next run that maps everything.
    /// </summary>
    public static IReadOnlyList<UnmappedCount> Merged(IReadOnlyList<UnmappedCount> before, IReadOnlyList<UnmappedCount> now) =>
        now.Count == 0 ? before
            : [.. before.Concat(now).GroupBy(one => one.Path, StringComparer.Ordinal).Select(same => same.First() with { Records = same.Max(one => one.Records) })
                .OrderByDescending(one => one.Records).ThenBy(one => one.Path, StringComparer.Ordinal).Take(MostNames + 1)];
}
