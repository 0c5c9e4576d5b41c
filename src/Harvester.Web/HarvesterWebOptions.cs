using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Mapping.PriorityFields;
using Harvester.Publishing;

namespace Harvester.Web;

/// <summary>What the web part needs to know beside the store and the sources.</summary>
public sealed record HarvesterWebOptions
{
    /// <summary>Six-digit code → Japanese name of every body that belongs to the catalogue: those without any dataset are shown too.</summary>
    public IReadOnlyDictionary<string, string> Municipalities { get; init; } = new Dictionary<string, string>();

    /// <summary>Assesses the quality of a dataset that is shown; null: none is shown.</summary>
    public QualityScorer? Scorer { get; init; }

    /// <summary>Names of the priority fields, and the notice that goes with them; null: none are shown.</summary>
    public PriorityFieldRules? PriorityFields { get; init; }

    /// <summary>The standard datasets by name; null: none are shown.</summary>
    public StandardDatasetVocabulary? StandardDatasets { get; init; }

    /// <summary>Names of licences, and which of them are open; null: their ids are shown.</summary>
    public LicenceVocabulary? Licences { get; init; }

    /// <summary>Themes by code with their names; empty: their codes are shown.</summary>
    public IReadOnlyDictionary<string, Bilingual> Themes { get; init; } = new Dictionary<string, Bilingual>();

    /// <summary>What DCAT and data.json say of the catalogue itself; its address is that of the site.</summary>
    public CatalogueDescription Catalogue { get; init; } = CatalogueDescription.Default;

    /// <summary>Six-digit code → English name; a code that is not here is shown in Japanese.</summary>
    public IReadOnlyDictionary<string, string> EnglishMunicipalities { get; init; } = new Dictionary<string, string>();

    /// <summary>A body's name, in Japanese where no English one is known.</summary>
    /// <param name="japanese">Where it is known already; null: as in <see cref="Municipalities"/>, else the code.</param>
    internal Bilingual NameOf(string code, string? japanese = null)
    {
        var name = japanese ?? Municipalities.GetValueOrDefault(code) ?? code;
        return new Bilingual(name, EnglishMunicipalities.GetValueOrDefault(code) ?? name);
    }

    /// <summary>Under which address the site is known from outside; null: derived from each request, see <see cref="SiteAddress"/>.</summary>
    public Uri? BaseAddress { get; init; }

    /// <summary>
    /// For how long an answer is given again to the next who asks the same, as long as the index has not come to a change; zero: never. So a reader of a dataset is as far behind as the
    /// index is, and never further than this.
    /// </summary>
    public TimeSpan KeepAnswers { get; init; }

    /// <summary>For each client address.</summary>
    public RateLimit RateLimit { get; init; } = RateLimit.Default;

    /// <summary>
    /// Proxies (addresses, or networks as <c>10.0.0.0/8</c>) whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> are believed. None: nobody's, as anybody can send them.
    /// </summary>
    public IReadOnlyList<System.Net.IPNetwork> Proxies { get; init; } = [];

    /// <summary>Folder of the dumps, which another process may write; null: none are served.</summary>
    public string? Dumps { get; init; }

    /// <summary>Folder of the keys that sign sessions and forms; null: they are made anew with each start, and whoever is signed in then is so no more.</summary>
    public string? Keys { get; init; }

    /// <summary>How many readers may follow runs at the same time.</summary>
    public int MostLiveStreams { get; init; } = 200;

    /// <summary>How often the store is asked for each of them.</summary>
    internal TimeSpan LiveInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Addresses in one part of the map of the site.</summary>
    internal int SitemapPart { get; init; } = 40_000;
}
