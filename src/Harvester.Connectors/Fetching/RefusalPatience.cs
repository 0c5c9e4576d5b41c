using System.Collections.Concurrent;
using Harvester.Connectors.Definitions;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// What one run does about 403. After answers from the same host it may mean "too quick": the host's pauses are doubled, and the address is tried
/// again a little later, twice at most. Where that did not help, the refusal is meant as it stands, and the run's later ones are only reported.
/// </summary>
internal sealed class RefusalPatience(HttpBlock http, TimeSpan pause)
{
    private const int MostTrials = 2;

    private readonly ConcurrentDictionary<string, bool> answered = new(StringComparer.OrdinalIgnoreCase);
    private int inVain;

    /// <summary>The host gave what was asked for.</summary>
    public void Answered(Uri url, HostGate gate)
    {
        answered.TryAdd(url.IdnHost, true);
        // It refuses single addresses, not us: no reason to be slow.
        if (Interlocked.CompareExchange(ref inVain, 2, 1) == 1)
            gate.EndSlowness();
    }

    /// <summary>Whether the host gave this run anything.</summary>
    public bool HasAnswered(Uri url) => answered.ContainsKey(url.IdnHost);

    /// <summary>The pause before the next trial; null: no further one.</summary>
    /// <param name="trials">How often this address was refused, this time included.</param>
    public TimeSpan? Refused(Uri url, HostGate gate, int trials)
    {
        if (!HasAnswered(url) || Volatile.Read(ref inVain) > 0)
            return null;
        if (trials > MostTrials)
        {
            Interlocked.CompareExchange(ref inVain, 1, 0);
            return null;
        }

        gate.SlowDown(http.Delay, trials * pause);
        return trials * pause;
    }
}
