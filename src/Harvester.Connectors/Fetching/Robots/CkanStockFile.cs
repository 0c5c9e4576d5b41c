namespace Harvester.Connectors.Fetching.Robots;

/// <summary>
/// The robots.txt that CKAN installs (ckan/ckan: ckan/templates/robots.txt, earlier ckan/public/robots.txt), recognised by its rules: comments,
/// order, case and the split into groups do not matter, anything more or less does. A file that a person has touched is that person's word.
/// </summary>
internal static class CkanStockFile
{
    // The edition since 2011, and the one before it, from the time when datasets were called packages.
    private static readonly string[][] Editions =
    [
        ["/dataset/rate/", "/revision/", "/dataset/*/history", "/api/"],
        ["/package/rate/", "/revision/", "/package/*/history", "/api/"],
    ];

    private static readonly TimeSpan StockDelay = TimeSpan.FromSeconds(10);

    public static bool Is(IReadOnlyCollection<RobotsGroup> groups) =>
        groups.All(g => g.Agents.All(a => a == "*") && g.Rules.All(r => !r.Allows) && (g.Delay ?? StockDelay) == StockDelay)
        && groups.Any(g => g.Delay is not null)
        && Editions.Any(edition => groups.SelectMany(g => g.Rules).Select(r => r.Pattern).ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(edition));

    /// <summary>What the file keeps search engines from, and an API's users not.</summary>
    public static bool IsApi(Uri url) => url.AbsolutePath.StartsWith("/api/", StringComparison.OrdinalIgnoreCase);
}
