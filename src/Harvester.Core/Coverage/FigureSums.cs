using System.Globalization;
using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Coverage;

/// <summary>Makes figures of sums, as of a day.</summary>
internal sealed class FigureSums
{
    private readonly DateOnly today;
    private readonly HashSet<(string Source, string Hour)> bulk;

    /// <param name="all">Of all publishers: a bulk import is one of a source, whoever published what it brought.</param>
    /// <param name="today">In Japan.</param>
    internal FigureSums(IEnumerable<CoverageCount> all, DateOnly today)
    {
        this.today = today;
        bulk = all.Where(count => count.Name.StartsWith("stamp/", StringComparison.Ordinal))
            .GroupBy(count => (count.Source, Hour: count.Name[6..]))
            .Where(hour => hour.Sum(count => count.Value) >= MachineStamp.BulkSize).Select(hour => hour.Key).ToHashSet();
    }

    internal CoverageFigures Of(IEnumerable<CoverageCount> some)
    {
        var counts = some.ToList();
        var sums = counts.GroupBy(count => count.Name, StringComparer.Ordinal).ToDictionary(name => name.Key, name => name.Sum(count => count.Value), StringComparer.Ordinal);
        var quality = Map(sums, "rating/");
        var ages = Ages(counts);
        return new CoverageFigures
        {
            Records = sums.GetValueOrDefault("records"),
            RecordFiles = sums.GetValueOrDefault("record-files"),
            Datasets = sums.GetValueOrDefault("datasets"),
            Files = sums.GetValueOrDefault("files"),
            CsvFiles = sums.GetValueOrDefault("format/CSV"),
            MachineReadable = sums.GetValueOrDefault("machine-readable"),
            Csv = sums.GetValueOrDefault("csv"),
            OpenLicence = sums.GetValueOrDefault("open"),
            Themed = sums.GetValueOrDefault("themed"),
            InPriorityFields = sums.GetValueOrDefault("priority"),
            StandardCandidates = sums.Where(pair => pair.Key.StartsWith("standard/", StringComparison.Ordinal) && pair.Key.EndsWith("/candidate", StringComparison.Ordinal)).Sum(pair => pair.Value),
            StandardChecked = sums.Where(pair => pair.Key.StartsWith("standard/", StringComparison.Ordinal) && pair.Key.EndsWith("/checked", StringComparison.Ordinal)).Sum(pair => pair.Value),
            DeadLinks = sums.GetValueOrDefault("dead"),
            MeanQuality = quality.Values.Sum() is > 0 and var scored ? Math.Round((double)sums.GetValueOrDefault("score") / scored, 1) : null,
            Quality = quality,
            Freshness = ages,
            View = View(sums, ages),
            Formats = Map(sums, "format/"),
            Licences = Map(sums, "licence/"),
            Themes = Map(sums, "theme/"),
            PriorityFields = Map(sums, "priority/"),
            Unmet = Map(sums, "unmet/"),
            Unknown = Map(sums, "unknown/"),
            Problems = Map(sums, "problem/"),
        };
    }

    /// <summary>How datasets of a source stand that are overdue from a day on, and were stamped in an hour (empty: by no machine).</summary>
    internal FreshnessState StateOf(string source, string due, string hour) =>
        new DatasetFreshness(null, DateOnly.ParseExact(due, "yyyy-MM-dd", CultureInfo.InvariantCulture), hour.Length > 0 ? hour : null).On(today, one => bulk.Contains((source, one)));

    private SortedDictionary<string, long> Ages(List<CoverageCount> counts)
    {
        var ages = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (var count in counts)
        {
            var parts = count.Name.Split('/');
            var state = parts[0] switch
            {
                "fresh" => parts[1],
                "due" => EnumWord.Of(StateOf(count.Source, parts[1], parts[2])),
                _ => null,
            };
            if (state is not null)
                ages[state] = ages.GetValueOrDefault(state) + count.Value;
        }

        return ages;
    }

    private static SortedDictionary<string, long> View(Dictionary<string, long> sums, SortedDictionary<string, long> ages)
    {
        var view = Map(sums, "view/");
        foreach (var (state, count) in ages)
        {
            var name = $"{JapaneseView.Freshness}/{EnumWord.Of(JapaneseView.GradeOf(Enum.Parse<FreshnessState>(state, ignoreCase: true)))}";
            view[name] = view.GetValueOrDefault(name) + count;
        }

        return view;
    }

    private static SortedDictionary<string, long> Map(Dictionary<string, long> sums, string prefix) => new(
        sums.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value), StringComparer.Ordinal);
}
