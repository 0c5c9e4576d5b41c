using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Coverage;

/// <summary>
/// What a dataset adds to the figures, as sums that can be added and taken away. What depends on the day or on other datasets is a figure for each
/// day and hour (<c>due/2026-04-01/2025-12-12T08</c>, <c>stamp/2025-12-12T08</c>), from which a snapshot tells fresh from overdue. Pure.
/// </summary>
public sealed class Contributions(FormatVocabulary formats, QualityScorer scorer)
{
    /// <summary>Of the counting; see <see cref="Assessment.IAssessor.Revision"/>.</summary>
    public const string Revision = "4";

    /// <param name="dataset">With its annotations.</param>
    public Contribution Of(Dataset dataset)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        var contribution = new Contribution(dataset.Id, dataset.Publisher.Code ?? "", dataset.Provenance.Source, counts);
        if (dataset.State is not DatasetState.Active)
            return contribution;
        counts["records"] = 1;
        counts["record-files"] = dataset.Distributions.Count;
        foreach (var field in FilledFields.Of(dataset))
            counts[$"field/{field}"] = 1;
        if (dataset.Annotations?.CanonicalId is null)
            Once(dataset, counts);
        foreach (var name in counts.Where(pair => pair.Value == 0).Select(pair => pair.Key).ToList())
            counts.Remove(name);
        return contribution;
    }

    private void Once(Dataset dataset, Dictionary<string, long> counts)
    {
        var freshness = DatasetFreshness.Of(dataset);
        counts["datasets"] = 1;
        Files(dataset, counts);
        counts["open"] = dataset.Licence?.Open == true ? 1 : 0;
        counts[$"licence/{(dataset.Licence is null ? "none" : dataset.Licence.Id ?? "unknown")}"] = 1;
        foreach (var theme in dataset.Themes)
            counts[$"theme/{theme.Code}"] = 1;
        counts["themed"] = dataset.Themes.Count > 0 ? 1 : 0;
        foreach (var field in dataset.PriorityFields)
            counts[$"priority/{field}"] = 1;
        counts["priority"] = dataset.PriorityFields.Count > 0 ? 1 : 0;
        if (dataset.Annotations?.StandardDataset is { } standard)
        {
            counts[$"standard/{standard.Id}/{(standard.Status is StandardDatasetStatus.Checked ? "checked" : "candidate")}"] = 1;
            if (standard is { Status: StandardDatasetStatus.Checked, Missing.Count: 0, Misspelt.Count: 0 })
                counts[$"standard-complete/{standard.Id}"] = 1;
            if (freshness.OverdueFrom is { } due)
                counts[$"standard-due/{standard.Id}/{due:yyyy-MM-dd}/{freshness.StampHour}"] = 1;
        }

        if (dataset.Annotations?.Quality is { } quality)
        {
            counts[$"rating/{quality.Rating}"] = 1;
            counts["score"] = quality.Score;
            foreach (var result in scorer.Assess(dataset).Results.Where(result => result.Missing > 0))
                counts[$"{(result.Met is null ? "unknown" : "unmet")}/{result.Indicator.Id}"] = 1;
        }

        foreach (var (aspect, grade) in scorer.SettledView(dataset))
            counts[$"view/{aspect}/{EnumWord.Of(grade)}"] = 1;
        foreach (var code in dataset.Problems.Where(problem => problem.Severity is not Severity.Info).Select(problem => problem.Code).Distinct(StringComparer.Ordinal))
            counts[$"problem/{code}"] = 1;
        counts["dead"] = dataset.Annotations?.Checks.Count(check => check.IsDead) ?? 0;
        Age(freshness, counts);
    }

    private void Files(Dataset dataset, Dictionary<string, long> counts)
    {
        // The same file, listed under two titles or formats, is one file.
        var files = dataset.Distributions.DistinctBy(one => one.Address ?? one.Id, StringComparer.Ordinal).ToList();
        counts["files"] = files.Count;
        foreach (var format in files.GroupBy(one => one.Format ?? "none", StringComparer.Ordinal))
            counts[$"format/{format.Key}"] = format.Count();
        counts["csv"] = dataset.Distributions.Any(one => one.Format == "CSV") ? 1 : 0;
        counts["machine-readable"] = dataset.Distributions.Any(one => one.Format is { } format && formats.Find(format) is { MachineReadable: true }) ? 1 : 0;
    }

    private static void Age(DatasetFreshness freshness, Dictionary<string, long> counts)
    {
        if (freshness.StampHour is { } hour)
            counts[$"stamp/{hour}"] = 1;
        if (freshness.Settled is { } settled)
            counts[$"fresh/{EnumWord.Of(settled)}"] = 1;
        else
            counts[$"due/{freshness.OverdueFrom:yyyy-MM-dd}/{freshness.StampHour}"] = 1;
    }
}
