namespace Harvester.Connectors.Fetching.Robots;

/// <summary>What a robots.txt says to us (RFC 9309): the rules of all groups for our product token, else of those for everybody.</summary>
internal sealed record RobotsFile
{
    /// <summary>Our product token (RFC 9309, section 2.2.1): what stands before the slash in the User-Agent header.</summary>
    public const string ProductToken = "Harvester";

    /// <summary>No file, or one without rules for us: everything may be fetched.</summary>
    public static readonly RobotsFile AllowsAll = new();

    public IReadOnlyList<RobotsRule> Rules { get; init; } = [];

    /// <summary>Pause between two requests; null: none is asked for.</summary>
    public TimeSpan? CrawlDelay { get; init; }

    /// <summary>The file that CKAN ships, untouched: written against search engines that would crawl the API, not against its users.</summary>
    public bool IsCkanStock { get; init; }

    public IReadOnlyList<RobotsNote> Notes { get; init; } = [];

    /// <summary>The rule that refuses an address: the longest that matches decides, and of two equally long ones the one that allows (section 2.2.2). Null: it may be fetched.</summary>
    public RobotsRule? Refusing(Uri url)
    {
        if (Rules.Count == 0 || url.AbsolutePath == "/robots.txt")
            return null;
        var path = RobotsPattern.Of(url);
        RobotsRule? best = null;
        foreach (var rule in Rules)
        {
            if (best is not null && (rule.Pattern.Length < best.Pattern.Length || (rule.Pattern.Length == best.Pattern.Length && best.Allows)))
                continue;
            if (RobotsPattern.Matches(rule.Pattern, path))
                best = rule;
        }

        return best is { Allows: false } ? best : null;
    }
}
