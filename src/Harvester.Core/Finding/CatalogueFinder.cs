using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Finding;

/// <summary>Why a dataset is here, refused or absent: for the command <c>find</c> and for <c>/api/v1/find</c>.</summary>
public sealed class CatalogueFinder(IStore store)
{
    /// <param name="wanted">An id, or words of a title, an address or a record's own id; not empty.</param>
    /// <param name="most">Of each kind.</param>
    public async Task<Findings> FindAsync(string wanted, int most, CancellationToken cancellationToken)
    {
        var here = await store.Datasets.GetAsync(wanted, cancellationToken) is { } exact
            ? [exact]
            : await store.Datasets.ListAsync(new DatasetFilter { Text = wanted }, null, most, cancellationToken);
        var held = await HeldAsync(here, cancellationToken);
        var gone = here.Count == 0 ? await store.Takedowns.FindAsync(wanted, cancellationToken) : null;
        var problems = await store.Runs.FindProblemsAsync(wanted, most, cancellationToken);
        return new Findings(
            [.. here.Select(dataset => new FoundDataset(dataset, held.GetValueOrDefault(dataset.Id)))],
            gone,
            [.. problems.Select(found => new FoundProblem(found.Source, found.Run, found.Problem))]);
    }

    private async Task<Dictionary<string, string>> HeldAsync(IReadOnlyList<Dataset> datasets, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var some in datasets.GroupBy(dataset => dataset.Provenance.Source))
        {
            var known = await store.Catalogue.KnownAsync(some.Key, [.. some.Select(dataset => dataset.Provenance.RecordId)], cancellationToken);
            foreach (var record in known.Values.Where(record => record.HeldBy is not null))
                held[record.Id] = record.HeldBy!;
        }

        return held;
    }
}
