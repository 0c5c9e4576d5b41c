namespace Harvester.Storage.Copying;

/// <summary>Some items of one part.</summary>
/// <param name="Next">Where the next page begins, in words of the store that gave it; null: this was the last.</param>
internal sealed record CopyPage(IReadOnlyList<CopyItem> Items, string? Next);
