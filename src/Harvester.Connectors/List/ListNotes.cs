using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.List;

/// <summary>What is wrong in the same way with many rows: told once, with the count and the first of them.</summary>
internal sealed class ListNotes
{
    private readonly Dictionary<string, (long Count, string First)> notes = new(StringComparer.Ordinal);
    private static readonly (string Code, Severity Severity, Whose Whose, string One, string Many)[] Sentences =
    [
        ("no-address", Severity.Warning, Whose.Source, "has no address of a file", "have no address of a file"),
        ("row-too-short", Severity.Warning, Whose.Record, "has fewer cells than the head has columns; the missing ones were taken as empty", "have fewer cells than the head has columns; the missing ones were taken as empty"),
        ("stray-quote", Severity.Warning, Whose.Record, "has a quotation mark in the middle of a cell; it was kept as it stands", "have a quotation mark in the middle of a cell; it was kept as it stands"),
        ("sheet-too-wide", Severity.Warning, Whose.Ours, $"has cells beyond column {WorkbookRows.MostColumns}, which were not read", $"have cells beyond column {WorkbookRows.MostColumns}, which were not read"),
        ("unreadable-characters", Severity.Warning, Whose.Record, "has characters that could not be read; they stand as U+FFFD", "have characters that could not be read; they stand as U+FFFD"),
        ("repeated-row", Severity.Info, Whose.Source, "says the same as an earlier one of its dataset; it was taken once", "say the same as an earlier one of their dataset; they were taken once"),
        ("no-dataset", Severity.Info, Whose.Source, "is a note, a total or the head again, and no dataset; it was passed over", "are notes, totals or the head again, and no datasets; they were passed over"),
    ];

    /// <param name="where">Of the row: <c>line 7</c>.</param>
    public void Add(string code, string where) =>
        notes[code] = notes.TryGetValue(code, out var known) ? (known.Count + 1, known.First) : (1, where);

    public void Report(Reading reading, long rows)
    {
        foreach (var (code, severity, whose, one, many) in Sentences)
        {
            if (!notes.TryGetValue(code, out var note))
                continue;
            var sentence = note.Count == 1 ? $"{note.First} {one}" : $"{note.Count} rows, the first at {note.First}, {many}";
            if (code == "no-address")
                sentence = $"{note.Count} of the list's {rows} rows, the first at {note.First}, {(note.Count == 1 ? one : many)} in any column: they are taken as datasets without files; the source should fill those columns";
            reading.Report(new Problem(code, severity, whose, null, note.First, sentence));
        }
    }
}
