using System.Text.Json;
using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>Asks axe-core, in the page, for what hinders people: the rules of WCAG 2.2 A and AA, on which JIS X 8341-3 rests, and its best practices.</summary>
internal static class Axe
{
    private const string Run = """
        async () => (await axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })).violations
            .map(one => `${one.id} (${one.nodes.length}×): ${one.nodes[0].target.join(' ')}: ${one.nodes[0].failureSummary}`)
        """;

    private static readonly Lazy<string?> Source = new(() =>
    {
        var path = Path.Combine(Repository.Root, "tests", "browser", "node_modules", "axe-core", "axe.min.js");
        return File.Exists(path) ? File.ReadAllText(path) : null;
    });

    public static bool IsHere => Source.Value is not null;

    public static async Task<IReadOnlyList<string>> FindAsync(IPage page)
    {
        await page.EvaluateAsync(Source.Value!);
        var found = await page.EvaluateAsync<JsonElement>(Run);
        return [.. found.EnumerateArray().Select(one => one.GetString()!)];
    }
}
