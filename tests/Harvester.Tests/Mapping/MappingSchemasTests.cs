using System.Text.Json.Nodes;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping;
using Harvester.Tests.Connectors.Definitions;
using NJsonSchema;
using Xunit;

namespace Harvester.Tests.Mapping;

/// <summary>The schemas that editors use say the same as the loader of mapping files.</summary>
public sealed class MappingSchemasTests
{
    private static readonly string Mappings = Path.Combine(Repository.Root, "mappings");

    public static TheoryData<string, string> Files =>
    [
        .. new[] { ("crosswalks", "crosswalk"), ("vocabularies", "vocabulary") }.SelectMany(kind =>
            Directory.EnumerateFiles(Path.Combine(Mappings, kind.Item1), "*.yml").Select(f => new TheoryDataRow<string, string>(Path.GetRelativePath(Mappings, f), $"{kind.Item1}/{kind.Item2}.schema.json"))),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public async Task ShippedFile_PassesItsSchema_AndWithAmisspeltKeyDoesNot(string file, string schemaFile)
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Mappings, schemaFile), TestContext.Current.CancellationToken);
        var text = await File.ReadAllTextAsync(Path.Combine(Mappings, file), TestContext.Current.CancellationToken);
        Assert.Contains($"$schema={Path.GetFileName(schemaFile)}", text);
        Assert.Empty(schema.Validate(Json(text)));
        Assert.NotEmpty(schema.Validate(Json(text + "\nformta: 1\n")));
    }

    [Fact]
    public void FieldsOfTheCrosswalkSchema_AreThoseOfTheMapper()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Mappings, "crosswalks", "crosswalk.schema.json")))!["properties"]!;
        Assert.Equal(CrosswalkFields.Dataset, schema["fields"]!["properties"]!.AsObject().Select(p => p.Key));
        Assert.Equal(CrosswalkFields.Distribution, schema["distributions"]!["properties"]!["fields"]!["properties"]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public void EveryFieldThatAconnectorFileMayOverride_IsKnownToTheMapper() =>
        Assert.All(SchemaFields.Mapped, field => Assert.True(CrosswalkFields.IsKnown(field), field));

    private static string Json(string yaml) => YamlJson.Of(YamlDocument.Load("mapping.yml", yaml).Root)!.ToJsonString();
}
