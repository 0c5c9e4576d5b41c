namespace Harvester.Host.Scheduling;

/// <summary>Work that is begun at a tick unless it is still under way, and that nobody awaits: the next tick finds what this one left.</summary>
/// <param name="work">Ends soon once the token asks for it; what is not done then is taken up another time.</param>
/// <param name="failed">Told of whatever else goes wrong, as nobody else would hear of it.</param>
internal sealed class OneAtATime(Func<CancellationToken, Task> work, Action<Exception> failed) : IAsyncDisposable
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
            await work(stopping.Token);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The rest is taken up where it stopped.
        }
#pragma warning disable CA1031 // nobody awaits it: what went wrong must at least be logged, and the next tick tries again
        catch (Exception e)
#pragma warning restore CA1031
        {
            failed(e);
        }
    }
}
