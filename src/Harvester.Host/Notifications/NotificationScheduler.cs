using Harvester.Core.Notifications;
using Harvester.Core.Ports;

namespace Harvester.Host.Notifications;

/// <summary>
/// Looks what is to be told, every few minutes and as soon as a run has ended, whichever worker's. Beside the other background work, which may be long at it; a mail
/// server that hangs holds up nothing else.
/// </summary>
internal sealed class NotificationScheduler(Notifier notifier, IStore store, TimeProvider clock, ILogger<NotificationScheduler> logger) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(3);

    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;
    private string? seen;
    private DateTimeOffset next;

    /// <summary>Starts a look unless one is under way; returns without waiting.</summary>
    public void Tick()
    {
        if (running.IsCompleted && !stopping.IsCancellationRequested)
            running = Task.Run(RunAsync, CancellationToken.None);
    }

    public async Task StopAsync()
    {
        await stopping.CancelAsync();
        await running;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        stopping.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            var runs = await LastRunsAsync(stopping.Token);
            if (runs == seen && clock.GetUtcNow() < next)
                return;
            var result = await notifier.RunAsync(stopping.Token);
            NotificationLog.Ended(logger, result);
            (seen, next) = (runs, clock.GetUtcNow() + Interval);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // What is on its way stands in the store.
        }
#pragma warning disable CA1031 // nobody awaits it: what went wrong must at least be logged, and the next tick tries again
        catch (Exception e)
#pragma warning restore CA1031
        {
            next = clock.GetUtcNow() + Interval;
            NotificationLog.Failed(logger, e);
        }
    }

    private async Task<string> LastRunsAsync(CancellationToken cancellationToken) =>
        string.Join('\n', (await store.Sources.ListAsync(cancellationToken)).Select(state => state.LastRun).Order(StringComparer.Ordinal));
}
