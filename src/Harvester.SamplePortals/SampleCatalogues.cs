using Harvester.SamplePortals.Content;
using Harvester.SamplePortals.Serving;

namespace Harvester.SamplePortals;

/// <summary>
/// What the seven sample portals publish. Always the same after <see cref="Create"/>; a test removes, adds or retitles datasets
/// between two harvests and the portals follow.
/// </summary>
public sealed class SampleCatalogues
{
    private SampleCatalogues()
    {
    }

    /// <summary>sample-tokyo-ckan: the metropolitan catalogue, some of it republished from the other six.</summary>
    public SampleDatasets Ckan { get; private init; } = [];

    /// <summary>sample-minato-dcat.</summary>
    public SampleDatasets Minato { get; } = MinatoContent.Create();

    /// <summary>sample-machida-rdfxml.</summary>
    public SampleDatasets Machida { get; } = MachidaContent.Create();

    /// <summary>sample-shibuya-datajson.</summary>
    public SampleDatasets Shibuya { get; } = ShibuyaContent.Create();

    /// <summary>sample-fuchu-list.</summary>
    public SampleDatasets Fuchu { get; } = FuchuContent.Create();

    /// <summary>sample-kiyose-html; a dataset without files is a row that says 準備中.</summary>
    public SampleDatasets Kiyose { get; } = KiyoseContent.Create();

    /// <summary>sample-hachijo-html.</summary>
    public SampleDatasets Hachijo { get; } = HachijoContent.Create();

    /// <summary>The CKAN names of the republished datasets, each with the source and name of the original.</summary>
    public IReadOnlyDictionary<string, (string Source, string Name)> Republished { get; private init; } =
        new Dictionary<string, (string, string)>();

    /// <summary>The most packages that one package_search answers, whatever <c>rows</c> asks for (CKAN: 1000), so that paging happens.</summary>
    public int CkanRowLimit { get; set; } = 50;

    /// <summary>The datasets of one page of the Turtle catalogue.</summary>
    public int TurtlePageSize { get; set; } = 25;

    /// <summary>A host that answers every request but that for robots.txt with a page that speaks of maintenance; null: none does.</summary>
    public string? UnderMaintenance { get; set; }

    /// <summary>The lists by connector id.</summary>
    public IReadOnlyDictionary<string, SampleDatasets> BySource => new Dictionary<string, SampleDatasets>(StringComparer.Ordinal)
    {
        ["sample-tokyo-ckan"] = Ckan,
        ["sample-minato-dcat"] = Minato,
        ["sample-machida-rdfxml"] = Machida,
        ["sample-shibuya-datajson"] = Shibuya,
        ["sample-fuchu-list"] = Fuchu,
        ["sample-kiyose-html"] = Kiyose,
        ["sample-hachijo-html"] = Hachijo,
    };

    /// <summary>How many datasets a complete harvest finds now, by connector id; follows every change of the lists.</summary>
    public IReadOnlyDictionary<string, int> ExpectedDatasets => BySource.ToDictionary(
        pair => pair.Key,
        pair => ReferenceEquals(pair.Value, Kiyose) ? pair.Value.Count(dataset => dataset.Files.Count > 0) : pair.Value.Count,
        StringComparer.Ordinal);

    public static SampleCatalogues Create()
    {
        var municipal = new SampleCatalogues();
        var (datasets, republished) = CkanContent.Create(municipal.BySource);
        return new SampleCatalogues { Ckan = datasets, Republished = republished };
    }

    /// <summary>The file at an address of the host (path and query, percent-decoded), while a dataset of any portal holds it.</summary>
    internal Document? FileAt(string host, string pathAndQuery)
    {
        foreach (var file in BySource.Values.SelectMany(datasets => datasets).SelectMany(dataset => dataset.Files))
        {
            if (Uri.TryCreate(file.Url, UriKind.Absolute, out var url) && url.Host == host
                && Uri.UnescapeDataString(url.PathAndQuery) == pathAndQuery)
                return FileBodies.Of(file);
        }

        return null;
    }
}
