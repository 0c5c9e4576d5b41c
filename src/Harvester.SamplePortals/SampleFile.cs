using System.Text.Json.Nodes;

namespace Harvester.SamplePortals;

/// <summary>One downloadable file of a sample dataset; the portals answer its address as long as a dataset holds it.</summary>
public sealed class SampleFile
{
    public required string Title { get; set; }

    /// <summary>The true format: CSV, XLSX, GEOJSON, SHP (in a zip), PDF, ...; every portal writes it in its own spelling.</summary>
    public required string Format { get; set; }

    /// <summary>Absolute, without port; may be unencoded or not http at all, as real records have it.</summary>
    public required string Url { get; set; }

    /// <summary>As announced, in bytes; null where the portal does not say.</summary>
    public long? Size { get; set; }

    public required DateOnly Modified { get; set; }

    /// <summary>The portal's own spelling of the format where it is not the usual one, such as エクセル.</summary>
    public string? FormatLabel { get; set; }

    /// <summary>Raw properties of the CKAN resource that replace the ones written from this file.</summary>
    public IDictionary<string, JsonNode?> Overrides { get; } = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);
}
