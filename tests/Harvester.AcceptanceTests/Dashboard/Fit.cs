using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>Finds what does not fit: a page wider than its window, and words squeezed until a letter or two stand on each line.</summary>
internal static class Fit
{
    private const string Squeezed = """
        () => {
            const found = [];
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            for (let text = walker.nextNode(); text; text = walker.nextNode()) {
                const letters = text.data.replace(/\s+/g, '');
                if (letters.length < 4 || !text.parentElement.checkVisibility() || text.parentElement.closest('svg'))
                    continue;
                const range = document.createRange();
                range.selectNodeContents(text);
                const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
                if (lines > 2 && letters.length / lines < 2.5)
                    found.push(`"${text.data.trim()}" stands on ${lines} lines`);
            }
            return found;
        }
        """;

    /// <summary>One sentence for each fault.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, int width)
    {
        var found = await page.EvaluateAsync<string[]>(Squeezed);
        return await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width ? ["scrolls sideways", .. found] : found;
    }
}
