using System.Text.Json.Nodes;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Yaml;
using Harvester.Core.Mapping;
using NJsonSchema;
using Xunit;

namespace Harvester.Tests.Connectors.Definitions;

/// <summary>The schema for editors says the same as the loader, as far as a schema can.</summary>
public sealed class ConnectorSchemaTests
{
    private static readonly string SchemaText = File.ReadAllText(Path.Combine(RepositoryFolder.Connectors, "connector.schema.json"));

    [Fact]
    public async Task FullFiles_PassLoaderAndSchema()
    {
        foreach (var text in FullConnectorFiles.All)
        {
            Assert.Empty(ConnectorFiles.Parse("minato.yml", text, TestChecks.All).Errors);
            Assert.Empty(await FaultsAsync(text));
        }
    }

    [Theory]
    [InlineData("title: 港区", "titel: 港区")]
    [InlineData("title: 港区\n", "")]
    [InlineData("title: 港区", "title: { ja: 港区 }")]
    [InlineData("format: 1", "format: 2")]
    [InlineData("format: 1\n", "")]
    [InlineData("code: \"131032\", ", "")]
    [InlineData("\"131032\"", "\"13103\"")]
    [InlineData("schedule: \"0 30 3 * * ?\"", "schedule: \"30 3 * * *\"")]
    [InlineData("schedule: \"0 30 3 * * ?\"\n", "")]
    [InlineData("enabled: true", "enabled: \"true\"")]
    [InlineData("max-drop: 10%", "max-drop: 0.1")]
    [InlineData("max-drop: 10%", "max-drop: 101%")]
    [InlineData("min: 50", "least: 50")]
    [InlineData("licence: { id: CC-BY-4.0, ", "licence: { ")]
    [InlineData("delay: 1s", "delay: 1")]
    [InlineData("delay: 1s", "dealy: 1s")]
    [InlineData("concurrency: 1", "concurrency: 9")]
    [InlineData("max-bytes: 64MB", "max-bytes: 64 MB")]
    [InlineData("robots: obey", "robots: ignore")]
    [InlineData("secret-header: X-Key", "secret-header: \"X-Key: hunter2\"")]
    [InlineData("on: 2026-09-30, ", "")]
    [InlineData("  api: https://example.jp/api/3/action\n", "")]
    [InlineData("api: https://example.jp/api/3/action", "api: https://example.jp/")]
    [InlineData("identity: name", "identity: title")]
    [InlineData("listing: package_search", "listing: search")]
    [InlineData("publisher.name: {", "publisher.nmae: {")]
    [InlineData("vocabulary: publishers", "vocabulary: nonsense")]
    [InlineData("from: \"dct:title\"", "form: \"dct:title\"")]
    [InlineData("syntax: auto", "syntax: xml")]
    [InlineData("charset: shift_jis", "charset: sjis")]
    [InlineData("list: {", "lists: {")]
    [InlineData("list: {", "dcat: { catalog: https://example.jp/ }\nlist: {")]
    [InlineData("  start: [https://example.jp/a.html]\n", "")]
    [InlineData("start: [https://example.jp/a.html]", "start: []")]
    [InlineData("select: \"table.data tr\", ", "")]
    [InlineData("{ select: \"a.title\", ", "{ ")]
    [InlineData("    title:\n", "    modified:\n")]
    [InlineData("{ select: ., attr: id }", "{ attr: id }")]
    [InlineData("layout: elements", "layout: grid")]
    [InlineData("head: 1", "head: -1")]
    [InlineData("files: required", "files: many")]
    [InlineData("known-format: true", "known-format: \"true\"")]
    [InlineData("{ from: section }", "{ from: caption }")]
    [InlineData("{ before: h2 }", "{ after: h2 }")]
    [InlineData("row: 更新頻度", "row: []")]
    [InlineData("skip: th, ", "columns: x, ")]
    [InlineData("split: \"、\"", "splits: \"、\"")]
    [InlineData("date: auto", "date: wareki")]
    [InlineData("index: [{ select", "index: [{ selekt")]
    [InlineData("{ select: .hits, ", "{ ")]
    [InlineData("skip-address: \"/en/\"", "skip-adress: \"/en/\"")]
    [InlineData("hosts: [data.example.jp]", "hosts: [https://data.example.jp]")]
    [InlineData("pages: { select: \"ul.pager a\", ", "pages: { ")]
    [InlineData("template: \"?p={page}_1\"", "template: \"?p=2_1\"")]
    [InlineData("sitemap: { url: https://example.jp/sitemap.xml, ", "sitemap: { ")]
    [InlineData("from: link, ", "from: links, ")]
    [InlineData("downloadUrl:", "title:")]
    [InlineData("format: { from: auto }", "format: { from: extension }")]
    public async Task StructuralDefect_IsRefusedByLoaderAndSchema(string good, string bad)
    {
        var text = FullConnectorFiles.All.First(file => file.Contains(good, StringComparison.Ordinal)).Replace(good, bad, StringComparison.Ordinal);

        Assert.NotEmpty(ConnectorFiles.Parse("minato.yml", text, TestChecks.All).Errors);
        Assert.NotEmpty(await FaultsAsync(text));
    }

