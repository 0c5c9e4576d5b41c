namespace Harvester.Connectors.Definitions;

/// <summary><c>list:</c> オープンデータ一覧, the list of its open data that a municipality publishes as CSV or Excel workbook.</summary>
public sealed record ListBlock
{
    public required Uri Url { get; init; }

    /// <summary>IANA name of the encoding; null: by BOM, Content-Type and detection. A workbook has none.</summary>
    public string? Charset { get; init; }

    /// <summary>Name of the workbook's sheet, also a hidden one; null: the first visible sheet with a recognisable head.</summary>
    public string? Sheet { get; init; }
}
