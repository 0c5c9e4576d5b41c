using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

/// <summary>What another process sees of a run while it goes.</summary>
public sealed class LiveReportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunUnderWay_IsSeenByOtherProcesses_AndItsLastWordIsItsOwn()
    {
        await using var bench = await RunBench.OpenAsync();
        await using var other = await bench.OpenStoreAsync();
        var reads = ScriptedConnector.Listing("s", Enumerable.Range(0, 1200));
        RunReport? seen = null;
        reads.BeforeEnd = async cancellationToken =>
        {
            reads.Lent!.Requested();
            for (var i = 0; i < 2000 && seen is not { Added: >= 500, Requests: > 0 }; i++)
            {
                bench.Clock.Advance(LiveReport.Interval / 10); // the lease lasts for longer than all of them
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, cancellationToken);
                seen = (await other.Runs.ListAsync("s", 1, null, cancellationToken))[0];
            }
        };

        var report = await bench.RunAsync(reads);

        Assert.Equal(RunStatus.Running, seen!.Status);
        Assert.InRange(seen.Added, 500, 1200);
        Assert.True(seen.Seconds > 0);
        Assert.Equal((RunStatus.Succeeded, 1200L), (report.Status, report.Added));
        var stored = (await other.Runs.GetAsync(report.Id, Token))!;
        Assert.Equal((RunStatus.Succeeded, 1200L), (stored.Status, stored.Added));
        bench.Clock.Advance(LiveReport.Interval * 2);
        Assert.Equal(RunStatus.Succeeded, (await other.Runs.GetAsync(report.Id, Token))!.Status);
    }

    [Fact]
    public async Task LastWord_IsNotWrittenOver_HoweverLateARefreshComes()
    {
        await using var bench = await RunBench.OpenAsync();
        var slow = new SlowRuns(bench.Store.Runs);
        var reading = new Reading();
        var running = Running(bench);
        var live = new LiveReport(slow, Silent.Instance, reading, bench.Clock, Token);
        await live.SaveAsync(running, Token);
        live.Progressed(running with { Gathered = 1 });
        slow.Hold();
        bench.Clock.Advance(LiveReport.Interval);
        await slow.Waiting.WaitAsync(Token);

        var last = live.SaveAsync(running with { Status = RunStatus.Succeeded, Gathered = 2 }, Token);
        Assert.False(last.IsCompleted); // it waits for the refresh that is under way
        slow.LetGo();
        await last;
        live.Progressed(running with { Gathered = 3, Status = RunStatus.Succeeded });
        bench.Clock.Advance(LiveReport.Interval * 3);
        await live.DisposeAsync();

        var stored = (await bench.Store.Runs.GetAsync("r", Token))!;
        Assert.Equal((RunStatus.Succeeded, 2L), (stored.Status, stored.Gathered));
    }

    [Fact]
    public async Task RunInWhichNothingMoves_CostsNoWrite()
    {
        await using var bench = await RunBench.OpenAsync();
        var counted = new SlowRuns(bench.Store.Runs);
        var live = new LiveReport(counted, Silent.Instance, new Reading(), bench.Clock, Token);
        await live.SaveAsync(Running(bench), Token);
        for (var i = 0; i < 5; i++)
            bench.Clock.Advance(LiveReport.Interval);
        await live.DisposeAsync();
        Assert.Equal(1, counted.Saves);
    }

    private static RunReport Running(RunBench bench) => new() { Id = "r", Source = "s", Status = RunStatus.Running, StartedAt = bench.Clock.GetUtcNow() };

    /// <summary>Reports whose next write a test holds up.</summary>
    private sealed class SlowRuns(IRunStore runs) : IRunStore
    {
        private readonly TaskCompletionSource waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? held;

        public int Saves { get; private set; }
        public Task Waiting => waiting.Task;

        public void Hold() => held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

        public void LetGo()
        {
            var before = held;
            held = null;
            before?.SetResult();
        }

        public async Task SaveAsync(RunReport report, CancellationToken cancellationToken)
        {
            Saves++;
            if (held is { } stop)
            {
                waiting.TrySetResult();
                await stop.Task;
            }

            await runs.SaveAsync(report, cancellationToken);
        }

        public Task<RunReport?> GetAsync(string id, CancellationToken cancellationToken) => runs.GetAsync(id, cancellationToken);
        public Task<IReadOnlyList<RunReport>> ListAsync(string? source, int limit, string? before, CancellationToken cancellationToken) => runs.ListAsync(source, limit, before, cancellationToken);
        public Task<IReadOnlyDictionary<string, RunReport>> LatestAsync(CancellationToken cancellationToken) => runs.LatestAsync(cancellationToken);
        public Task AddProblemsAsync(string run, string source, IReadOnlyCollection<RunProblem> problems, CancellationToken cancellationToken) => runs.AddProblemsAsync(run, source, problems, cancellationToken);
        public Task<IReadOnlyList<RunProblem>> ProblemsAsync(string run, int skip, int limit, CancellationToken cancellationToken) => runs.ProblemsAsync(run, skip, limit, cancellationToken);
        public Task<IReadOnlyList<(string Source, string Run, RunProblem Problem)>> FindProblemsAsync(string text, int limit, CancellationToken cancellationToken) => runs.FindProblemsAsync(text, limit, cancellationToken);
    }
}
