using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Harvester.Core.Model;
using Harvester.Publishing;
using NJsonSchema;
using Xunit;

namespace Harvester.Tests.Publishing.Dcat;

/// <summary>Every dataset of the data.json is valid against the schema of DCAT-US 1.1, but for mandatory members that its source does not state.</summary>
public sealed partial class DataJsonSchemaTests
{
    [Fact]
    public async Task EachDataset_IsValidButForWhatItsSourceLacks()
    {
        IReadOnlyList<Dataset> datasets = [PublishedSamples.Rich, .. await PublishedSamples.RealAsync(), .. PublishedSamples.Tokyo(), .. await PublishedSamples.DemoAsync()];
        var schema = await SchemaAsync();
        using var body = new MemoryStream();
        await new DataJsonExport(PublishedSamples.Catalogue).WriteAsync(datasets.ToAsyncEnumerable(), body, TestContext.Current.CancellationToken);
        var written = JsonNode.Parse(body.ToArray())!["dataset"]!.AsArray();

        var faults = datasets.Zip(written, (dataset, json) => (Lacks: Lacks(dataset).ToHashSet(), Said: schema.Validate(json!.ToJsonString()), dataset.Id, Json: json)).ToList();

        Assert.Equal(datasets.Count, written.Count);
        Assert.All(faults, one => Assert.True(one.Lacks.Count > 0 || one.Said.Count == 0, $"{one.Id}: {string.Join(" | ", one.Said)}\n{one.Json!.ToJsonString()}"));
        Assert.All(faults.Where(one => one.Lacks.Count > 0), one => Assert.Equal(one.Lacks.Order(StringComparer.Ordinal), one.Said.Select(fault => fault.Path!.TrimStart('#', '/').Split('/', '.')[0]).Distinct().Order(StringComparer.Ordinal)));
        Assert.InRange(faults.Count(one => one.Said.Count == 0), 1, faults.Count - 1);
    }

    private static IEnumerable<string> Lacks(Dataset dataset)
    {
        if (dataset.Description.Best().Length == 0)
            yield return "description";
        if (dataset.Keywords is null)
            yield return "keyword";
        if (dataset.Modified is null)
            yield return "modified";
        if (dataset.Publisher.Name.Best().Length == 0)
            yield return "publisher";
        if (dataset.ContactPoint is not { Name: not null, Email: { } mail } || !Mail().IsMatch(mail))
            yield return "contactPoint";
        if (dataset.AccessRights is { } stated && !stated.Contains("PUBLIC", StringComparison.OrdinalIgnoreCase))
            yield return "accessLevel";
    }

    // What the schema takes as one; some sources state something else.
    [GeneratedRegex(@"^[\w~!$&'()*+,;=:.-]+@[\w.-]+\.[\w.-]+$")]
    private static partial Regex Mail();

    /// <summary>The file gives its inner schemas ids of their own, by which the library would fetch them; its reference of an organisation to itself is to that one.</summary>
    private static async Task<JsonSchema> SchemaAsync()
    {
        var root = JsonNode.Parse(await File.ReadAllTextAsync(Repository.Shared("conformance/dcat-us/dcat-us-1.1-non-federal-dataset.schema.json"), TestContext.Current.CancellationToken))!;
        foreach (var (name, inner) in root["$defs"]!.AsObject())
        {
            inner!.AsObject().Remove("$id");
            inner.AsObject().Remove("$schema");
            if (name == "organization")
                inner["properties"]!["subOrganizationOf"] = new JsonObject { ["$ref"] = "#/$defs/organization" };
        }

        // Escapes that .NET refuses and that mean the character itself.
        var mail = root["$defs"]!["vcard"]!["properties"]!["hasEmail"]!["anyOf"]![0]!;
        mail["pattern"] = Regex.Replace((string)mail["pattern"]!, @"\\([_~!&',;=:])", "$1");
        root.AsObject().Remove("$schema");
        return await JsonSchema.FromJsonAsync(root.ToJsonString(), TestContext.Current.CancellationToken);
    }
}
