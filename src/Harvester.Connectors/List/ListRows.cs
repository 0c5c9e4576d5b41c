using System.Text.RegularExpressions;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.List;

/// <summary>The rows of a table that describe datasets. What is lost, and what is no dataset, is told.</summary>
/// <param name="list">The list's own address, to which the addresses in it are relative.</param>
internal sealed partial class ListRows(IListTable table, Uri list, Reading reading, ListNotes notes)
{
    /// <summary>Words of a row that says which columns must be filled.</summary>
    private static readonly string[] Marks = ["必須", "推奨", "任意", "必須項目", "推奨項目", "任意項目", "◎", "○", "〇", "●", "△", "▲", "◯", "×"];

    private static readonly string[] Totals = ["合計", "総計", "小計", "計", "総数", "件数", "総件数", "合計件数"];

    private readonly ListHeader header = table.Header;
    private readonly ListRowFiles files = new(table.Header, list);

    /// <summary>Rows that had any cell.</summary>
    public long Count { get; private set; }

    /// <summary>The row, unless it is blank, no dataset, or its cells cannot be told to belong to its columns.</summary>
    public ListRow? Read(ListLine line)
    {
        if (line.Damage is LineDamage.UnclosedQuote or LineDamage.TooLong)
            return Lost(line);
        var cells = line.Cells;
        var where = table.Where(line.Number);
        if (line.Damage is LineDamage.TooWide)
            notes.Add("sheet-too-wide", where);
        if (Array.TrueForAll(cells, string.IsNullOrWhiteSpace))
            return null;
        if (IsNoDataset(cells))
        {
            notes.Add("no-dataset", where);
            return null;
        }

        Count++;
        var columns = header.Names.Count;
        if (cells.Skip(columns).Any(cell => !string.IsNullOrWhiteSpace(cell)))
            return Unread("row-too-long", where, $"{where} has {cells.Length} cells, but the head names {columns} columns: which cell belongs where is unknown, the row was left out");
        if (line.Damage is LineDamage.StrayQuote)
            notes.Add("stray-quote", where);
        if (cells.Length < columns)
            notes.Add("row-too-short", where);
        if (cells.Any(cell => cell.Contains('\uFFFD', StringComparison.Ordinal)))
            notes.Add("unreadable-characters", where);
        var (page, found) = files.Of(cells, (column, text) => reading.Report(new Problem("invalid-url", Severity.Warning, Whose.Record, header.Names[column], text,
            $"{where}: the cell is no web address; the row is taken without it"), position: Count));
        if (found.IsEmpty && Cell(header.Title) is not null) // without a title it is not taken, which is told by itself
            notes.Add("no-address", where);
        return new ListRow(line.Number, Cell(header.Id), Cell(header.Number), Cell(header.Title), page, ListJson.Of(cells, header.Names), found);

        string? Cell(int column) => column >= 0 && column < cells.Length && !string.IsNullOrWhiteSpace(cells[column]) ? cells[column].Trim() : null;
    }

    private bool IsNoDataset(string[] cells)
    {
        var filled = Array.FindAll(cells, cell => !string.IsNullOrWhiteSpace(cell));
        var first = Plain(filled[0]);
        return (filled.Length == 1 && header.Names.Count > 1 && Note().IsMatch(first))
            || (Totals.Contains(White().Replace(first, "")) && filled.Skip(1).All(cell => Figure().IsMatch(Plain(cell))))
            || (filled.Length > 1 && Array.TrueForAll(filled, cell => Marks.Contains(Plain(cell))))
            || header.IsRepeatedBy(cells);

        static string Plain(string cell) => Nfkc.Of(cell).Trim();
    }

    private ListRow? Lost(ListLine line)
    {
        Count++;
        var where = table.Where(line.Number);
        return line.Damage is LineDamage.TooLong
            ? Unread("row-too-large", where, $"{where} is longer than any row of a list may be; it was left out")
            : Unread("unclosed-quote", where, $"a quotation mark in {where} is not closed where its cell ends: the row was left out, the next one read afresh");
    }

    private ListRow? Unread(string code, string where, string detail)
    {
        reading.Unread(new Problem(code, Severity.Error, Whose.Record, null, where, detail), Count);
        return null;
    }

    /// <summary>A note that stands alone in its row.</summary>
    [GeneratedRegex(@"^(?:[※*＊]|\(?注[\d)\]:.\s]|\(注|(?:備考|出典|出所|注記|凡例)\s*[:：]|以上[。.]?$)")]
    private static partial Regex Note();

    [GeneratedRegex(@"^[\d,.]+\s*(?:件|個|点|ファイル|データセット)?$")]
    private static partial Regex Figure();

    [GeneratedRegex(@"\s+")]
    private static partial Regex White();
}
