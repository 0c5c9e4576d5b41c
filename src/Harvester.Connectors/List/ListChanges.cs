using System.Text.Json;
using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Connectors.List;

/// <summary>
/// When a dataset of several rows was last changed: each row has its own day where a list means the row's file by its one column of dates, and editors
/// often renew only the row that they touched. The dataset was changed when any of it was.
/// </summary>
/// <param name="columns">Columns of dates, the best first; those after the first that any row has filled say nothing.</param>
internal sealed class ListChanges(IReadOnlyList<string> columns)
{
    private readonly List<string>[] texts = [.. columns.Select(_ => new List<string>())];

    /// <summary>The newest day as its row has it; null where the rows do not differ, or none can be read.</summary>
    public string? Newest => Array.Find(texts, one => one.Count > 0)?.Distinct(StringComparer.Ordinal).ToArray() is { Length: > 1 } different
        ? different.Select(text => (Text: text, Date: JapaneseDate.Read(text, serials: true)))
            .Where(one => one.Date is { Value: not null, Code: not "future-date" })
            .OrderBy(one => one.Date.First).ThenBy(one => one.Date.Value, StringComparer.Ordinal)
            .LastOrDefault().Text
        : null;

    /// <param name="row">JSON.</param>
    public void Add(ReadOnlyMemory<byte> row)
    {
        if (columns.Count == 0)
            return;
        using var document = JsonDocument.Parse(row);
        for (var i = 0; i < columns.Count; i++)
        {
            if (document.RootElement.TryGetProperty(columns[i], out var cell) && cell.GetString() is { } text)
                texts[i].Add(text);
        }
    }
}
