using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>
/// Finds records of one dataset: links them, chooses the one that stands for all, and stores both as annotations. Only what changed is looked at, with
/// whatever shares a file with it. Findings are written before the rows by which they are found again: cut off anywhere and done again, it comes out right.
/// </summary>
public sealed class DuplicateAssessor(IStore store, IReadOnlyDictionary<string, Source> sources, TimeProvider clock) : IAssessor
{
    /// <summary>Rows that are taken down at one time, about a kilobyte each. Their keys lie scattered: the more at a time, the fewer times each page is written.</summary>
    private const int BatchSize = 25_000;

    private const int PageSize = 500;

    private readonly Canonical canonical = new(sources);

    public string Revision => "duplicates-2";

    /// <summary>Takes down what is compared of every active dataset, so that each is examined among all the others and no group falls apart in between.</summary>
    public async Task BeginAnewAsync(CancellationToken cancellationToken)
    {
        await store.Duplicates.ClearAsync(cancellationToken);
        var active = new DatasetFilter { State = DatasetState.Active };
        var rows = new List<DuplicateRow>();
        await foreach (var page in store.Datasets.InPagesAsync(active, PageSize, cancellationToken).Ahead(cancellationToken))
        {
            rows.AddRange(page.Select(dataset => Row(Profile.Of(dataset), Stated(dataset)) with { Due = true }));
            if (rows.Count < BatchSize)
                continue;
            await store.Duplicates.PutAsync(rows, [], cancellationToken);
            rows.Clear();
        }

        await store.Duplicates.PutAsync(rows, [], cancellationToken);
    }

    public async Task AssessAsync(IReadOnlyList<Changed> changed, CancellationToken cancellationToken)
    {
        var content = changed.Where(one => one.Content).ToList();
        foreach (var gone in content.Where(one => one.Dataset is null))
            await FollowAsync(gone.Id, cancellationToken);
        var rows = await store.Duplicates.GetAsync([.. content.Select(one => one.Id)], cancellationToken);
        var changes = new Dictionary<string, Profile?>(StringComparer.Ordinal);
        foreach (var one in content)
        {
            var row = rows.GetValueOrDefault(one.Id);
            // What was taken down a moment ago need not be made a second time; should it have changed since, the log says so.
            var profile = one.Active is not { } active ? null : row is { Due: true } ? Profile.FromBytes(row.Id, row.Profile) : Profile.Of(active);
            if (profile is null ? row is not null || Stated(one.Dataset) is { IsEmpty: false } : row is null || row.Due || !row.Profile.AsSpan().SequenceEqual(profile.ToBytes()))
                changes.Add(one.Id, profile);
        }

        await ExamineAsync(changes, cancellationToken);
    }

    /// <summary>Examines these datasets now, whether they changed or not: a person said something about them.</summary>
    public Task ReexamineAsync(IReadOnlyCollection<Dataset> datasets, CancellationToken cancellationToken) => ExamineAsync(
        datasets.ToDictionary(dataset => dataset.Id, dataset => dataset.State is DatasetState.Active ? Profile.Of(dataset) : null, StringComparer.Ordinal), cancellationToken);

    private static Answer? Stated(Dataset? dataset) => dataset?.Annotations is { } annotations
        ? new Answer(annotations.CanonicalId ?? (annotations.Relations.Any(relation => relation.Kind is RelationKind.Same) ? dataset.Id : null), annotations.Relations)
        : null;

    private static DuplicateRow Row(Profile profile, Answer? answer) => new(profile.Id, profile.Keys(), profile.ToBytes(), answer?.Canonical, answer is { IsEmpty: false });

    private async Task ExamineAsync(IReadOnlyDictionary<string, Profile?> changes, CancellationToken cancellationToken)
    {
        if (changes.Count == 0)
            return;
        var surroundings = new Surroundings(store.Duplicates, changes);
        var touched = await surroundings.TouchedAsync(cancellationToken);
        var answers = await new Examination(surroundings, canonical).RunAsync(touched, cancellationToken);
        var writes = new List<AnnotationWrite>();
        var rows = new List<DuplicateRow>();
        foreach (var (id, answer) in answers)
        {
            var before = surroundings.RowOf(id);
            if (!answer.IsEmpty || before is null or { Related: true })
                await AnswerAsync(id, answer, writes, cancellationToken);
            if (changes.ContainsKey(id) || before!.Canonical != answer.Canonical || before.Related == answer.IsEmpty)
                rows.Add(before is { Due: true } ? before with { Canonical = answer.Canonical, Related = !answer.IsEmpty, Due = false } : Row(surroundings.ProfileOf(id)!, answer));
        }

        var gone = changes.Where(change => change.Value is null).Select(change => change.Key).ToList();
        foreach (var id in gone)
            await AnswerAsync(id, new Answer(null, []), writes, cancellationToken);
        if (writes.Count > 0)
            await store.Annotations.PutAsync(writes, clock.GetUtcNow(), cancellationToken);
        await store.Duplicates.PutAsync(rows, gone, cancellationToken);
    }

    private async Task AnswerAsync(string id, Answer answer, List<AnnotationWrite> writes, CancellationToken cancellationToken)
    {
        var annotations = await store.Annotations.GetAsync(id, cancellationToken);
        if (!answer.IsIn(annotations, id))
            writes.Add(new AnnotationWrite.Related(id, answer.CanonicalFor(id), answer.Relations));
    }

    // What a person said of a record goes with it when another person declares it moved.
    private async Task FollowAsync(string id, CancellationToken cancellationToken)
    {
        if (await store.Datasets.GetAsync(id, cancellationToken) is not { } heir || heir.Id == id)
            return;
        foreach (var verdict in await store.Duplicates.VerdictsAsync([id], cancellationToken))
        {
            var other = verdict.Other(id);
            var stored = await store.Duplicates.VerdictsAsync([heir.Id], cancellationToken);
            if (other != heir.Id && !stored.Any(one => one.Other(heir.Id) == other && one.At >= verdict.At))
                await store.Duplicates.PutVerdictAsync(DuplicateVerdict.Of(heir.Id, other, verdict.Kind, verdict.By, verdict.At), cancellationToken);
        }
    }
}
