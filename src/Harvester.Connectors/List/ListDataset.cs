namespace Harvester.Connectors.List;

/// <summary>The rows of one dataset, wherever in the file they stand.</summary>
/// <param name="Title">Of the first row that has one.</param>
internal sealed record ListDataset(string RecordId, string? Page, string? Title, long Line)
{
    /// <summary>Places of rows in the listing, from 0.</summary>
    public List<int> Rows { get; } = [];
}
