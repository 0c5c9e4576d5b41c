using Harvester.Core.Assessment;
using Harvester.Core.Ports;

namespace Harvester.Core.Coverage;

/// <summary>Keeps the sums of coverage up to date. Last of the assessors, as it counts what the others found.</summary>
public sealed class CoverageAssessor(ICoverageStore coverage, IAnnotationStore annotations, Contributions contributions, string vocabularies) : IAssessor
{
    private static readonly Dictionary<string, long> Nothing = [];

    public string Revision => $"coverage {Contributions.Revision} {vocabularies}";

    public Task BeginAnewAsync(CancellationToken cancellationToken) => coverage.ClearAsync(cancellationToken);

    public async Task AssessAsync(IReadOnlyList<Changed> changed, CancellationToken cancellationToken)
    {
        var found = new List<Contribution>(changed.Count);
        foreach (var (id, dataset, _) in changed)
        {
            // Read anew: those before may just have found something that is no entry of the log, as a score of the same rating.
            found.Add(dataset is null ? new Contribution(id, "", "", Nothing)
                : contributions.Of(dataset with { Annotations = await annotations.GetAsync(id, cancellationToken) }));
        }

        await coverage.PutAsync(found, cancellationToken);
    }
}
