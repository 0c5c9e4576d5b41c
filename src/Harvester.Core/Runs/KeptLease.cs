using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>A source's lease, renewed for as long as its holder works. A store that stays away is reported by the next write; a lease that another worker took stops the work.</summary>
internal sealed class KeptLease(Lease lease, TimeSpan term, ISourceStateStore sources, TimeProvider clock, CancellationToken cancellationToken) : IAsyncDisposable
{
    private readonly Watch watch = new(term / 4, async over => !await sources.RenewAsync(lease, clock.GetUtcNow(), term, over), clock, cancellationToken);

    /// <summary>Cancelled when the lease was lost, and with the caller's own token.</summary>
    public CancellationToken Lost => watch.Stop;

    public ValueTask DisposeAsync() => watch.DisposeAsync();
}
