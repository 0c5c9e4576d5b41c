using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Tests.Web;

/// <summary>The least store that the pages can be tried with.</summary>
internal sealed class MemoryStore : IStore, ICatalogueWriter, IDatasetReader, IChangeLog, IAnnotationStore, IRunStore, ISourceStateStore
{
    private readonly SortedDictionary<string, Dataset> datasets = new(StringComparer.Ordinal);
    private readonly List<Change> changes = [];
    private readonly List<RunReport> runs = [];
    private readonly Dictionary<string, List<RunProblem>> problems = [];
    private readonly Dictionary<string, SourceState> states = [];
    private readonly Dictionary<string, Annotations> annotations = [];

    public bool Away { get; set; }
    public ICatalogueWriter Catalogue => this;
    public IDatasetReader Datasets => Away ? throw new StoreException("/secret/path is locked") : this;
    public IChangeLog Changes => Away ? throw new StoreException("/secret/path is locked") : this;
    public IAnnotationStore Annotations => this;
    public IRunStore Runs => Away ? throw new StoreException("/secret/path is locked") : this;
    public ISourceStateStore Sources => Away ? throw new StoreException("/secret/path is locked") : this;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<IReadOnlyDictionary<string, KnownRecord>> KnownAsync(string source, IReadOnlyCollection<string> recordIds, CancellationToken cancellationToken) => throw new NotSupportedException();

