using System.Collections.Concurrent;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Host.Logging;

namespace Harvester.Host.Scheduling;

/// <summary>
/// Starts the sources that are due, by their schedule or because a person asked for them. What is due stands in the store, so any worker may serve it: a source that
/// came due while nothing ran is made up once, and a run that a stop cut off stays due.
/// </summary>
internal sealed class HarvestScheduler(IStore store, ISources sources, SourceRunner runner, TimeProvider clock, ILogger<HarvestScheduler> logger, int concurrency)
    : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Task> running = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim lanes = new(concurrency);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>Looks what is due and starts it; returns without waiting for the runs.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        var states = (await store.Sources.ListAsync(cancellationToken)).ToDictionary(s => s.Source, StringComparer.Ordinal);
        var now = clock.GetUtcNow();
        foreach (var source in sources.All)
        {
            if (!source.Enabled || running.ContainsKey(source.Id) || stopping.IsCancellationRequested)
                continue;
            var state = states.GetValueOrDefault(source.Id);
            // A planned maintenance: what comes due meanwhile stays due, and is made up once when it is over.
            if (state?.RemovedBy is not null || (state?.PausedAt(now) is not null && state.Request is null))
                continue;
            var due = IsPlanned(source, state, now) ? state!.NextDue : await PlanAsync(source, state, now, cancellationToken);
            if ((due <= now || state?.Request is not null) && !(state?.LeaseUntil > now))
                Start(source);
        }
    }

    /// <summary>The runs that this worker has under way.</summary>
    public Task WhenIdleAsync() => Task.WhenAll(running.Values);

    /// <summary>Cancels what runs and waits until each run has stored its report; they stay due.</summary>
    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await WhenIdleAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stopping.Dispose();
        lanes.Dispose();
    }

    // Entered before it is started: a run that ends at once must find its entry to remove.
    private void Start(Source source)
    {
        var run = new Task<Task>(() => RunAsync(source), TaskCreationOptions.DenyChildAttach);
        if (running.TryAdd(source.Id, run.Unwrap()))
            run.Start(TaskScheduler.Default);
    }

    // By the schedule of the file; without a due time only where there is none to come.
    private static bool IsPlanned(Source source, SourceState? state, DateTimeOffset now) =>
        state?.Schedule == source.Schedule && (state.NextDue is not null || Schedule.NextAfter(source.Schedule, source.Id, now) is null);

    // A source that was never harvested is due at once; one whose schedule changed is due by the new one. Null when another worker planned meanwhile: the next tick sees it.
    private async Task<DateTimeOffset?> PlanAsync(Source source, SourceState? state, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var due = state?.LastRun is null ? now : Schedule.NextAfter(source.Schedule, source.Id, now);
        return await store.Sources.PlanAsync(source.Id, source.Schedule, due, state?.Schedule, cancellationToken) ? due : null;
    }

    private async Task RunAsync(Source source)
    {
        try
        {
            await lanes.WaitAsync(stopping.Token);
            try
            {
                RunLog.Started(logger, source.Id);
                var next = Schedule.NextAfter(source.Schedule, source.Id, clock.GetUtcNow());
                var report = await runner.RunAsync(source, new RunOptions { NextDue = next, OnlyIfDue = true }, Silent.Instance, stopping.Token);
                RunLog.Ended(logger, report);
            }
            finally
            {
                lanes.Release();
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Not started: it stays due.
        }
#pragma warning disable CA1031 // nobody awaits a scheduled run: what it does not report must at least be logged
        catch (Exception e)
#pragma warning restore CA1031
        {
            RunLog.Lost(logger, source.Id, e);
        }
        finally
        {
            running.TryRemove(source.Id, out _);
        }
    }
}
