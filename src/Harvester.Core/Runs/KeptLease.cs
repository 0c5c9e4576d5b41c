using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>A source's lease, renewed for as long as its holder works. A store that is busy for a moment costs nothing; a lease that another worker took stops the work.</summary>
internal sealed class KeptLease : IAsyncDisposable
{
    private readonly CancellationTokenSource lost;
    private readonly CancellationTokenSource done = new();
    private readonly Task keeping;

    public KeptLease(Lease lease, TimeSpan term, ISourceStateStore sources, TimeProvider clock, CancellationToken cancellationToken)
    {
        lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        keeping = KeepAsync(lease, term, sources, clock);
    }

    /// <summary>Cancelled when the lease was lost, and with the caller's own token.</summary>
    public CancellationToken Lost => lost.Token;

    public async ValueTask DisposeAsync()
    {
        await done.CancelAsync();
        await keeping;
        done.Dispose();
        lost.Dispose();
    }

    private async Task KeepAsync(Lease lease, TimeSpan term, ISourceStateStore sources, TimeProvider clock)
    {
        using var timer = new PeriodicTimer(term / 4, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(done.Token))
            {
                if (await TryRenewAsync(lease, term, sources, clock))
                    continue;
                await lost.CancelAsync();
                return;
            }
        }
        catch (OperationCanceledException) when (done.IsCancellationRequested)
        {
            // The work is over.
        }
    }

    // A store that is busy for a moment is asked again at the next tick; if it stays away, the next write reports it.
    private async Task<bool> TryRenewAsync(Lease lease, TimeSpan term, ISourceStateStore sources, TimeProvider clock)
    {
        try
        {
            return await sources.RenewAsync(lease, clock.GetUtcNow(), term, done.Token);
        }
        catch (StoreException)
        {
            return true;
        }
    }
}
