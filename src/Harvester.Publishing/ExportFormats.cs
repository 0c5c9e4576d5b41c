using Harvester.Rdf;

namespace Harvester.Publishing;

/// <summary>The export formats by name.</summary>
public static class ExportFormats
{
    /// <summary>In the order in which help texts name them, for a catalogue at <see cref="CatalogueDescription.DefaultAddress"/>.</summary>
    public static IReadOnlyList<IExportFormat> All { get; } = Of(CatalogueDescription.Default);

    /// <summary>The formats of a catalogue; those that name no address are the same for all.</summary>
    /// <param name="leftOut">Told of each value that a format cannot hold.</param>
    public static IReadOnlyList<IExportFormat> Of(CatalogueDescription catalogue, Action<LeftOut>? leftOut = null) =>
    [
        new NdjsonExport(),
        new CsvExport(),
        new RdfExport(RdfSyntax.Turtle, catalogue, leftOut),
        new RdfExport(RdfSyntax.NTriples, catalogue, leftOut),
        new RdfExport(RdfSyntax.RdfXml, catalogue, leftOut),
        new RdfExport(RdfSyntax.JsonLd, catalogue, leftOut),
        new DataJsonExport(catalogue, leftOut),
    ];

    /// <summary>The format of this name, in any case; null when there is none.</summary>
    public static IExportFormat? Find(string name) => Find(All, name);

    /// <summary>The same among those of one catalogue.</summary>
    public static IExportFormat? Find(IReadOnlyList<IExportFormat> formats, string name) =>
        formats.FirstOrDefault(format => string.Equals(format.Name, name, StringComparison.OrdinalIgnoreCase));
}
