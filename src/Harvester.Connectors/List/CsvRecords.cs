namespace Harvester.Connectors.List;

/// <summary>
/// The rows of a CSV. A damaged quotation costs one line: a CSV library takes everything up to the next quotation mark for one cell, which may
/// be the rest of the file, so the lines are put together here, and those that look like rows of their own are read again.
/// </summary>
internal sealed class CsvRecords(TextReader text, char separator)
{
    /// <summary>No cell of a list has so many lines; one that does has swallowed rows.</summary>
    private const int MostLines = 50;

    private const int Longest = 4 << 20;

    private readonly PhysicalLines lines = new(text);
    private readonly Stack<PhysicalLine> again = [];

    /// <summary>Cells of a whole row; 0 while the head is unknown.</summary>
    public int Width { get; set; }

    /// <summary>The next row; null at the end. Of a lost one there is only the number.</summary>
    public async ValueTask<ListLine?> ReadAsync(CancellationToken cancellationToken)
    {
        if (await NextAsync(cancellationToken) is not { } first)
            return null;
        if (first.IsCut)
            return new ListLine(first.Number, [], LineDamage.TooLong);
        var fields = CsvFields.Of(first.Text, separator);
        var below = new List<PhysicalLine>();
        while (fields.IsOpen)
        {
            var next = await NextAsync(cancellationToken);
            if (next is not null)
                below.Add(next);
            if (next is null or { IsCut: true } || below.Count == MostLines || fields.Length > Longest)
                return Lost(first, below);
            fields.Feed(next.Text);
        }

        if (below.Count > 0 && (fields.HasTextAfterQuote || (Width > 0 && fields.Cells.Count != Width)) && below.Exists(LooksLikeARow))
            return Lost(first, below);
        return new ListLine(first.Number, [.. fields.Cells], fields.HasStrayQuote ? LineDamage.StrayQuote : LineDamage.None);
    }

    private async ValueTask<PhysicalLine?> NextAsync(CancellationToken cancellationToken) => again.TryPop(out var line) ? line : await lines.ReadAsync(cancellationToken);

    private bool LooksLikeARow(PhysicalLine line) => Width > 0 && CsvFields.Of(line.Text, separator).Cells.Count is var count && count == Width;

    private ListLine Lost(PhysicalLine first, List<PhysicalLine> below)
    {
        for (var i = below.Count - 1; i >= 0; i--)
            again.Push(below[i]);
        return new ListLine(first.Number, [], LineDamage.UnclosedQuote);
    }
}
