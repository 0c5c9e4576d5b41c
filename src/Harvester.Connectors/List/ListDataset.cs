namespace Harvester.Connectors.List;

/// <summary>The rows of one dataset, wherever in the file they stand.</summary>
internal sealed record ListDataset(string RecordId, string? Url, string? Title, long Line)
{
    public List<ReadOnlyMemory<byte>> Rows { get; } = [];
}
