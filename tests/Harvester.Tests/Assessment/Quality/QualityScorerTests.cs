using Harvester.Core.Assessment.Quality;
using Harvester.Core.Model;
using Harvester.Tests.Mapping;
using Harvester.Tests.Storage;
using Xunit;

namespace Harvester.Tests.Assessment.Quality;

/// <summary>Only what the source stated earns points; each indicator by itself.</summary>
public sealed class QualityScorerTests
{
    private const string Theme = "http://publications.europa.eu/resource/authority/data-theme/ENVI";

    private static readonly QualityScorer Scorer = new(MappingFixture.Rules.Formats, MappingFixture.Rules.Licences, MappingFixture.Rules.StandardDatasets);

    private static readonly Dataset Full = StoreSamples.Dataset("full") with
    {
        Themes = [new Theme(Theme, Core.Model.Theme.Stated)],
        Spatial = new Location { Name = "港区" },
        Temporal = new PeriodOfTime("2024-04-01", "2025-03-31"),
        Publisher = new Publisher { Code = "131032", Name = LanguageMap.Japanese("港区") },
        ContactPoint = new ContactPoint { Name = "公園課" },
        Licence = new Licence { Id = "CC-BY-4.0", Original = "CC BY 4.0", Open = true, Basis = LicenceBasis.Record },
        AccessRights = "http://publications.europa.eu/resource/authority/access-right/PUBLIC",
        Rights = "出典を示すこと",
        Issued = "2024-04-01",
        Modified = "2025-04-01",
        ModifiedBasis = ModifiedBasis.Stated,
        Distributions = [new Distribution { Id = "1", AccessUrl = "https://example.org/a.csv", DownloadUrl = "https://example.org/a.csv", Format = "CSV", MediaType = "text/csv", ByteSize = 10 }],
        Annotations = Checked("200"),
    };

    /// <summary>Each indicator with a dataset that lacks just that, and all that hang on it.</summary>
    public static TheoryData<string, string> Lacking => new()
    {
        { "keywords", "keyword-usage" },
        { "no theme", "categories" },
        { "derived theme", "categories" },
        { "spatial", "geo-search" },
        { "temporal", "time-search" },
        { "dead", "access-url-answers download-url-answers" },
        { "unchecked", "access-url-answers download-url-answers" },
        { "refused", "access-url-answers download-url-answers" },
        { "page", "download-url download-url-answers" },
        { "no address", "access-url-answers download-url download-url-answers dcat-ap" },
        { "format", "format format-vocabulary non-proprietary machine-readable" },
        { "derived format", "format format-vocabulary non-proprietary machine-readable" },
        { "media type", "media-type format-vocabulary" },
        { "derived media type", "media-type format-vocabulary" },
        { "odd media type", "format-vocabulary" },
        { "xlsx", "non-proprietary" },
        { "png", "machine-readable" },
        { "pdf", "non-proprietary machine-readable" },
        { "odd format", "format-vocabulary non-proprietary machine-readable" },
        { "description", "dcat-ap" },
        { "licence", "licence licence-vocabulary" },
        { "licence of the site", "licence licence-vocabulary" },
        { "licence without version", "" },
        { "own terms", "licence-vocabulary" },
        { "access rights", "access-rights access-rights-vocabulary" },
        { "odd access rights", "access-rights-vocabulary" },
        { "contact", "contact-point" },
        { "derived publisher", "publisher" },
        { "rights", "rights" },
        { "size", "file-size" },
        { "issued", "issued" },
        { "derived issued", "issued" },
        { "modified", "modified" },
        { "record's stamp", "modified" },
        { "newest file", "" },
    };

    [Fact]
    public void EverythingStated_IsFullMarks()
    {
        var report = Scorer.Assess(Full);

        Assert.Equal(new Core.Model.Quality(405, "excellent", new QualityDimensions(100, 100, 110, 75, 20)), report.Quality);
        Assert.Empty(report.ToGain);
        Assert.All(report.Results, result => Assert.True(result is { Met: true, Evidence: { Ja.Length: > 0, En.Length: > 0 } }));
    }

    [Theory]
    [MemberData(nameof(Lacking))]
    public void WhatIsLacking_CostsItsPoints_AndNoOthers(string what, string lost)
    {
        var report = Scorer.Assess(Without(what));

        var ids = report.Results.Where(result => result.Points == 0).Select(result => result.Indicator.Id);
        Assert.Equal(lost, string.Join(' ', ids));
        Assert.Equal(405 - report.ToGain.Sum(result => result.Missing), report.Score);
        Assert.Equal(report.ToGain.Select(result => result.Missing).OrderDescending(), report.ToGain.Select(result => result.Missing));
    }

