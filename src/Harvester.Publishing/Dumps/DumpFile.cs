namespace Harvester.Publishing.Dumps;

/// <summary>One file of a set of dumps, as the manifest tells it.</summary>
public sealed record DumpFile
{
    /// <summary><c>catalog.ndjson.gz</c>: the same in every set.</summary>
    public required string Name { get; init; }

    /// <summary>Where it is, relative to the manifest: under the set's own name, so that it is the file of which the checksum stands here.</summary>
    public required string Url { get; init; }

    public required string MediaType { get; init; }

    /// <summary>Media type of what is in it, where it is compressed.</summary>
    public string? ContentMediaType { get; init; }

    public required long Bytes { get; init; }

    /// <summary>Of the file as it is downloaded, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Datasets in it.</summary>
    public required long Records { get; init; }
}
