namespace Harvester.Publishing;

/// <summary>The export formats by name.</summary>
public static class ExportFormats
{
    /// <summary>In the order in which help texts name them.</summary>
    public static IReadOnlyList<IExportFormat> All { get; } = [new NdjsonExport(), new CsvExport()];

    /// <summary>The format of this name, in any case; null when there is none.</summary>
    public static IExportFormat? Find(string name) =>
        All.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase));
}
