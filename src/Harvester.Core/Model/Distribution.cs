using System.Text.Json.Serialization;

namespace Harvester.Core.Model;

/// <summary>dcat:Distribution: one file or service.</summary>
public sealed record Distribution
{
    /// <summary>Stable within the dataset: the source's own id, else a hash of the address.</summary>
    public required string Id { get; init; }

    public IReadOnlyDictionary<string, string>? Title { get; init; }
    public IReadOnlyDictionary<string, string>? Description { get; init; }
    public string? AccessUrl { get; init; }
    public string? DownloadUrl { get; init; }

    /// <summary>Where the file is got: its download address, else the one that gives access to it.</summary>
    [JsonIgnore]
    public string? Address => DownloadUrl ?? AccessUrl;

    /// <summary>Label of <c>mappings/vocabularies/formats.yml</c> (CSV, XLSX, …); else the source's own word.</summary>
    public string? Format { get; init; }

    public string? MediaType { get; init; }
    public long? ByteSize { get; init; }

    /// <summary>As stated; no look at the file has confirmed it.</summary>
    public Checksum? Checksum { get; init; }

    public Licence? Licence { get; init; }
    public string? Rights { get; init; }
    public string? Issued { get; init; }
    public string? Modified { get; init; }

    /// <summary>Stars, 0 to 5; 0 without an open licence.</summary>
    public int? Openness { get; init; }

    /// <summary>Fields whose value the source did not state: <c>format</c> by the file's name, <c>mediaType</c> by the format. Null: none.</summary>
    public IReadOnlyList<string>? Derived { get; init; }

    public bool IsDerived(string field) => Derived?.Contains(field) == true;
}
