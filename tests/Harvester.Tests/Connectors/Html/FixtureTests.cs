using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Yaml;
using Harvester.Connectors.Html;
using Harvester.Core.Model;
using Harvester.Tests.Connectors.Definitions;
using NJsonSchema;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>
/// Every pattern of municipal pages as a folder: pages, a whole connector file, and the records (or the fault) that they give. The numbers are
/// those of the list of patterns; <c>nothing-*</c> are pages that look like data and are none, <c>changed-*</c> are pages after a redesign.
/// </summary>
public sealed class FixtureTests
{
    private static readonly string Folder = Path.Combine(RepositoryFolder.Root, "tests", "fixtures", "html");
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Patterns => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Patterns))]
    public async Task Page_GivesTheRecordsThatAPersonReads(string pattern)
    {
        var folder = Path.Combine(Folder, pattern);
        var expected = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(folder, "expected.json"), TestContext.Current.CancellationToken))!;
        await using var site = await LoopbackSite.StartAsync();
        foreach (var page in Directory.GetFiles(folder, "*.html", SearchOption.AllDirectories))
            site.Html("/opendata/" + Path.GetRelativePath(folder, page).Replace('\\', '/'), await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
        var connector = new HtmlConnector(FileOf(folder), site);

        if (expected["fault"] is { } code)
        {
            var fault = await Assert.ThrowsAsync<SourceException>(() => Harvest.OfAsync(connector));
            Assert.Equal((string?)code, fault.Code);
            Assert.Contains((string)expected["names"]!, fault.Message, StringComparison.Ordinal);
            return;
        }

        var harvest = await Harvest.OfAsync(connector);
        Assert.Equal(expected["records"]!.ToJsonString(Readable), Shown(harvest));
        Assert.Equal((expected["problems"]?.AsArray() ?? []).Select(problem => (string?)problem), harvest.Problems.Select(problem => problem.Problem.Code));
        Assert.Equal((int?)expected["leftOut"] ?? 0, harvest.Reading.Excluded);
        Assert.Empty(harvest.Reading.Doubts);
        Assert.True(harvest.Reading.ReachedEnd);
    }

    [Fact]
    public void EveryPatternOfOnePage_HasAFixture() =>
        Assert.Superset(
            Enumerable.Range(1, 30).Except([27, 28]).Select(number => $"{number:00}").ToHashSet(),
            Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)[..2]).ToHashSet());

    [Fact]
    public async Task ConnectorFiles_SatisfyTheSchemaForEditors()
    {
        var schema = await JsonSchema.FromFileAsync(Path.Combine(RepositoryFolder.Connectors, "connector.schema.json"), TestContext.Current.CancellationToken);
        foreach (var pattern in Directory.GetDirectories(Folder))
        {
            var yaml = YamlJson.Of(YamlDocument.Load("example.yml", File.ReadAllText(Path.Combine(pattern, "connector.yml"))).Root)!;
            Assert.True(schema.Validate(yaml.ToJsonString()) is { Count: 0 }, pattern);
        }
    }

    private static ConnectorFile FileOf(string folder)
    {
        var read = ConnectorFiles.Parse("example.yml", File.ReadAllText(Path.Combine(folder, "connector.yml")), TestChecks.All);
        Assert.True(read.Errors.Count == 0, string.Join('\n', read.Errors));
        return Assert.Single(read.Files);
    }

    /// <summary>The payloads with their members in the order of the expectation's, title first and files last; addresses of the site without its host.</summary>
    private static string Shown(Harvest harvest) => new JsonArray([.. harvest.Payloads.Select(payload =>
    {
        var record = payload.AsObject();
        var files = (record["distributions"]?.AsArray() ?? []).Select(file => Ordered(file!.AsObject(), "downloadUrl", "format", "title", "byteSize")).ToArray();
        record.Remove("distributions");
        var ordered = Ordered(record, "title");
        ordered["distributions"] = new JsonArray([.. files]);
        return ordered;
    })]).ToJsonString(Readable).Replace(LoopbackSite.Host, "", StringComparison.Ordinal);

    private static JsonObject Ordered(JsonObject members, params string[] first)
    {
        var ordered = new JsonObject();
        foreach (var (name, value) in members.OrderBy(member => Array.IndexOf(first, member.Key) is var place and >= 0 ? place : first.Length).ThenBy(member => member.Key, StringComparer.Ordinal))
            ordered[name] = value?.DeepClone();
        return ordered;
    }
}
