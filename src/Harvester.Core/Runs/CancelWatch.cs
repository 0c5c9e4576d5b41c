using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>Looks every two seconds whether a person wants the run ended (<see cref="ISourceStateStore.CancelAsync"/>), and ends it.</summary>
internal sealed class CancelWatch(string source, string run, ISourceStateStore sources, TimeProvider clock, CancellationToken cancellationToken) : IAsyncDisposable
{
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly Watch watch = new(Interval, async over => (await sources.GetAsync(source, over))?.Cancel?.Run == run, clock, cancellationToken);

    /// <summary>Cancelled when a person wants the run ended, and with the caller's own token.</summary>
    public CancellationToken Stop => watch.Stop;

    /// <summary>It was a person, and no stop of the process.</summary>
    public bool Wanted => watch.HasStopped;

    public ValueTask DisposeAsync() => watch.DisposeAsync();
}
