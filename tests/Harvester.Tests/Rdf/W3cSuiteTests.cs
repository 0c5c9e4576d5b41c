using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>The W3C test suites of RDF 1.1, whole manifests read with our own Turtle reader.</summary>
public sealed class W3cSuiteTests(ITestOutputHelper output)
{
    private const string Manifest = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
    private const string SuiteBase = "https://w3c.github.io/rdf-tests/rdf/rdf11/";

    [Theory]
    [InlineData("rdf-n-triples", RdfSyntax.NTriples, 70)]
    [InlineData("rdf-n-quads", RdfSyntax.NQuads, 87)]
    [InlineData("rdf-turtle", RdfSyntax.Turtle, 313)]
    [InlineData("rdf-trig", RdfSyntax.TriG, 356)]
    [InlineData("rdf-xml", RdfSyntax.RdfXml, 166)]
    public async Task Suite_Passes(string suite, RdfSyntax syntax, int atLeast)
    {
        var folder = Documents.Shared($"conformance/w3c-rdf11/{suite}");
        var manifest = await ReadManifestAsync(suite, folder);
        var failures = new List<string>();
        var total = 0;
        foreach (var entry in Entries(manifest))
        {
            total++;
            if (await FailureAsync(manifest, entry, suite, folder, syntax) is { } failure)
                failures.Add($"{entry.Value[(entry.Value.IndexOf('#') + 1)..]}: {failure}");
        }
        output.WriteLine($"{suite} {total - failures.Count}/{total}");
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.True(total >= atLeast, $"The manifest lists {total} entries, expected at least {atLeast}.");
    }

    private static async Task<Graph> ReadManifestAsync(string suite, string folder)
    {
        await using var file = File.OpenRead(Path.Combine(folder, "manifest.ttl"));
        var options = new RdfReaderOptions { BaseIri = $"{SuiteBase}{suite}/manifest.ttl" };
        return await Graph.ReadAsync(file, RdfSyntax.Turtle, options, TestContext.Current.CancellationToken);
    }

    private static IEnumerable<Term> Entries(Graph manifest)
    {
        var rest = manifest.Match(null, Term.Iri(Manifest + "entries")).Single().Object;
        while (rest != Names.Nil)
        {
            yield return manifest.Objects(rest, Names.First).Single();
            rest = manifest.Objects(rest, Names.Rest).Single();
        }
    }

    // Null: passed.
    private static async Task<string?> FailureAsync(Graph manifest, Term entry, string suite, string folder, RdfSyntax syntax)
    {
        var type = manifest.Objects(entry, Names.Type).Single().Value;
        var action = manifest.Objects(entry, Term.Iri(Manifest + "action")).Single().Value;
        var options = new RdfReaderOptions { BaseIri = action };
        var prefix = $"{SuiteBase}{suite}/";
        List<Statement> actual;
        try
        {
            actual = await Documents.ReadFileAsync(Path.Combine(folder, action[prefix.Length..]), syntax, options);
        }
        catch (RdfException error)
        {
            return type.Contains("Negative", StringComparison.Ordinal) ? null : error.Message;
        }
        if (type.Contains("Negative", StringComparison.Ordinal))
            return "was read, expected a refusal";
        if (!type.EndsWith("Eval", StringComparison.Ordinal))
            return null;
        var result = manifest.Objects(entry, Term.Iri(Manifest + "result")).Single().Value;
        var expected = await Documents.ReadFileAsync(Path.Combine(folder, result[prefix.Length..]), RdfSyntax.NQuads, options);
        return GraphIsomorphism.AreIsomorphic(actual.Distinct().ToList(), expected.Distinct().ToList())
            ? null
            : $"read\n{string.Join('\n', actual)}\nexpected\n{string.Join('\n', expected)}";
    }
}
