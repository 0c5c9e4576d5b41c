namespace Harvester.Connectors.Fetching.Robots;

/// <summary>A group of robots.txt while it is read: whom it speaks to, and what it says.</summary>
internal sealed class RobotsGroup
{
    public List<string> Agents { get; } = [];
    public List<RobotsRule> Rules { get; } = [];
    public TimeSpan? Delay { get; private set; }

    /// <summary>A rule was met, an empty one too: the next User-agent line begins another group.</summary>
    public bool HasRules { get; set; }

    public void Slow(TimeSpan delay) => Delay = Delay > delay ? Delay : delay;
}
