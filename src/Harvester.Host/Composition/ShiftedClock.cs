namespace Harvester.Host.Composition;

/// <summary>The system's clock, so much earlier or later: the demo's past days. Delays and time-outs are as long as ever.</summary>
internal sealed class ShiftedClock(TimeSpan by) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
}
