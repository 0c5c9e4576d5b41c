using System.Text.Json.Nodes;

namespace Harvester.SamplePortals;

/// <summary>One dataset of a sample portal, in no portal's format; tests change it between two harvests.</summary>
public sealed class SampleDataset
{
    /// <summary>The portal's own key: CKAN name, last segment of an IRI, list id, file stem. It never changes.</summary>
    public required string Name { get; init; }

    public required string Title
    {
        get;
        set
        {
            field = value;
            Touch();
        }
    }

    public string? TitleEn { get; set; }

    public required string Description
    {
        get;
        set
        {
            field = value;
            Touch();
        }
    }

    /// <summary>分類 as the municipality writes it, such as 防災 or 健康・福祉.</summary>
    public required string Category { get; set; }

    /// <summary>担当課.</summary>
    public string? Unit { get; set; }

    /// <summary>The CKAN organisation, such as t131032; null outside CKAN.</summary>
    public string? Organisation { get; set; }

    /// <summary>EU frequency code, such as ANNUAL; every portal writes it in its own spelling. Null where nothing is said.</summary>
    public string? Frequency { get; set; }

    public required DateOnly Issued { get; set; }

    public required DateOnly Modified { get; set; }

    public IList<string> Keywords { get; init; } = [];

    public IList<SampleFile> Files { get; init; } = [];

    /// <summary>Raw top-level properties of the CKAN package or data.json dataset that replace the ones written from this dataset.</summary>
    public IDictionary<string, JsonNode?> Overrides { get; } = new Dictionary<string, JsonNode?>(StringComparer.Ordinal);

    /// <summary>0 as created; after that the number of the latest edit in its list.</summary>
    internal int Edit { get; set; }

    internal SampleDatasets? List { get; set; }

    /// <summary>
    /// Makes this the record that the CKAN portal changed last (<c>metadata_modified</c>), as saving it would. A new title or
    /// description does so by itself; call it after changes to files or overrides.
    /// </summary>
    public void Touch() => Edit = List?.NextEdit() ?? 0;
}
