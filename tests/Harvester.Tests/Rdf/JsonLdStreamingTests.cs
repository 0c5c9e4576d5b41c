using System.Text;
using CsCheck;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>Whether it is held or read as it comes, a JSON-LD document says the same.</summary>
public sealed class JsonLdStreamingTests
{
    [Fact]
    public async Task SuiteDocument_SaysTheSameEitherWay()
    {
        foreach (var file in Directory.EnumerateFiles(Documents.Shared("conformance/w3c-json-ld-api/tests/toRdf"), "*-in.jsonld"))
            await AssertSameAsync(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public Task GeneratedDocument_SaysTheSameEitherWay() => JsonLdDocuments.Document.SampleAsync(AssertSameAsync, iter: 3000, threads: 1);

    private static async Task AssertSameAsync(string document)
    {
        var (held, heldRefusal) = await ReadAsync(document, int.MaxValue, lenient: false);
        var (streamed, streamedRefusal) = await ReadAsync(document, 0, lenient: false);
        Assert.True(heldRefusal is null == streamedRefusal is null, $"{document}\nheld: {heldRefusal}\nstreamed: {streamedRefusal}");
        if (heldRefusal is null)
            AssertIsomorphic(held, streamed, document);
        // Only what is no JSON at all costs a held document as a whole.
        if (heldRefusal?.Contains("uplicate", StringComparison.Ordinal) == true || heldRefusal?.Contains("surrogate", StringComparison.Ordinal) == true)
            return;
        (held, _) = await ReadAsync(document, int.MaxValue, lenient: true);
        (streamed, _) = await ReadAsync(document, 0, lenient: true);
        AssertIsomorphic(held, streamed, document);
    }

    private static async Task<(List<Statement> Statements, string? Refusal)> ReadAsync(string document, int held, bool lenient)
    {
        var statements = new List<Statement>();
        var options = new RdfReaderOptions { BaseIri = Documents.Base, JsonLdHeldBytes = held, Lenient = lenient };
        try
        {
            await foreach (var statement in RdfReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(document)), RdfSyntax.JsonLd, options, TestContext.Current.CancellationToken))
                statements.Add(statement);
            return (statements, null);
        }
        catch (RdfException error)
        {
            return (statements, error.Message);
        }
    }

    private static void AssertIsomorphic(List<Statement> held, List<Statement> streamed, string document) => Assert.True(
        GraphIsomorphism.AreIsomorphic(held.Distinct().ToList(), streamed.Distinct().ToList()),
        $"{document}\nheld:\n{string.Join('\n', held)}\nstreamed:\n{string.Join('\n', streamed)}");
}
