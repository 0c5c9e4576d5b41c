using Harvester.Host.Composition;
using Harvester.Host.Logging;
using Harvester.Publishing.Dumps;

namespace Harvester.Host.Scheduling;

/// <summary>Lets the background work catch up at each tick, one at a time: the next tick finds what this one left.</summary>
internal sealed class BackgroundScheduler(Background background, NightlyDump dumps, ILogger<BackgroundScheduler> logger) : IAsyncDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private Task running = Task.CompletedTask;

    /// <summary>Starts it unless it is still at it; returns without waiting.</summary>
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
            await background.CatchUpAsync(stopping.Token);
            await background.LookAtLinksAsync(stopping.Token);
            await background.LookIntoHeadersAsync(stopping.Token);
            await background.Retention.RunAsync(stopping.Token);
            // Last: of a catalogue that was judged to its end.
            await dumps.RunAsync(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The rest is taken up where it stopped.
        }
#pragma warning disable CA1031 // nobody awaits it: what went wrong must at least be logged, and the next tick tries again
        catch (Exception e)
#pragma warning restore CA1031
        {
            RunLog.BackgroundFailed(logger, e);
        }
    }
}
