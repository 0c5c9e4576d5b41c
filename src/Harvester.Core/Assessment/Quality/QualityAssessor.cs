using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Assessment.Quality;

/// <summary>Scores what changed. A withdrawn dataset has no score.</summary>
public sealed class QualityAssessor(IAnnotationStore annotations, QualityScorer scorer, string vocabularies, TimeProvider clock) : IAssessor
{
    public string Revision => $"quality {QualityScorer.Revision} {vocabularies}";

    public Task BeginAnewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task AssessAsync(IReadOnlyList<Changed> changed, CancellationToken cancellationToken)
    {
        var writes = new List<AnnotationWrite>();
        foreach (var (id, dataset, _) in changed)
        {
            if (dataset is null)
                continue;
            var quality = dataset.State is DatasetState.Active ? scorer.Assess(dataset).Quality : null;
            if (quality != dataset.Annotations?.Quality)
                writes.Add(new AnnotationWrite.Scored(id, quality));
        }

        if (writes.Count > 0)
            await annotations.PutAsync(writes, clock.GetUtcNow(), cancellationToken);
    }
}
