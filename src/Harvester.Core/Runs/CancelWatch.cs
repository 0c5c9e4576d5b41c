using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Looks every two seconds whether a person wants the run ended (<see cref="ISourceStateStore.CancelAsync"/>), and ends it.</summary>
internal sealed class CancelWatch : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stop;
    private readonly CancellationTokenSource done = new();
    private readonly Task watching;

    public CancelWatch(string source, string run, ISourceStateStore sources, TimeProvider clock, CancellationToken cancellationToken)
    {
        stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        watching = WatchAsync(source, run, sources, clock);
    }

    /// <summary>Cancelled when a person wants the run ended, and with the caller's own token.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>It was a person, and no stop of the process.</summary>
    public bool Wanted { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await done.CancelAsync();
        await watching;
        done.Dispose();
        stop.Dispose();
    }

    private async Task WatchAsync(string source, string run, ISourceStateStore sources, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done.Token))
            {
                if (!await IsWantedAsync(source, run, sources))
                    continue;
                Wanted = true;
                await stop.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    // A store that is away for a moment is asked again at the next tick.
    private async Task<bool> IsWantedAsync(string source, string run, ISourceStateStore sources)
    {
        try
        {
            return (await sources.GetAsync(source, done.Token))?.Cancel?.Run == run;
        }
        catch (StoreException)
        {
            return false;
        }
    }
}
