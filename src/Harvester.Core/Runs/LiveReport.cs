using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// Brings the stored report of a run up to date while it goes, every two seconds where something has changed, so that any process can show it. Beside the run's own flow,
/// which never waits for it; the run's last word goes through here as well, so that none of these is written after it.
/// </summary>
internal sealed class LiveReport : IRunObserver, IRunStore, IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly IRunStore runs;
    private readonly IRunObserver observer;
    private readonly Reading reading;
    private readonly TimeProvider clock;
    private readonly SemaphoreSlim gate = new(1);
    private readonly CancellationTokenSource done;
    private readonly Task refreshing;
    private volatile RunReport? soFar;
    private (RunReport Report, long Requests, long Bytes)? saved;
    private long started;

    /// <param name="cancellationToken">When the lease is lost, another worker says how the run ended.</param>
    public LiveReport(IRunStore runs, IRunObserver observer, Reading reading, TimeProvider clock, CancellationToken cancellationToken)
    {
        (this.runs, this.observer, this.reading, this.clock) = (runs, observer, reading, clock);
        done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        refreshing = RefreshAsync();
    }

    public void Progressed(RunReport soFar)
    {
        if (soFar.Status is RunStatus.Running)
            this.soFar = soFar;
        observer.Progressed(soFar);
    }

    public void Decided(IReadOnlyList<Decision> decisions) => observer.Decided(decisions);

    public void Absent(IReadOnlyList<(KnownRecord Record, CatalogueWrite Write)> absent) => observer.Absent(absent);

    /// <summary>The run's own word: its first, or its last.</summary>
    public async Task SaveAsync(RunReport report, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            // From its last word on there is nothing to refresh, whether it could be stored or not.
            soFar = report.Status is RunStatus.Running ? report : null;
            saved = (report, report.Requests, report.Bytes);
            started = clock.GetTimestamp();
            await runs.SaveAsync(report, cancellationToken);
        }
        finally
        {
            gate.Release();
        }
    }

    public Task<RunReport?> GetAsync(string id, CancellationToken cancellationToken) => runs.GetAsync(id, cancellationToken);

    public Task<IReadOnlyList<RunReport>> ListAsync(string? source, int limit, string? before, CancellationToken cancellationToken) => runs.ListAsync(source, limit, before, cancellationToken);

    public Task<IReadOnlyDictionary<string, RunReport>> LatestAsync(CancellationToken cancellationToken) => runs.LatestAsync(cancellationToken);

    public Task AddProblemsAsync(string run, string source, IReadOnlyCollection<RunProblem> problems, CancellationToken cancellationToken) =>
        runs.AddProblemsAsync(run, source, problems, cancellationToken);

    public Task<IReadOnlyList<RunProblem>> ProblemsAsync(string run, int skip, int limit, CancellationToken cancellationToken) => runs.ProblemsAsync(run, skip, limit, cancellationToken);

    public Task<IReadOnlyList<(string Source, string Run, RunProblem Problem)>> FindProblemsAsync(string text, int limit, CancellationToken cancellationToken) =>
        runs.FindProblemsAsync(text, limit, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await done.CancelAsync();
        await refreshing;
        done.Dispose();
        gate.Dispose();
    }

    private async Task RefreshAsync()
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done.Token))
                await RefreshOnceAsync();
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The run is over, or another worker's.
        }
    }

    private async Task RefreshOnceAsync()
    {
        await gate.WaitAsync(done.Token);
        try
        {
            // Traffic moves while a batch is still being read.
            var (requests, bytes) = (reading.Requests, reading.Bytes);
            if (soFar is not { } report || saved == (report, requests, bytes))
                return;
            await runs.SaveAsync(report with { Requests = requests, Bytes = bytes, Seconds = Math.Round(clock.GetElapsedTime(started).TotalSeconds, 3) }, done.Token);
            saved = (report, requests, bytes);
        }
        catch (StoreException)
        {
            // The next one tells it, or the run itself.
        }
        finally
        {
            gate.Release();
        }
    }
}
