using Harvester.Host.Composition;
using Harvester.Host.Logging;
using Harvester.Publishing.Dumps;

namespace Harvester.Host.Scheduling;

/// <summary>Lets the background work catch up at each tick, one at a time.</summary>
internal sealed class BackgroundScheduler : IAsyncDisposable
{
    private readonly Background background;
    private readonly NightlyDump dumps;
    private readonly OneAtATime work;

    public BackgroundScheduler(Background background, NightlyDump dumps, ILogger<BackgroundScheduler> logger)
    {
        (this.background, this.dumps) = (background, dumps);
        work = new OneAtATime(CatchUpAsync, fault => RunLog.BackgroundFailed(logger, fault));
    }

    /// <inheritdoc cref="OneAtATime.Tick"/>
    public void Tick() => work.Tick();

    public Task StopAsync() => work.StopAsync();

    public ValueTask DisposeAsync() => work.DisposeAsync();

    private async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        await background.CatchUpAsync(cancellationToken);
        await background.LookAtLinksAsync(cancellationToken);
        await background.LookIntoHeadersAsync(cancellationToken);
        await background.Retention.RunAsync(cancellationToken);
        // Last: of a catalogue that was judged to its end.
        await dumps.RunAsync(cancellationToken);
    }
}
