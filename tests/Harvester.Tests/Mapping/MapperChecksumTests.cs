using System.Text;
using Harvester.Core.Model;
using Harvester.Tests.Connectors.Dcat;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>The checksums that records state of their files.</summary>
public sealed class MapperChecksumTests
{
    private const string Md5 = "9e107d9d372bb6826bd81d3542a419d6";
    private const string Sha1 = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12";
    private const string Sha256 = "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592";

    [Theory]
    [InlineData($$"""{"hash":"{{Md5}}"}""", "md5 " + Md5)]
    [InlineData($$"""{"hash":"{{Sha1}}","hash_algorithm":"http://spdx.org/rdf/terms#checksumAlgorithm_sha1"}""", "sha1 " + Sha1)]
    [InlineData("""{"hash":"","hash_algorithm":"md5"}""", "")]
    [InlineData("""{"hash":null}""", "")]
    [InlineData("""{"hash_algorithm":"md5"}""", "")]
    [InlineData("""{"hash":"12345678"}""", "checksum-unreadable distributions[0].checksum.value 12345678")]
    [InlineData($$"""{"hash":"{{Md5}}","hash_algorithm":"sha256"}""", "checksum-unreadable distributions[0].checksum.value " + Md5)]
    public void Map_ResourceOfCkan_HasTheChecksumOrAProblem(string resource, string expected) =>
        Assert.Equal(expected, Said(MappingFixture.Map(RecordKind.Ckan, $$"""{"title":"t","resources":[{"id":"r","url":"https://e/a.csv","format":"CSV",{{resource[1..]}}]}""").Dataset!));

    [Theory]
    [InlineData($$"""{"spdx:algorithm":[{"@id":"http://spdx.org/rdf/terms#checksumAlgorithm_sha256"}],"spdx:checksumValue":[{"@value":"{{Sha256}}","@type":"xsd:hexBinary"}]}""", "sha256 " + Sha256)]
    [InlineData($$"""{"spdx:checksumValue":[{"@value":"{{Sha1}}"}]}""", "sha1 " + Sha1)]
    // The first says no algorithm, and that of the second is not its own.
    [InlineData($$"""{"spdx:checksumValue":[{"@value":"{{Sha256}}"}]},{"spdx:algorithm":[{"@value":"md5"}],"spdx:checksumValue":[{"@value":"{{Md5}}"}]}""", "sha256 " + Sha256)]
    [InlineData($$"""{"spdx:checksumValue":[{"@value":"{{Md5}}"}],"spdx:algorithm":[{"@id":"https://e/crc"}]}""", "checksum-unreadable distributions[0].checksum.value " + Md5)]
    public void Map_DistributionOfDcat_HasTheAlgorithmOfItsOwnValue(string checksums, string expected) =>
        Assert.Equal(expected, Said(MappingFixture.Map(RecordKind.Dcat, $$"""{"dct:title":"t","dcat:distribution":[{"@id":"https://e/d","dcat:downloadURL":[{"@id":"https://e/a.csv"}],"dct:format":"CSV","spdx:checksum":[{{checksums}}]}]}""").Dataset!));

    [Fact]
    public async Task Map_TurtleWithSeveralChecksums_TellsOfTheOthers()
    {
        var harvest = await Catalogs.TurtleAsync($$"""
            @prefix spdx: <http://spdx.org/rdf/terms#> .
            ex:1 a dcat:Dataset ; dct:title "t"@ja ; dcat:distribution [ a dcat:Distribution ; dcat:downloadURL <https://e/a.csv> ; dct:format "CSV" ;
              spdx:checksum [ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_md5 ; spdx:checksumValue "{{Md5}}" ] ,
                            [ a spdx:Checksum ; spdx:algorithm spdx:checksumAlgorithm_sha1 ; spdx:checksumValue "{{Sha1}}" ] ] .
            """);
        var result = Assert.Single(Mapped.Of(harvest));
        Assert.Contains(Said(result.Dataset! with { Problems = [] }), new[] { $"md5 {Md5}", $"sha1 {Sha1}" });
        Assert.Contains(result.Problems, problem => problem is { Code: "several-values", Field: "distributions[0].checksum" });
        Assert.Empty(result.Unmapped);
    }

    [Fact]
    public async Task Map_ChecksumOfDcatUs3_IsThatOfDcat()
    {
        var harvest = await Catalogs.OfAsync($$"""
            {"dataset":[{"identifier":"1","title":"t","distribution":[{"downloadURL":"https://e/a.csv","format":"CSV","checksum":{"@type":"Checksum","algorithm":"sha256","checksumValue":"{{Sha256}}" } }]},
             {"identifier":"2","title":"t","distribution":[{"downloadURL":"https://e/b.csv","format":"CSV","checksum":"{{Sha256}}"}]}]}
            """, "application/json");
        var results = Mapped.Of(harvest);
        Assert.Equal($"sha256 {Sha256}", Said(results[0].Dataset! with { Problems = [] }));
        Assert.Empty(results[0].Unmapped);
        // A bare text is no Checksum of DCAT-US: it stays in the raw record, and is counted.
        Assert.Null(results[1].Dataset!.Distributions[0].Checksum);
        Assert.Equal(["dcat:distribution[].datajson:checksum"], results[1].Unmapped.Select(field => field.Path));
    }

    [Fact]
    public void Map_SeveralFormatsInOneField_HaveNoChecksum() => Assert.All(
        MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"t","resources":[{"id":"r","url":"https://e/page","format":"CSV/XLSX","hash":"{{Md5}}"}]}""").Distributions, one => Assert.Null(one.Checksum));

    [Fact]
    public void Map_RuleOfTheSourceItself_ReadsTheChecksumFromElsewhere()
    {
        var source = MappingFixture.Source(RecordKind.Ckan) with { Fields = new Dictionary<string, FieldRule> { ["distributions.checksum.value"] = new() { From = ["digest"] } } };
        Assert.Equal($"md5 {Md5}", Said(MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"t","resources":[{"url":"https://e/a.csv","format":"CSV","digest":"md5:{{Md5}}"}]}""", source)));
    }

    [Fact]
    public void Map_Checksum_IsInTheStoredDocument_AndPartOfTheContent()
    {
        var one = MappingFixture.Dataset(RecordKind.Ckan, $$"""{"title":"t","resources":[{"id":"r","url":"https://e/a.csv","format":"CSV","hash":"{{Md5}}"}]}""");
        var none = MappingFixture.Dataset(RecordKind.Ckan, """{"title":"t","resources":[{"id":"r","url":"https://e/a.csv","format":"CSV"}]}""");
        Assert.Contains($$"""
            "checksum":{"algorithm":"md5","value":"{{Md5}}"}
            """, Encoding.UTF8.GetString(DatasetJson.Serialize(one)), StringComparison.Ordinal);
        Assert.NotEqual(none.Provenance.ContentHash, one.Provenance.ContentHash);
        Assert.Equal(one.Distributions[0].Checksum, DatasetJson.Deserialize(DatasetJson.Serialize(one)).Distributions[0].Checksum);
    }

    /// <summary>The first file's checksum, and the problems about it.</summary>
    private static string Said(Dataset dataset) => string.Join(" / ",
        (dataset.Distributions[0].Checksum is { } sum ? new[] { $"{sum.Algorithm} {sum.Value}" } : [])
            .Concat(dataset.Problems.Where(problem => problem.Code == "checksum-unreadable").Select(problem => $"{problem.Code} {problem.Field} {problem.Value}")));
}