    public IAsyncEnumerable<KnownRecord> ActiveAsync(string source, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task ApplyAsync(Lease lease, CatalogueBatch batch, CancellationToken cancellationToken)
    {
        foreach (var write in batch.Writes)
        {
            switch (write)
            {
                case CatalogueWrite.Put put:
                    Log(put.Kind, put.Dataset, batch);
                    break;
                case CatalogueWrite.Withdraw withdraw:
                    var gone = datasets[withdraw.Id];
                    Log(ChangeKind.Withdrawn, gone with { State = DatasetState.Withdrawn, Version = gone.Version + 1 }, batch);
                    break;
                case CatalogueWrite.Move move:
                    var moved = datasets[move.NewId];
                    datasets.Remove(move.NewId);
                    Log(ChangeKind.Updated, moved with { Id = move.OldId, PreviousIds = [move.NewId] }, batch);
                    break;
            }
        }

        return Task.CompletedTask;
    }

    private void Log(ChangeKind kind, Dataset dataset, CatalogueBatch batch)
    {
        dataset = dataset with { Sequence = changes.Count + 1 };
        datasets[dataset.Id] = dataset;
        changes.Add(new Change(dataset.Sequence, kind, dataset.Id, batch.At, batch.Run, dataset));
    }

    Task<Dataset?> IDatasetReader.GetAsync(string id, CancellationToken cancellationToken) =>
        Task.FromResult(datasets.GetValueOrDefault(id) ?? datasets.Values.FirstOrDefault(dataset => dataset.PreviousIds.Contains(id)));

    private IEnumerable<Dataset> Pass(DatasetFilter filter) => datasets.Values.Where(dataset =>
        (filter.Source is null || dataset.Provenance.Source == filter.Source)
        && (filter.PublisherCode is null || dataset.Publisher.Code == filter.PublisherCode)
        && (filter.State is null || dataset.State == filter.State)
        && (filter.Text is null || dataset.Title.Values.Any(title => title.Contains(filter.Text, StringComparison.OrdinalIgnoreCase))));

    public Task<IReadOnlyList<Dataset>> ListAsync(DatasetFilter filter, string? after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Dataset>>([.. Pass(filter).Where(dataset => after is null || string.CompareOrdinal(dataset.Id, after) > 0).Take(limit)]);

    public Task<long> CountAsync(DatasetFilter filter, CancellationToken cancellationToken) => Task.FromResult((long)Pass(filter).Count());

    public IAsyncEnumerable<Dataset> AllAsync(DatasetFilter filter, CancellationToken cancellationToken) => Pass(filter).ToAsyncEnumerable();

    public Task<IReadOnlyList<DatasetVersion>> HistoryAsync(string id, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<DatasetVersion>>(
        [.. changes.Where(change => change.Id == id).Select(change => new DatasetVersion(change.Dataset!.Version, change.Kind, change.At, change.Run, change.Dataset))]);

    public Task<RawPayload?> RawAsync(string id, CancellationToken cancellationToken) => Task.FromResult<RawPayload?>(null);

    public Task<IReadOnlyList<PublisherCount>> CountByPublisherAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<PublisherCount>>(
        [.. datasets.Values.Where(dataset => dataset.State == DatasetState.Active).GroupBy(dataset => (dataset.Publisher.Code, dataset.Provenance.Source))
            .Select(group => new PublisherCount(group.Key.Code, group.Key.Source, group.Count(), group.Sum(dataset => dataset.Distributions.Count)))]);

    public Task<IReadOnlyList<Change>> ReadAsync(long since, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Change>>([.. changes.Where(change => change.Sequence > since).Take(limit)]);

    public Task<long> LastAsync(CancellationToken cancellationToken) => Task.FromResult((long)changes.Count);

    public Task<string> EpochAsync(CancellationToken cancellationToken) => Task.FromResult("e1");

    Task<Annotations?> IAnnotationStore.GetAsync(string id, CancellationToken cancellationToken) => Task.FromResult(annotations.GetValueOrDefault(id));

    public Task PutAsync(IReadOnlyCollection<AnnotationWrite> writes, DateTimeOffset at, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task SaveAsync(RunReport report, CancellationToken cancellationToken)
    {
        runs.RemoveAll(run => run.Id == report.Id);
        runs.Add(report);
        return Task.CompletedTask;
    }

    Task<RunReport?> IRunStore.GetAsync(string id, CancellationToken cancellationToken) => Task.FromResult(runs.FirstOrDefault(run => run.Id == id));

    public Task<IReadOnlyList<RunReport>> ListAsync(string? source, int limit, string? before, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<RunReport>>(
        [.. runs.OrderByDescending(run => run.StartedAt).SkipWhile(run => before is not null && run.Id != before).Skip(before is null ? 0 : 1).Where(run => source is null || run.Source == source).Take(limit)]);

    public Task<IReadOnlyDictionary<string, RunReport>> LatestAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyDictionary<string, RunReport>>(
        runs.Where(run => run.Status != RunStatus.Running).GroupBy(run => run.Source).ToDictionary(group => group.Key, group => group.MaxBy(run => run.StartedAt)!));

    public Task AddProblemsAsync(string run, string source, IReadOnlyCollection<RunProblem> met, CancellationToken cancellationToken)
    {
        problems[run] = [.. problems.GetValueOrDefault(run) ?? [], .. met];
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunProblem>> ProblemsAsync(string run, int skip, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<RunProblem>>([.. (problems.GetValueOrDefault(run) ?? []).Skip(skip).Take(limit)]);

    public Task<IReadOnlyList<(string Source, string Run, RunProblem Problem)>> FindProblemsAsync(string text, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

    Task<SourceState?> ISourceStateStore.GetAsync(string source, CancellationToken cancellationToken) => Task.FromResult(states.GetValueOrDefault(source));

    public Task<IReadOnlyList<SourceState>> ListAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<SourceState>>([.. states.Values]);

    public Task SaveAsync(SourceState state, CancellationToken cancellationToken)
    {
        states[state.Source] = state;
        return Task.CompletedTask;
    }

    public Task<Lease?> AcquireAsync(string source, string owner, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) => Task.FromResult<Lease?>(new Lease(source, owner, 1));

    public Task<bool> RenewAsync(Lease lease, DateTimeOffset now, TimeSpan term, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task ReleaseAsync(Lease lease, CancellationToken cancellationToken) => Task.CompletedTask;
}