    [Fact]
    public async Task FileOverAProfile_MayLeaveKeysToIt_ButNotMisspellThem()
    {
        const string text = "format: 1\ntitle: x\npublisher: { code: \"131032\" }\nextends: cms\nhtml: { start: https://example.jp/, items: { skip: th } }\n";

        Assert.Empty(await FaultsAsync(text));
        Assert.NotEmpty(await FaultsAsync(text.Replace("skip", "skp", StringComparison.Ordinal)));
        Assert.NotEmpty(await FaultsAsync(text + "list: { url: https://example.jp/ }\n"));
    }

    [Fact]
    public void KeysOfTheSchema_AreTheKeysOfTheLoader()
    {
        var schema = JsonNode.Parse(SchemaText)!;
        foreach (var text in FullConnectorFiles.All)
        {
            var document = YamlDocument.Load("minato.yml", text);
            _ = ConnectorFileReader.Read(document.Root, "minato", "minato.yml", TestChecks.All);
            Compare(document.Root, schema, schema);
        }
    }

    [Fact]
    public void NamesThatRulesMayUse_AreThoseTheMapperKnows_InFullAndShort()
    {
        Assert.All(SchemaFields.Mapped, name => Assert.True(CrosswalkFields.IsKnown(name), name));
        Assert.Superset(CrosswalkFields.Dataset.Concat(CrosswalkFields.Distribution.Select(name => CrosswalkFields.DistributionPrefix + name)).ToHashSet(), SchemaFields.Mapped.ToHashSet());
        Assert.Superset(new HashSet<string> { "licence", "spatial", "distributions.licence" }, SchemaFields.Mapped.ToHashSet());
        var vocabularies = JsonNode.Parse(SchemaText)!["definitions"]!["fieldRule"]!["properties"]!["vocabulary"]!["enum"]!.AsArray().Select(name => (string)name!);
        Assert.Equal(CrosswalkFields.Vocabularies.Keys.Order(StringComparer.Ordinal), vocabularies);
    }

    private static void Compare(YamlMap map, JsonNode schema, JsonNode root)
    {
        schema = Resolve(schema, root);
        if (schema["additionalProperties"] is JsonObject)
            return;
        var keys = schema["properties"]!.AsObject().Select(property => property.Key).Order(StringComparer.Ordinal);
        IEnumerable<string> known = map.Path switch
        {
            "html.fields" => SchemaFields.Page,
            "html.distributions.fields" => SchemaFields.Distribution,
            var path when path.EndsWith(".fields", StringComparison.Ordinal) => SchemaFields.Mapped,
            _ => map.Asked,
        };
        Assert.Equal(known.Order(StringComparer.Ordinal), keys);
        foreach (var (key, value) in map.AllEntries())
        {
            if (value is YamlMap inner)
                Compare(inner, schema["properties"]![key]!, root);
        }
    }

    private static JsonNode Resolve(JsonNode schema, JsonNode root)
    {
        if (schema["oneOf"] is JsonArray either && schema["properties"] is null)
            schema = either.First(one => one!["$ref"] is not null)!;
        return schema["$ref"]?.GetValue<string>() is { } reference ? root["definitions"]![reference.Split('/')[^1]]! : schema;
    }

    private static async Task<IEnumerable<string>> FaultsAsync(string text)
    {
        var schema = await JsonSchema.FromJsonAsync(SchemaText, TestContext.Current.CancellationToken);
        return schema.Validate(YamlJson.Of(YamlDocument.Load("minato.yml", text).Root)!.ToJsonString()).Select(fault => fault.ToString());
    }
}
