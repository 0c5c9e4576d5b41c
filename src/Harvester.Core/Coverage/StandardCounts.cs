namespace Harvester.Core.Coverage;

/// <summary>The datasets of one body that are of one standard dataset.</summary>
/// <param name="Datasets">Candidates and checked ones.</param>
/// <param name="Checked">Those of which a file's header is one of its editions.</param>
/// <param name="Complete">Checked ones that lack no column and misspell none.</param>
/// <param name="Overdue">Those that are not as fresh as they promise, by the same rule as each dataset's own page (<see cref="Assessment.Freshness.DatasetFreshness.On"/>).</param>
public sealed record StandardCounts(long Datasets, long Checked, long Complete, long Overdue)
{
    /// <param name="counts">Of the body.</param>
    /// <param name="sums">Knows the day, and which stamps are those of a bulk import.</param>
    internal static IReadOnlyDictionary<string, StandardCounts> Of(IEnumerable<Ports.CoverageCount> counts, FigureSums sums)
    {
        var all = new SortedDictionary<string, StandardCounts>(StringComparer.Ordinal);
        foreach (var count in counts.Where(count => count.Name.StartsWith("standard", StringComparison.Ordinal)))
        {
            var name = count.Name.Split('/');
            if (name.Length < 2)
                continue;
            var so = all.GetValueOrDefault(name[1], new StandardCounts(0, 0, 0, 0));
            all[name[1]] = name[0] switch
            {
                "standard" => so with { Datasets = so.Datasets + count.Value, Checked = so.Checked + (name[2] == "checked" ? count.Value : 0) },
                "standard-complete" => so with { Complete = so.Complete + count.Value },
                "standard-due" when sums.StateOf(count.Source, name[2], name[3]) is Assessment.Freshness.FreshnessState.Overdue => so with { Overdue = so.Overdue + count.Value },
                _ => so,
            };
        }

        return all;
    }
}
