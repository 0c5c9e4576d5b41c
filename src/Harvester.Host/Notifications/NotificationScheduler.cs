using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Host.Scheduling;

namespace Harvester.Host.Notifications;

/// <summary>
/// Looks what is to be told, every few minutes and as soon as a run has ended, whichever worker's. Beside the other background work, which may be long at it; a mail
/// server that hangs holds up nothing else.
/// </summary>
internal sealed class NotificationScheduler : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(3);

    private readonly Notifier notifier;
    private readonly IStore store;
    private readonly TimeProvider clock;
    private readonly ILogger<NotificationScheduler> logger;
    private readonly OneAtATime work;
    private string? seen;
    private DateTimeOffset next;

    public NotificationScheduler(Notifier notifier, IStore store, TimeProvider clock, ILogger<NotificationScheduler> logger)
    {
        (this.notifier, this.store, this.clock, this.logger) = (notifier, store, clock, logger);
        work = new OneAtATime(LookAsync, fault =>
        {
            next = clock.GetUtcNow() + Interval;
            NotificationLog.Failed(logger, fault);
        });
    }

    /// <inheritdoc cref="OneAtATime.Tick"/>
    public void Tick() => work.Tick();

    /// <summary>What is on its way then stands in the store.</summary>
    public Task StopAsync() => work.StopAsync();

    public ValueTask DisposeAsync() => work.DisposeAsync();

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        var runs = await LastRunsAsync(cancellationToken);
        if (runs == seen && clock.GetUtcNow() < next)
            return;
        var result = await notifier.RunAsync(cancellationToken);
        NotificationLog.Ended(logger, result);
        (seen, next) = (runs, clock.GetUtcNow() + Interval);
    }

    private async Task<string> LastRunsAsync(CancellationToken cancellationToken) =>
        string.Join('\n', (await store.Sources.ListAsync(cancellationToken)).Select(state => state.LastRun).Order(StringComparer.Ordinal));
}