    [Fact]
    public void UnlookedAt_IsNotKnown_WhichIsNotDead()
    {
        Assert.Null(Result(Without("unchecked"), "access-url-answers").Met);
        Assert.Null(Result(Without("refused"), "access-url-answers").Met);
        Assert.False(Result(Without("dead"), "access-url-answers").Met);
        Assert.Contains("404", Result(Without("dead"), "access-url-answers").Evidence.Ja, StringComparison.Ordinal);
    }

    [Fact]
    public void OfSeveralFiles_TheBestCounts_AndTheirPointsDoNotAddUp()
    {
        var typed = new Distribution { Id = "2", AccessUrl = "https://example.org/b", MediaType = "text/csv" };
        var pdf = new Distribution { Id = "3", AccessUrl = "https://example.org/c.pdf", Format = "PDF" };
        var all = Scorer.Assess(Full with { Distributions = [typed, pdf, Full.Distributions[0]] });
        var two = Scorer.Assess(Full with { Distributions = [typed, pdf] });

        Assert.Equal(110, all.Quality.Dimensions.Interoperability);
        Assert.Equal(20 + 30, two.Quality.Dimensions.Interoperability); // the PDF's format and DCAT-AP
    }

    [Fact]
    public void DerivedValue_IsNamedAsSuch()
    {
        var evidence = Result(Without("derived format"), "format").Evidence;
        Assert.Contains("本システムの推定：CSV", evidence.Ja, StringComparison.Ordinal);
        Assert.Contains("worked out: CSV", evidence.En, StringComparison.Ordinal);
    }

    private static IndicatorResult Result(Dataset dataset, string id) => Scorer.Assess(dataset).Results.Single(result => result.Indicator.Id == id);

    private static Annotations Checked(string code) => new() { Id = "tokyo~full", Checks = [new LinkCheck("1", code, StoreSamples.Noon, StoreSamples.Noon)] };

    private static Dataset File(Func<Distribution, Distribution> change) => Full with { Distributions = [change(Full.Distributions[0])] };

    private static Dataset Without(string what) => what switch
    {
        "keywords" => Full with { Keywords = null },
        "no theme" => Full with { Themes = [] },
        "derived theme" => Full with { Themes = [new Theme(Theme, "title: 公園")] },
        "spatial" => Full with { Spatial = null },
        "temporal" => Full with { Temporal = null },
        "dead" => Full with { Annotations = Checked("404") },
        "unchecked" => Full with { Annotations = null },
        "refused" => Full with { Annotations = Checked("403") },
        "page" => File(file => file with { DownloadUrl = null }),
        "no address" => File(file => file with { AccessUrl = null, DownloadUrl = null }),
        "format" => File(file => file with { Format = null }),
        "derived format" => File(file => file with { Derived = ["format"] }),
        "media type" => File(file => file with { MediaType = null }),
        "derived media type" => File(file => file with { Derived = ["mediaType"] }),
        "odd media type" => File(file => file with { MediaType = "application/x-odd" }),
        "xlsx" => File(file => file with { Format = "XLSX" }),
        "png" => File(file => file with { Format = "PNG" }),
        "pdf" => File(file => file with { Format = "PDF" }),
        "odd format" => File(file => file with { Format = "謎形式" }),
        "description" => Full with { Description = null },
        "licence" => Full with { Licence = null },
        "licence of the site" => Full with { Licence = Full.Licence! with { Basis = LicenceBasis.Site } },
        "licence without version" => Full with { Licence = new Licence { Id = "LicenseRef-CC-BY", Original = "CC BY" } },
        "own terms" => Full with { Licence = new Licence { Id = "LicenseRef-own-terms", Original = "利用規約による" } },
        "access rights" => Full with { AccessRights = null },
        "odd access rights" => Full with { AccessRights = "公開" },
        "contact" => Full with { ContactPoint = null },
        "derived publisher" => Full with { Derived = ["publisher"] },
        "rights" => Full with { Rights = null },
        "size" => File(file => file with { ByteSize = null }),
        "issued" => Full with { Issued = null },
        "derived issued" => Full with { Derived = ["issued"] },
        "modified" => Full with { Modified = null, ModifiedBasis = null },
        "record's stamp" => Full with { ModifiedBasis = ModifiedBasis.Record },
        "newest file" => Full with { ModifiedBasis = ModifiedBasis.Resources },
        _ => throw new ArgumentException(what, nameof(what)),
    };
}
