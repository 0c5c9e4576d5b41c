namespace Harvester.Publishing.Feeds;

/// <summary>One page of a feed (RFC 5005, section 3).</summary>
public sealed record AtomPage
{
    /// <summary>Root of the site, ending with a slash: pages of datasets are below it.</summary>
    public required Uri Site { get; init; }

    /// <summary>The feed, its first page: its address is its id, too.</summary>
    public required Uri First { get; init; }

    /// <summary>This page.</summary>
    public required Uri Self { get; init; }

    /// <summary>The page with older entries; null: there are none.</summary>
    public Uri? Next { get; init; }

    /// <summary>The page for people that shows the same.</summary>
    public required Uri Alternate { get; init; }

    public required string Title { get; init; }

    /// <summary>What stands for <see cref="Updated"/> of a feed in which nothing ever changed.</summary>
    public required DateTimeOffset Updated { get; init; }

    /// <summary>The newest first.</summary>
    public required IReadOnlyList<AtomEntry> Entries { get; init; }
}
