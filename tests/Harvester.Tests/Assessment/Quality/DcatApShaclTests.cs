using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Model;
using Harvester.Tests.Storage;
using Xunit;

namespace Harvester.Tests.Assessment.Quality;

/// <summary>Our check of DCAT-AP says the same as an independent SHACL engine does by the official shapes, of every combination of what a record may lack.</summary>
public sealed class DcatApShaclTests
{
    private const string Prefixes = """
        @prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
        @prefix vcard: <http://www.w3.org/2006/vcard/ns#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

        """;

    private static readonly string[] Parts = ["title", "description", "publisher", "contact", "file", "second file", "its address"];

    [Theory]
    [InlineData("dcat-ap_2.1.1_shacl_shapes.ttl")]
    [InlineData("dcat-ap_3_shacl_shapes.ttl")]
    public async Task EveryCombination_ConformsOrNot_AsTheEngineSays(string shapes)
    {
        var path = Repository.Shared($"conformance/shacl/{shapes}");
        var folder = Path.Combine(Repository.Root, "tests", "shacl");
        Assert.SkipUnless(Directory.Exists(Path.Combine(folder, "node_modules")), "SKIPPED: the SHACL engine is not here: run npm ci in tests/shacl");
        var datasets = Enumerable.Range(0, 1 << Parts.Length).Select(bits => Dataset([.. Parts.Where((_, at) => (bits & (1 << at)) != 0)])).ToList();

        var found = await ValidateAsync(folder, path, [.. datasets.Select(Turtle)]);

        var told = datasets.Zip(found, (dataset, violations) => (Ours: DcatApConformance.Faults(dataset).Count == 0, Theirs: violations.Count == 0, Violations: string.Join(", ", violations), Turtle: Turtle(dataset))).ToList();
        Assert.All(told, one => Assert.True(one.Ours == one.Theirs, $"ours says {one.Ours}, the engine {one.Violations}:\n{one.Turtle}"));
        Assert.InRange(told.Count(one => one.Theirs), 8, told.Count - 8);
    }

    private static Dataset Dataset(HashSet<string> has)
    {
        List<Distribution> files = [];
        if (has.Contains("file"))
            files.Add(new Distribution { Id = "1", AccessUrl = "https://example.org/a.csv", DownloadUrl = "https://example.org/a.csv", Format = "CSV" });
        if (has.Contains("second file"))
            files.Add(new Distribution { Id = "2", DownloadUrl = has.Contains("its address") ? "https://example.org/b.csv" : null });
        return StoreSamples.Dataset("a") with
        {
            Title = LanguageMap.Japanese(has.Contains("title") ? "公園一覧" : " "),
            Description = has.Contains("description") ? LanguageMap.Japanese("区立公園の一覧") : null,
            Publisher = new Publisher { Code = "131032", Name = has.Contains("publisher") ? LanguageMap.Japanese("港区") : null },
            ContactPoint = has.Contains("contact") ? new ContactPoint { Name = "公園課" } : null,
            Distributions = files,
        };
    }

    /// <summary>What a publisher of DCAT-AP would say of it; a blank text is none.</summary>
    private static string Turtle(Dataset dataset)
    {
        var text = new StringBuilder(Prefixes).Append("<https://example.org/a> a dcat:Dataset");
        Literal(text, "dct:title", dataset.Title.Best());
        Literal(text, "dct:description", dataset.Description.Best());
        text.Append(" ; dct:publisher [ a foaf:Agent");
        Literal(text, "foaf:name", dataset.Publisher.Name.Best());
        text.Append(" ]");
        if (dataset.ContactPoint is { } contact)
        {
            text.Append(" ; dcat:contactPoint [ a vcard:Kind");
            Literal(text, "vcard:fn", contact.Name ?? "");
            text.Append(" ]");
        }

        foreach (var file in dataset.Distributions)
        {
            text.Append(" ; dcat:distribution [ a dcat:Distribution");
            if ((file.AccessUrl ?? file.DownloadUrl) is { } access)
                text.Append(null, $" ; dcat:accessURL <{access}>");
            if (file.DownloadUrl is { } download)
                text.Append(null, $" ; dcat:downloadURL <{download}>");
            text.Append(" ]");
        }

        text.Append(" .\n");
        // What RDFS says of everything that has a name (RDF Schema 1.1, section 2.1); the shapes of version 3 want it written down.
        foreach (var address in dataset.Distributions.SelectMany(file => new[] { file.AccessUrl, file.DownloadUrl }).OfType<string>().Distinct())
            text.Append(null, $"<{address}> a <http://www.w3.org/2000/01/rdf-schema#Resource> .\n");
        return text.ToString();
    }

    private static void Literal(StringBuilder text, string property, string value)
    {
        if (!string.IsNullOrWhiteSpace(value))
            text.Append(null, $" ; {property} \"{value}\"@ja");
    }

    private static async Task<List<List<string>>> ValidateAsync(string folder, string shapes, string[] documents)
    {
        using var node = Process.Start(new ProcessStartInfo("node", ["validate.mjs", shapes]) { WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true })!;
        await JsonSerializer.SerializeAsync(node.StandardInput.BaseStream, documents, cancellationToken: TestContext.Current.CancellationToken);
        node.StandardInput.Close();
        var output = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await node.WaitForExitAsync(TestContext.Current.CancellationToken);
        return [.. JsonSerializer.Deserialize<List<List<List<string>>>>(output)!.Select(violations => violations.ConvertAll(one => string.Join(' ', one)))];
    }
}
