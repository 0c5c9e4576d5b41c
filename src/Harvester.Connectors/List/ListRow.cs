namespace Harvester.Connectors.List;

/// <summary>One row of a list.</summary>
/// <param name="Line">Number of the line, or of the sheet's row, on which it begins, from 1.</param>
/// <param name="Page">Address of the dataset's page; null where there is none, or only a file's.</param>
/// <param name="Json">Its cells as a JSON object, UTF-8.</param>
/// <param name="Files">Its files, each a JSON object, with commas between; empty when it has none.</param>
internal readonly record struct ListRow(long Line, string? Id, string? Number, string? Title, string? Page, ReadOnlyMemory<byte> Json, ReadOnlyMemory<byte> Files);
