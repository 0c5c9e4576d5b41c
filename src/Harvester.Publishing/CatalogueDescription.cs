using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Publishing;

/// <summary>What is said of the catalogue itself, and what every output needs that depends on where it is published.</summary>
public sealed record CatalogueDescription
{
    /// <summary>Where <c>web</c> and <c>serve</c> listen by default: what an export without <c>--base-url</c> begins its IRIs with.</summary>
    public static readonly Uri DefaultAddress = new("http://localhost:8080/");

    /// <summary>With <see cref="DefaultAddress"/>, and formats by their labels only.</summary>
    public static CatalogueDescription Default { get; } = new();

    /// <summary>Root of the site, ending with a slash: IRIs of datasets are <c>datasets/{id}</c> below it.</summary>
    public Uri Address { get; init; } = DefaultAddress;

    public IReadOnlyDictionary<string, string> Title { get; init; } = new Dictionary<string, string>
    {
        ["ja"] = "東京オープンデータ統合カタログ",
        ["en"] = "Tokyo Integrated Open Data Catalogue",
    };

    public IReadOnlyDictionary<string, string> Description { get; init; } = new Dictionary<string, string>
    {
        ["ja"] = "東京都と都内区市町村が公開するオープンデータの目録を集め、共通の形式にまとめたもの。データそのものは各提供元にあります。",
        ["en"] = "The open data listings of the Tokyo Metropolitan Government and its municipalities, gathered in one common form. The data themselves stay with their publishers.",
    };

    /// <summary>Who runs the catalogue.</summary>
    public IReadOnlyDictionary<string, string> Publisher { get; init; } = new Dictionary<string, string>
    {
        ["ja"] = "東京オープンデータ統合カタログ",
        ["en"] = "Tokyo Integrated Open Data Catalogue",
    };

    /// <summary>IRI of the licence under which the descriptions may be used; null: none is granted for all of them, as they belong to their publishers.</summary>
    public string? MetadataLicence { get; init; }

    /// <summary>On what terms the descriptions may be used, in words, with whom to name.</summary>
    public IReadOnlyDictionary<string, string> MetadataRights { get; init; } = new Dictionary<string, string>
    {
        ["ja"] = "目録の記載は各提供元に帰属します。各データセットのライセンスに従い、その出典を表示してください。",
        ["en"] = "The descriptions belong to their publishers: each dataset carries its licence and the credit line to show.",
    };

    /// <summary>Codes of the EU file types by our labels; null: formats are named by their labels only.</summary>
    public FormatVocabulary? Formats { get; init; }

    /// <summary>IRI of a dataset, percent-encoded: the address of its page, too.</summary>
    public string DatasetIri(string id) => $"{Address.AbsoluteUri}datasets/{Uri.EscapeDataString(id)}";

    /// <summary>IRI of one of its files.</summary>
    public string FileIri(string datasetId, string fileId) => $"{DatasetIri(datasetId)}#file-{Uri.EscapeDataString(fileId)}";

    /// <summary>IRI of the catalogue.</summary>
    public string CatalogueIri => $"{Address.AbsoluteUri}catalog";

    /// <summary>IRI of a file format in the EU list; null where none is known.</summary>
    public string? FileTypeIri(string label) => Formats?.Find(label) is { Eu: { } code } entry && entry.Label == label ? $"http://publications.europa.eu/resource/authority/file-type/{code}" : null;
}
