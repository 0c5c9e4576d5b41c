using System.Text.Json;
using System.Text.Json.Serialization;
using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>What comparing needs of a dataset, and nothing else: some hundred bytes in place of its document.</summary>
public sealed record Profile
{
    // Asked for again and again while one is compared.
    private IReadOnlyList<long>? keys;

    /// <summary>Of more files only those with the smallest hashes count: the same sample of the same files (bottom-k sketch, Cohen and Kaplan 2007).</summary>
    public const int MostFiles = 2000;

    /// <summary>Formats that are no files: the services of <c>mappings/vocabularies/formats.yml</c>. An address that only gives access to one of them says where the data are, not which.</summary>
    internal static readonly IReadOnlySet<string> Services = new HashSet<string>(StringComparer.Ordinal) { "HTML", "API", "WMS", "WMTS", "WFS", "XYZ", "SPARQL", "GTFS-RT" };

    [JsonIgnore]
    public string Id { get; init; } = "";

    [JsonPropertyName("s")]
    public required string Source { get; init; }

    /// <summary>Six-digit code; null: unknown.</summary>
    [JsonPropertyName("p")]
    public string? Publisher { get; init; }

    [JsonPropertyName("t")]
    public required ComparedTitle Title { get; init; }

    [JsonPropertyName("f")]
    public required IReadOnlyList<ProfileFile> Files { get; init; }

    /// <summary>Where the data are found: the landing page, other pages, and services; each with title and publisher in its hash.</summary>
    [JsonPropertyName("l")]
    public required IReadOnlyList<long> Pages { get; init; }

    /// <summary>How much the record says: one point for each group of fields that is filled, one for each of up to eight distributions.</summary>
    [JsonPropertyName("r")]
    public int Richness { get; init; }

    /// <summary>By which others are found that may be the same.</summary>
    public IReadOnlyList<long> Keys() =>
        keys ??= [.. Files.SelectMany(file => file.Name is { } name ? file.Addresses.Append(name) : file.Addresses).Concat(Files.SelectMany(file => file.Checksums ?? [])).Concat(Pages).Distinct()];

    public static Profile Of(Dataset dataset)
    {
        var title = ComparedTitle.Of(dataset.Title.Best(), dataset.Publisher.Name?.Best());
        var files = new FileList(dataset.Publisher.Code, title);
        foreach (var distribution in dataset.Distributions)
        {
            if (UrlKey.Of(distribution.Address) is { } key)
                files.Add(key, FileKey.IsPage(key) || (distribution.DownloadUrl is null && (distribution.Format is null || Services.Contains(distribution.Format))), distribution.Checksum);
        }

        if (UrlKey.Of(dataset.LandingPage) is { } landing)
            files.Add(landing, isPage: true);
        return new Profile
        {
            Id = dataset.Id,
            Source = dataset.Provenance.Source,
            Publisher = dataset.Publisher.Code,
            Title = title,
            Files = files.Files(MostFiles),
            Pages = files.Pages(MostFiles),
            Richness = RichnessOf(dataset),
        };
    }

    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, ProfileJson.Plain.Profile);

    public static Profile FromBytes(string id, byte[] bytes) =>
        (JsonSerializer.Deserialize(bytes, ProfileJson.Plain.Profile) ?? throw new JsonException("null is no profile")) with { Id = id };

    private static int RichnessOf(Dataset d)
    {
        ReadOnlySpan<bool> filled =
        [
            d.Description is { Count: > 0 }, d.Keywords is { Count: > 0 }, d.ContactPoint is not null, d.Licence is not null, d.Modified is not null, d.Issued is not null,
            d.Frequency is not null, d.Temporal is not null, d.Spatial is not null, d.LandingPage is not null, d.Groups.Count > 0, d.Publisher.Unit is not null,
        ];
        return filled.Count(true) + Math.Min(d.Distributions.Count, 8);
    }
}
