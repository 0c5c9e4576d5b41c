using Harvester.Core.Ports;

namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>
/// Recognises standard datasets by their words, and queues the file of each candidate for <see cref="HeaderChecks"/>. What was read of a file counts as long
/// as the file has the same address: then an answer that was checked stays, and other rules judge the kept header anew without a request.
/// </summary>
public sealed class Recogniser(IStore store, StandardDatasetVocabulary vocabulary, TimeProvider clock) : IAssessor
{
    private const int Rules = 1;

    private readonly Verdict verdict = new(new HeaderJudge(vocabulary));
    private readonly HeaderQueue queue = new(vocabulary);

    public string Revision { get; } = $"standard-datasets-{Rules}-{vocabulary.Revision}";

    /// <summary>Nothing: what is kept of datasets that are no more is forgotten when it is due.</summary>
    public Task BeginAnewAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task AssessAsync(IReadOnlyList<Changed> changed, CancellationToken cancellationToken)
    {
        var news = changed.Where(one => one.Content).ToList();
        if (news.Count == 0)
            return;
        var kept = await store.Headers.GetAsync([.. news.Select(one => one.Id)], cancellationToken);
        var now = clock.GetUtcNow();
        var (saved, removed, writes) = (new List<HeaderState>(), new List<string>(), new List<AnnotationWrite>());
        foreach (var one in news)
        {
            var before = kept.GetValueOrDefault(one.Id);
            var candidate = one.Active is null ? null : vocabulary.Recognise(one.Active);
            var state = candidate is null ? null : queue.Plan(one.Active!, candidate, before, now);
            if (state is not null && !ReferenceEquals(state, before))
                saved.Add(state);
            else if (state is null && before is not null)
                removed.Add(one.Id);
            if (one.Active is not { } dataset)
                continue; // a withdrawn dataset is still what it was
            var match = candidate is null ? null : verdict.Of(candidate, state);
            if (match != dataset.Annotations?.StandardDataset)
                writes.Add(new AnnotationWrite.Recognised(one.Id, match));
        }

        // The queue first: cut off between the two, the next call writes what is said; the other way round a file might never be looked into.
        if (saved.Count > 0)
            await store.Headers.SaveAsync(saved, cancellationToken);
        if (removed.Count > 0)
            await store.Headers.RemoveAsync(removed, cancellationToken);
        if (writes.Count > 0)
            await store.Annotations.PutAsync(writes, now, cancellationToken);
    }
}
