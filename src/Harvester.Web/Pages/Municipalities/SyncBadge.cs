using System.Globalization;
using System.Security;

namespace Harvester.Web.Pages.Municipalities;

/// <summary>A badge in SVG: a label and a state, readable by assistive technology through its title.</summary>
internal static class SyncBadge
{
    /// <summary>States, the worst first, with a colour of at least 4.5 to 1 under white.</summary>
    private static readonly (string State, string Colour)[] States = [("bad", "#ce0000"), ("doubtful", "#806300"), ("still", "#666666"), ("good", "#197a4b")];

    public static string Svg(IReadOnlyList<Carrier> carriers, Language language)
    {
        // A body's own site tells of it; a catalogue that others share only where there is none.
        var telling = carriers.Any(carrier => carrier.IsOwn) ? carriers.Where(carrier => carrier.IsOwn).ToList() : [.. carriers];
        var (state, colour) = States.FirstOrDefault(one => telling.Exists(carrier => carrier.Status.State == one.State), States[2]);
        var word = telling.Find(carrier => carrier.Status.State == state)?.Status.Word is { } said ? language.Text(said) : language.Text("掲載なし", "absent");
        var label = language.Text("東京オープンデータ", "Tokyo open data");
        var (left, right) = (Width(label), Width(word));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" aria-label="{SecurityElement.Escape($"{label}: {word}")}"><title>{SecurityElement.Escape($"{label}: {word}")}</title><rect width="{left}" height="20" rx="3" fill="#333333"/><rect x="{left}" width="{right}" height="20" rx="3" fill="{colour}"/><g fill="#ffffff" font-family="Noto Sans JP, Noto Sans CJK JP, Hiragino Sans, Yu Gothic UI, Meiryo, Verdana, sans-serif" font-size="11" text-anchor="middle"><text x="{left / 2}" y="14">{SecurityElement.Escape(label)}</text><text x="{left + (right / 2)}" y="14">{SecurityElement.Escape(word)}</text></g></svg>
            """);
    }

    // 11 px for a full-width character, 6.5 for others, and a margin.
    private static int Width(string text) => (int)Math.Ceiling(text.Sum(c => c < 0x3000 ? 6.5 : 11)) + 12;
}
