using System.Collections.Concurrent;

namespace Harvester.Tests.Connectors;

/// <summary>A clock whose pauses are over at once, and remembered.</summary>
internal sealed class SkippingClock : TimeProvider
{
    private readonly DateTimeOffset start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private long passed;

    public ConcurrentQueue<TimeSpan> Pauses { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override DateTimeOffset GetUtcNow() => start.AddTicks(Interlocked.Read(ref passed));
    public override long GetTimestamp() => Interlocked.Read(ref passed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Skip(dueTime);
        return System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? TimeSpan.Zero : dueTime, period);
    }

    private void Skip(TimeSpan pause)
    {
        if (pause <= TimeSpan.Zero)
            return;
        Pauses.Enqueue(pause);
        Interlocked.Add(ref passed, pause.Ticks);
    }
}
