using System.Text;

namespace Harvester.Connectors.List;

/// <summary>The cells of one record of CSV (RFC 4180, section 2), fed line by line until no quotation mark is open.</summary>
internal sealed class CsvFields(char separator)
{
    private readonly List<string> cells = [];
    private readonly StringBuilder cell = new();
    private bool closed;
    private bool fed;

    /// <summary>The record goes on with the next line.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>A quotation mark stood in the middle of a cell; it was kept as it stands.</summary>
    public bool HasStrayQuote { get; private set; }

    /// <summary>Text followed a closing quotation mark, as where another one is missing.</summary>
    public bool HasTextAfterQuote { get; private set; }

    public long Length { get; private set; }
    public IReadOnlyList<string> Cells => cells;

    public static CsvFields Of(string line, char separator)
    {
        var fields = new CsvFields(separator);
        fields.Feed(line);
        return fields;
    }

    public void Feed(string line)
    {
        Length += line.Length;
        if (fed)
            cell.Append('\n');
        fed = true;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (IsOpen && c != '"')
                cell.Append(c);
            else if (IsOpen && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else if (IsOpen)
                (IsOpen, closed) = (false, true);
            else if (c == separator)
                End();
            else if (c == '"' && !closed && IsBlank())
                Open();
            else
                Append(c);
        }

        if (!IsOpen)
            End();
    }

    private void Open()
    {
        cell.Clear(); // of the space before it
        IsOpen = true;
    }

    private void Append(char c)
    {
        HasStrayQuote |= c == '"' || (closed && !char.IsWhiteSpace(c));
        HasTextAfterQuote |= closed && !char.IsWhiteSpace(c);
        if (!closed || !char.IsWhiteSpace(c))
            cell.Append(c);
    }

    private void End()
    {
        cells.Add(cell.ToString());
        cell.Clear();
        closed = false;
    }

    private bool IsBlank()
    {
        for (var i = 0; i < cell.Length; i++)
        {
            if (!char.IsWhiteSpace(cell[i]))
                return false;
        }

        return true;
    }
}
