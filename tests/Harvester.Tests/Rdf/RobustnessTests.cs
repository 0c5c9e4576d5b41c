using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf;

/// <summary>What no document may bring about: other exceptions than refusals, or results that depend on how the bytes arrive.</summary>
public sealed class RobustnessTests
{
    public static TheoryData<string, string, RdfSyntax> Folders => new()
    {
        { "conformance/w3c-rdf11/rdf-n-quads", "*.nq", RdfSyntax.NQuads },
        { "conformance/w3c-rdf11/rdf-turtle", "*.ttl", RdfSyntax.Turtle },
        { "conformance/w3c-rdf11/rdf-trig", "*.trig", RdfSyntax.TriG },
        { "conformance/w3c-rdf11/rdf-xml", "*.rdf", RdfSyntax.RdfXml },
        { "conformance/w3c-json-ld-api/tests/toRdf", "*-in.jsonld", RdfSyntax.JsonLd },
    };

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task DamagedDocument_IsReadOrRefusedAndNothingElse(string folder, string pattern, RdfSyntax syntax)
    {
        // A fixed seed: the same damage in every run.
        var random = new Random(20260401);
        foreach (var file in Directory.EnumerateFiles(Documents.Shared(folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            for (var round = 0; round < 6 && bytes.Length > 0; round++)
            {
                var damaged = Damaged.Copy(bytes, random, bytes);
                var refused = 0;
                var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = round % 2 == 0, OnRefused = _ => refused++, JsonLdHeldBytes = round % 3 == 0 ? int.MaxValue : 0 };
                try
                {
                    await Documents.ReadAsync(new MemoryStream(damaged), syntax, options);
                }
                catch (RdfException error)
                {
                    Assert.False(options.Lenient && !error.IsLimit, $"{file} was refused although the reading is lenient: {error}");
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task BytesOneByOne_GiveTheSameStatements(string folder, string pattern, RdfSyntax syntax)
    {
        foreach (var file in Directory.EnumerateFiles(Documents.Shared(folder), pattern, SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            // A small token limit makes a small buffer, so that tokens meet its end everywhere.
            var options = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = true, JsonLdHeldBytes = 0 };
            var small = new RdfReaderOptions { BaseIri = Documents.Base, Lenient = true, JsonLdHeldBytes = 0, MaxTokenBytes = Math.Min(bytes.Length + 1, 600) };
            var whole = await Documents.ReadAsync(new MemoryStream(bytes), syntax, options);
            List<Statement> pieces;
            try
            {
                pieces = await Documents.ReadAsync(new TrickleStream(bytes), syntax, small);
            }
            catch (RdfException error) when (error.Message.Contains("token of more than", StringComparison.Ordinal))
            {
                continue;
            }
            Assert.Equal(whole, pieces);
        }
    }
}
