namespace Harvester.Connectors.Fetching.Recording;

/// <summary><c>recording.json</c>: says that a folder is a recording, and by whom and when it was made.</summary>
internal sealed record RecordingManifest
{
    public const int Present = 1;
    public const string ThisTool = "Harvester 0.1";

    public int Format { get; init; }
    public string? Tool { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
}
