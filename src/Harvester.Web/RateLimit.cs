namespace Harvester.Web;

/// <summary>How much one client may ask for: a bucket of <paramref name="Burst"/> requests, filled again at <paramref name="PerMinute"/>.</summary>
/// <param name="PerMinute">0: no limit.</param>
public sealed record RateLimit(int PerMinute, int Burst)
{
    /// <summary>Twenty requests a second for as long as one likes, and a page of a portal that asks for 300 things at once.</summary>
    public static RateLimit Default { get; } = new(1200, 300);
}
