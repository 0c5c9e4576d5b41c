using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>What the source stated is told apart from what the mapping worked out.</summary>
public sealed class MapperDerivedTests
{
    [Theory]
    [InlineData("""{ "format": "CSV", "mimetype": "text/csv" }""", "")]
    [InlineData("""{ "format": "CSV" }""", "mediaType")]
    [InlineData("""{ "format": "CSV（UTF-8）" }""", "mediaType")]
    [InlineData("""{ "mimetype": "text/csv" }""", "format")]
    [InlineData("{}", "format mediaType")]
    [InlineData("""{ "format": "application/octet-stream" }""", "format mediaType")]
    [InlineData("""{ "format": "謎形式", "mimetype": "text/csv" }""", "format")]
    [InlineData("""{ "format": "CSV", "mimetype": "application/pdf" }""", "mediaType")]
    [InlineData("""{ "format": "CSV・PDF" }""", "mediaType")]
    public void File(string members, string derived)
    {
        var comma = members == "{}" ? "" : ",";
        var file = Dataset($$"""{ "resources": [{ "url": "https://example.org/a.csv"{{comma}} {{members[1..]}}] }""").Distributions[0];

        Assert.Equal(derived, string.Join(' ', file.Derived ?? []));
        Assert.Equal(derived.Contains("format", StringComparison.Ordinal), file.IsDerived("format"));
    }

    [Fact]
    public void UnknownFormatWithoutAnExtension_IsTheSourcesOwnWord() =>
        Assert.False(Dataset("""{ "resources": [{ "url": "https://example.org/a", "format": "謎形式" }] }""").Distributions[0].IsDerived("format"));

    [Theory]
    [InlineData("""{ "issued": "2024-04-01", "organization": { "name": "t131032" } }""", "")]
    [InlineData("""{ "metadata_created": "2024-04-01T00:00:00", "organization": { "title": "港区" } }""", "issued")]
    [InlineData("{}", "publisher")]
    public void Record(string members, string derived) =>
        Assert.Equal(derived, string.Join(' ', Dataset(members, MappingFixture.Source(RecordKind.Ckan, shared: false)).Derived ?? []));

    [Fact]
    public void DefaultOfAConnectorFile_IsNotTheSourcesWord()
    {
        var source = MappingFixture.Source(RecordKind.Ckan) with
        {
            Fields = new Dictionary<string, FieldRule>
            {
                ["spatial.name"] = new() { From = ["area"], Default = "港区" },
                ["publisher.name"] = new() { From = ["publisher"], Default = "港区" },
            },
        };

        Assert.Equal(["publisher", "spatial"], Dataset("{}", source).Derived);
        Assert.Equal(["publisher"], Dataset("""{ "area": "芝地区" }""", source).Derived);
    }

    private static Dataset Dataset(string members, Source? source = null) =>
        MappingFixture.Dataset(RecordKind.Ckan, $$"""{ "title": "公園"{{(members == "{}" ? "" : ",")}} {{members[1..]}}""", source);
}
