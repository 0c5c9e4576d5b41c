using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Asks at intervals, for as long as work goes on, whether it is to stop, and stops it then. A store that is busy or away for a moment is asked again at the next tick.</summary>
internal sealed class Watch : IAsyncDisposable
{
    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenSource done = new();
    private readonly Task watching;

    /// <param name="mustStop">Its token is cancelled once the work is over.</param>
    public Watch(TimeSpan interval, Func<CancellationToken, Task<bool>> mustStop, TimeProvider clock, CancellationToken cancellationToken)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        watching = WatchAsync(interval, mustStop, clock);
    }

    /// <summary>Cancelled when the work is to stop, and with the caller's own token.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>The answer was yes: it was no stop of the caller's own.</summary>
    public bool HasStopped { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await done.CancelAsync();
        await watching;
        done.Dispose();
        stop.Dispose();
    }

    private async Task WatchAsync(TimeSpan interval, Func<CancellationToken, Task<bool>> mustStop, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done.Token))
            {
                if (!await AskAsync(mustStop))
                    continue;
                HasStopped = true;
                await stop.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The work is over.
        }
    }

    private async Task<bool> AskAsync(Func<CancellationToken, Task<bool>> mustStop)
    {
        try
        {
            return await mustStop(done.Token);
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
