namespace Harvester.Web.Pages.Coverage;

/// <summary>
/// Where each municipality stands on the map: one tile each, in the arrangement of the land from west to east and north to south; the islands, which lie up to
/// a thousand kilometres to the south, in a row of their own from north to south. The arrangement is ours.
/// </summary>
internal static class TileGrid
{
    public const int Columns = 12;

    // 奥多摩 青梅 瑞穂 武蔵村山 東大和 東村山 清瀬 練馬 板橋 北 足立 葛飾, and so on; "-" is nothing.
    private static readonly string[] Rows =
    [
        "133086 132055 133035 132233 132209 132136 132217 131202 131199 131172 131211 131229",
        "133078 133051 132276 132187 132021 132110 132225 131148 131164 131059 131181 131237",
        "- 132284 - 132071 132144 132101 132292 131156 131041 131016 131067 131075",
        "- - 132012 132128 132152 132063 132039 131121 131130 131032 131024 131083",
        "- - - 132241 132250 132080 132047 - 131105 131091 - -",
        "- - - 132098 - - 132195 - - 131113 - -",
    ];

    private const string Islands = "- 133612 133621 133639 133647 133817 133825 134015 134023 134210 - -";

    /// <summary>Code → column and row, from 1.</summary>
    public static IReadOnlyDictionary<string, (int Column, int Row)> Places { get; } = Rows.Append("").Append(Islands)
        .SelectMany((row, y) => row.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((code, x) => (code, Column: x + 1, Row: y + 1)))
        .Where(tile => tile.code != "-")
        .ToDictionary(tile => tile.code, tile => (tile.Column, tile.Row), StringComparer.Ordinal);
}
