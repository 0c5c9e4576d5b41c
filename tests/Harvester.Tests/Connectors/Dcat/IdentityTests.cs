using CsCheck;
using Harvester.Tests.Connectors.Html;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>Datasets without an IRI keep their identity from run to run, or are refused.</summary>
public sealed class IdentityTests
{
    [Theory]
    [InlineData("""[] a dcat:Dataset ; dct:identifier "d-1" ; dct:title "一" .""", "d-1")]
    [InlineData("""[] a dcat:Dataset ; dct:identifier " d-2", "d-1" ; dct:title "一" .""", "d-1")]
    [InlineData("""[] a dcat:Dataset ; <http://www.w3.org/ns/adms#identifier> [ skos:notation "a-1" ] ; dcat:landingPage <https://e/1> .""", "a-1")]
    [InlineData("""[] a dcat:Dataset ; dcat:landingPage <https://e/1> ; dct:title "一" .""", "https://e/1")]
    [InlineData("""[] a dcat:Dataset ; dct:title "ＡＥＤ　設置箇所"@ja, "AED"@en ; dct:publisher [ foaf:name "港区" ] .""", "港区/AED 設置箇所")]
    [InlineData("""[] a dcat:Dataset ; dct:title "一" ; dct:publisher <https://e/org/1> .""", "https://e/org/1/一")]
    [InlineData("""[] a dcat:Dataset ; dct:title "一" ; dct:publisher "港区" .""", "港区/一")]
    [InlineData("""[] a dcat:Dataset ; dct:title "一" .""", "一")]
    [InlineData("""<https://e/.well-known/genid/b1> a dcat:Dataset ; dct:identifier "d-1" .""", "d-1")]
    public async Task DatasetWithoutIri_IsKnownByWhatStays(string turtle, string id)
    {
        var harvest = await Catalogs.TurtleAsync(turtle);
        Assert.Equal(id, Assert.Single(harvest.Records).RecordId);
    }

    [Fact]
    public async Task PageThatSeveralShare_TellsNone()
    {
        var harvest = await Catalogs.TurtleAsync("""
            [] a dcat:Dataset ; dcat:landingPage <https://e/> ; dct:title "一" . [] a dcat:Dataset ; dcat:landingPage <https://e/> ; dct:title "二" .
            [] a dcat:Dataset ; dcat:landingPage <https://e/3> ; dct:title "三" .
            """);
        Assert.Equal(["一", "二", "https://e/3"], harvest.Records.Select(record => record.RecordId));
    }

    [Fact]
    public async Task TwoThatNothingTellsApart_AreBothRefused_TheOthersTaken()
    {
        var harvest = await Catalogs.TurtleAsync("""
            [] a dcat:Dataset ; dct:title "公園" ; dct:publisher [ foaf:name "港区" ] ; dct:description "甲" .
            [] a dcat:Dataset ; dct:title "公園" ; dct:publisher [ foaf:name "港区" ] ; dct:description "乙" .
            [] a dcat:Dataset ; dct:title "公園" ; dct:publisher [ foaf:name "渋谷区" ] .
            [] a dcat:Dataset ; dct:description "題のない" .
            """);
        Assert.Equal(["渋谷区/公園"], harvest.Records.Select(record => record.RecordId));
        Assert.Equal(["ambiguous-identity", "ambiguous-identity", "no-identity"], harvest.Problems.Select(problem => problem.Problem.Code));
        Assert.Equal("港区/公園", harvest.Problems[0].Problem.Value);
        Assert.Equal(3, harvest.Reading.Unreadable);
    }

    [Fact]
    public async Task TheSameDatasetTwice_IsLeftToTheRunThatKeepsOne()
    {
        var harvest = await Catalogs.TurtleAsync("""[] a dcat:Dataset ; dct:title "公園" . [] a dcat:Dataset ; dct:title "公園" .""");
        Assert.Equal(["公園", "公園"], harvest.Records.Select(record => record.RecordId));
        Assert.Single(harvest.Records.Select(record => record.RawHash).Distinct());
    }

    [Fact]
    public async Task PagesOfBlankDatasets_AreNoRepetitions()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Text("/catalog", $"{Catalogs.Prefixes} [] a dcat:Dataset ; dct:title \"一\" . <{LoopbackSite.Host}/catalog> hydra:next <{LoopbackSite.Host}/catalog?page=2> .", "text/turtle")
            .Text("/catalog?page=2", $"{Catalogs.Prefixes} [] a dcat:Dataset ; dct:title \"二\" .", "text/turtle");
        var harvest = await Catalogs.HarvestAsync(site);
        Assert.Equal(["一", "二"], harvest.Records.Select(record => record.RecordId));
        Assert.True(harvest.Reading.ReachedEnd);
    }

    private static readonly Gen<string[]> Datasets = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 9], (title, publisher, key, content) => new[]
    {
        $"dct:title \"題{title}\"",
        $"dct:publisher _:p{publisher}",
        key switch { 0 => "dct:identifier \"i" + content + "\"", 1 => $"dcat:landingPage <https://e/{content}>", _ => "a dcat:Dataset" },
        $"dct:description \"{content}\"",
        "a dcat:Dataset",
    }).Array[1, 6].Select(all => all.SelectMany((lines, number) => lines.Select(line => $"_:LABEL{number} {line} .")).Concat(Enumerable.Range(0, 4).Select(number => $"_:p{number} foaf:name \"局{number}\" .")).ToArray());

    [Fact]
    public Task Identity_DependsNeitherOnLabelsNorOnTheOrderOfStatements() =>
        Gen.Select(Datasets, Gen.Int).SampleAsync(async (lines, seed) =>
        {
            var shuffled = lines.ToArray();
            new Random(seed).Shuffle(shuffled);
            var one = await Catalogs.TurtleAsync(string.Join('\n', lines).Replace("LABEL", "x", StringComparison.Ordinal));
            var two = await Catalogs.TurtleAsync(string.Join('\n', shuffled).Replace("LABEL", "other", StringComparison.Ordinal).Replace("_:p", "_:q", StringComparison.Ordinal));
            Assert.Equal(Content(one), Content(two));
            Assert.Equal(one.Problems.Select(problem => problem.Problem.Code).Order(), two.Problems.Select(problem => problem.Problem.Code).Order());
        }, iter: 60);

    private static IEnumerable<(string, string)> Content(Harvest harvest) => harvest.Records.Select(record => (record.RecordId, record.RawHash)).Order();
}
