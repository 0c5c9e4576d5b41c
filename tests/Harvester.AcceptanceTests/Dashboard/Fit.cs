using Microsoft.Playwright;

namespace Harvester.AcceptanceTests.Dashboard;

/// <summary>Finds what does not fit: a page wider than its window, text that runs out of its box over what stands beside it, and words squeezed until a letter or two stand on each line.</summary>
internal static class Fit
{
    private const string Faults = """
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
            for (const box of document.querySelectorAll('td, th, dt, dd, li, p, caption, label, button, h1, h2, h3, h4')) {
                const style = getComputedStyle(box);
                if (style.overflowX === 'visible' && !style.display.startsWith('inline') && box.checkVisibility() && box.scrollWidth > box.clientWidth + 2)
                    found.push(`"${(box.dataset.label ?? '') + box.innerText.trim()}" runs out of its box`);
            }
            return found;
        }
        """;

    /// <summary>One sentence for each fault.</summary>
    public static async Task<IReadOnlyList<string>> FindAsync(IPage page, int width)
    {
        var found = await page.EvaluateAsync<string[]>(Faults);
        return await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width ? ["scrolls sideways", .. found] : found;
    }
}
