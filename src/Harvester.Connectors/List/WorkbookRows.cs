using ExcelDataReader;

namespace Harvester.Connectors.List;

/// <summary>The rows of the sheet on which a reader stands. A cell that is merged over several rows is in each of them.</summary>
internal sealed class WorkbookRows(IExcelDataReader reader, bool from1904)
{
    /// <summary>No list has more columns; formats that reach to the last of 16,384 make a sheet look wider.</summary>
    public const int MostColumns = 256;

    /// <summary>So many filled rows are looked at beyond the last column: a sheet formatted to its end has billions of blank cells there.</summary>
    private const int MostLooks = 100;

    private readonly ILookup<int, CellRange> merged = (reader.MergeCells ?? []).Where(range => range.ToRow > range.FromRow).ToLookup(range => range.FromRow);
    private readonly List<(CellRange Range, string Text)> active = [];
    private int row = -1;
    private int looks;

    /// <summary>The next row, blank ones included; null at the end.</summary>
    public ListLine? Next()
    {
        if (!reader.Read())
            return null;
        row++;
        var cells = new string[Math.Min(reader.FieldCount, MostColumns)];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = WorkbookCell.Text(reader, i, from1904);
        active.RemoveAll(one => one.Range.ToRow < row);
        foreach (var (range, text) in active)
        {
            if (range.FromColumn < cells.Length)
                cells[range.FromColumn] = text;
        }

        foreach (var range in merged[row])
            active.Add((range, range.FromColumn < cells.Length ? cells[range.FromColumn] : ""));
        return new ListLine(row + 1, cells, IsWider(cells) ? LineDamage.TooWide : LineDamage.None);
    }

    private bool IsWider(string[] cells)
    {
        if (reader.FieldCount <= cells.Length || Array.TrueForAll(cells, string.IsNullOrEmpty) || looks++ >= MostLooks)
            return false;
        for (var i = cells.Length; i < reader.FieldCount; i++)
        {
            if (!reader.IsDBNull(i) && reader.GetValue(i) is not string { Length: 0 })
                return true;
        }

        return false;
    }
}
