using Harvester.Core.Guidance;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;

namespace Harvester.Web.Pages.Problems;

/// <summary>A kind of problem that records of a body have.</summary>
/// <param name="Examples">Some of them, each with its record.</param>
public sealed record ProblemGroup(string Code, long Datasets, IReadOnlyList<(Dataset Dataset, Problem Problem)> Examples)
{
    private const int MostExamples = 3;

    internal ProblemAdvice Advice => ProblemAdvice.Of(Code, Examples.Count > 0 ? Examples[0].Problem.Whose : Whose.Record);

    internal static async Task<IReadOnlyList<ProblemGroup>> OfBodyAsync(string code, CatalogueIndex index, IStore store, CancellationToken cancellationToken)
    {
        var counts = index.Search(new SearchRequest { Chosen = Of(code), CanonicalOnly = false, Rows = 0, Facets = ["problem"], FacetLimit = -1 }).Facets["problem"];
        var ids = counts.ToDictionary(count => count.Value, count =>
            index.Search(new SearchRequest { Chosen = Of(code, ("problem", count.Value)), CanonicalOnly = false, Rows = MostExamples, Sort = [new SortKey("id", Descending: false)] }).Hits.Select(hit => hit.Id).ToList());
        var datasets = (await store.Datasets.ManyAsync([.. ids.Values.SelectMany(some => some).Distinct(StringComparer.Ordinal)], cancellationToken)).ToDictionary(dataset => dataset.Id, StringComparer.Ordinal);
        return [.. counts.Select(count => new ProblemGroup(
            count.Value, count.Count,
            [.. ids[count.Value].Select(id => datasets.GetValueOrDefault(id)).OfType<Dataset>()
                .Select(dataset => (dataset, dataset.Problems.FirstOrDefault(problem => problem.Code == count.Value))).Where(example => example.Item2 is not null)!]))];
    }

    /// <summary>A choice of the index: the active records of a body, and more.</summary>
    internal static IReadOnlyDictionary<string, IReadOnlyList<string>> Of(string code, params ReadOnlySpan<(string Facet, string Value)> more)
    {
        var chosen = new Dictionary<string, IReadOnlyList<string>> { ["publisher"] = [code], ["state"] = ["active"] };
        foreach (var (facet, value) in more)
            chosen[facet] = [value];
        return chosen;
    }
}
