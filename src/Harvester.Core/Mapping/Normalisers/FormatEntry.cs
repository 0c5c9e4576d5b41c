namespace Harvester.Core.Mapping.Normalisers;

/// <summary>One format of <c>mappings/vocabularies/formats.yml</c>.</summary>
public sealed record FormatEntry
{
    /// <summary>The name to show and to filter by: CSV, XLSX, GEOJSON.</summary>
    public required string Label { get; init; }

    /// <summary>Where the words were met or are defined.</summary>
    public required VocabularySource Source { get; init; }

    /// <summary>Code of the EU file-type list, or null where it has none.</summary>
    public string? Eu { get; init; }

    public string? MediaType { get; init; }

    /// <summary>Further media types in use for it.</summary>
    public IReadOnlyList<string> MediaTypes { get; init; } = [];

    public IReadOnlyList<string> Spellings { get; init; } = [];

    /// <summary>File extensions that mean this format, without the dot.</summary>
    public IReadOnlyList<string> Extensions { get; init; } = [];

    /// <summary>Extensions that also occur for it and are no contradiction: .json for GeoJSON, .zip for a shapefile.</summary>
    public IReadOnlyList<string> AlsoIn { get; init; } = [];

    /// <summary>Label of the format that the same word means too; the extension decides (Excel: XLS or XLSX).</summary>
    public string? Family { get; init; }

    public bool MachineReadable { get; init; }
    public bool NonProprietary { get; init; }

    /// <summary>Berners-Lee's stars under an open licence; null where the content decides (archives).</summary>
    public int? Stars { get; init; }

    /// <summary>A page or service, not a file: its address is an access URL, no download URL.</summary>
    public bool Service { get; init; }

    /// <summary>Holds other files; an extension of it overrules the stated format of the content.</summary>
    public bool Archive { get; init; }
}
