namespace Harvester.Connectors.List;

/// <summary>One row of a list.</summary>
/// <param name="Line">Line of the file on which it begins, from 1.</param>
/// <param name="Json">Its cells as a JSON object, UTF-8.</param>
internal readonly record struct ListRow(long Line, string? Id, string? Number, string? Title, string? Url, ReadOnlyMemory<byte> Json);
