using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>Licences that name none, or two: kept and told, never guessed, and not replaced by what the site says.</summary>
public sealed class MapperLicenceTests
{
    private static readonly SiteLicence Site = new("CC-BY-4.0", "https://e/terms.html");

    private static Dataset Map(RecordKind kind, string json, SiteLicence? site) => MappingFixture.Dataset(kind, json, MappingFixture.Source(kind) with { Licence = site });

    [Theory]
    [InlineData(RecordKind.Ckan, """{"title":"t","license_id":"cc-by","license_url":"https://creativecommons.org/licenses/by-nc/4.0/","resources":[{"url":"https://e/a.csv"}]}""", "cc-by | https://creativecommons.org/licenses/by-nc/4.0/", "ambiguous-licence")]
    [InlineData(RecordKind.Html, """{"title":"t","licence":"CC BY 4.0 または ODbL","distributions":[{"downloadUrl":"https://e/a.csv"}]}""", "CC BY 4.0 または ODbL", "ambiguous-licence")]
    [InlineData(RecordKind.Ckan, """{"title":"t","license_title":"区の定めるところによる","resources":[{"url":"https://e/a.csv"}]}""", "区の定めるところによる", "unknown-licence")]
    public void OfTheRecord_IsRawAndFlagged(RecordKind kind, string json, string original, string code)
    {
        var dataset = Map(kind, json, Site);

        Assert.Equal(new Licence { Id = null, Url = dataset.Licence!.Url, Open = null, Original = original, Basis = LicenceBasis.Record }, dataset.Licence);
        Assert.Equal([("licence", original)], dataset.Problems.Where(problem => problem.Code == code).Select(problem => (problem.Field, problem.Value)));
        Assert.All(dataset.Distributions, file => Assert.Equal((null, 0), (file.Licence, file.Openness)));
    }

    [Theory]
    [InlineData("CC BY 4.0 または CC0", "ambiguous-licence")]
    [InlineData("区の定めるところによる", "unknown-licence")]
    public void OfEveryFile_IsRawAndFlagged(string words, string code)
    {
        var dataset = Map(RecordKind.Ckan, $$"""{"title":"t","resources":[{"url":"https://e/a.csv","license":"{{words}}"},{"url":"https://e/b.csv","license":"{{words}}"}]}""", Site);

        Assert.All(dataset.Distributions, file => Assert.Equal((null, words, 0), (file.Licence!.Id, file.Licence.Original, file.Openness)));
        Assert.Equal((null, words, LicenceBasis.Distribution), (dataset.Licence!.Id, dataset.Licence.Original, dataset.Licence.Basis));
        Assert.Equal(2, dataset.Problems.Count(problem => problem.Code == code && problem.Value == words));
    }

    [Theory]
    [InlineData("")]
    [InlineData(",\"license_id\":\"\"")]
    [InlineData(",\"license_id\":\"  \",\"license_title\":null")]
    public void Blank_StaysBlank(string member)
    {
        var dataset = Map(RecordKind.Ckan, $$"""{"title":"t"{{member}},"resources":[{"url":"https://e/a.csv","license":""}]}""", site: null);

        Assert.Null(dataset.Licence);
        Assert.Equal((null, 0), (dataset.Distributions[0].Licence, dataset.Distributions[0].Openness));
        Assert.Single(dataset.Problems, problem => problem.Code == "no-licence");
    }
}
