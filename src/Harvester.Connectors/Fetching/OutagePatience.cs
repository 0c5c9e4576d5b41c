namespace Harvester.Connectors.Fetching;

/// <summary>
/// What one run waits for hosts that worked when it began and are left alone now (<see cref="HostCircuit"/>): a restart, a nightly backup. As long as their first
/// four pauses take; after that what is asked of them fails at once, and the run ends soon.
/// </summary>
internal sealed class OutagePatience(TimeProvider clock)
{
    private readonly Lock gate = new();
    private TimeSpan left = TimeSpan.FromMinutes(15);
    private DateTimeOffset waitedFor;

    /// <summary>Books a pause; false: it is too long. Requests that wait at the same time are booked once.</summary>
    public bool Waits(TimeSpan pause)
    {
        lock (gate)
        {
            var now = clock.GetUtcNow();
            var more = now + pause - (waitedFor > now ? waitedFor : now);
            if (more <= TimeSpan.Zero)
                return true;
            if (more > left)
                return false;
            left -= more;
            waitedFor = now + pause;
            return true;
        }
    }
}
