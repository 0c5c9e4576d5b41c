namespace Harvester.Connectors.Fetching.Recording;

/// <summary>A clock on which every pause is over at once: a replay is polite to nobody.</summary>
internal sealed class NoWaiting(TimeProvider clock) : TimeProvider
{
    private long skipped;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow().AddTicks(Interlocked.Read(ref skipped));

    public override long GetTimestamp() => clock.GetElapsedTime(0).Ticks + Interlocked.Read(ref skipped);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime <= TimeSpan.Zero)
            return clock.CreateTimer(callback, state, dueTime, period);
        Interlocked.Add(ref skipped, dueTime.Ticks);
        return clock.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
