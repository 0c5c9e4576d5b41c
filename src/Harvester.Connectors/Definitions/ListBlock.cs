namespace Harvester.Connectors.Definitions;

/// <summary><c>list:</c> オープンデータ一覧, the list of its open data that a municipality publishes as CSV.</summary>
public sealed record ListBlock
{
    public required Uri Url { get; init; }

    /// <summary>IANA name of the encoding; null: by BOM, Content-Type and detection.</summary>
    public string? Charset { get; init; }
}
