using System.Diagnostics;
using Harvester.Publishing;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Publishing.Dcat;

/// <summary>Readers of others find in every syntax what is in the others.</summary>
public sealed class ParserTests
{
    [Theory]
    [InlineData(RdfSyntax.Turtle, "turtle")]
    [InlineData(RdfSyntax.NTriples, "ntriples")]
    [InlineData(RdfSyntax.RdfXml, "rdfxml")]
    public async Task Export_IsReadByRapper(RdfSyntax syntax, string name)
    {
        Assert.SkipUnless(Array.Exists(Environment.GetEnvironmentVariable("PATH")!.Split(Path.PathSeparator), folder => File.Exists(Path.Combine(folder, "rapper"))), "SKIPPED: rapper (raptor2-utils) is not here");
        var folder = Directory.CreateTempSubdirectory("harvester-dcat-");
        try
        {
            var path = Path.Combine(folder.FullName, "catalog");
            await File.WriteAllBytesAsync(path, await ExportAsync(syntax), TestContext.Current.CancellationToken);
            using var rapper = Process.Start(new ProcessStartInfo("rapper", ["-q", "-i", name, "-o", "ntriples", path, PublishedSamples.Catalogue.Address.AbsoluteUri]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var faults = rapper.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var lines = (await rapper.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Count(c => c == '\n');
            Assert.Equal("", await faults);
            Assert.Equal(await CountAsync(syntax), lines);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task EverySyntax_HasTheSameStatements()
    {
        var expected = await StatementsAsync(RdfSyntax.NTriples);
        Assert.InRange(expected.Count, 10_000, 1_000_000);
        foreach (var syntax in (RdfSyntax[])[RdfSyntax.Turtle, RdfSyntax.RdfXml, RdfSyntax.JsonLd])
            Assert.Equal(expected, await StatementsAsync(syntax));
    }

    /// <summary>In order, without the labels of blank nodes.</summary>
    private static async Task<List<string>> StatementsAsync(RdfSyntax syntax)
    {
        var statements = new List<string>();
        await foreach (var (subject, predicate, value, _) in RdfReader.ReadAsync(new MemoryStream(await ExportAsync(syntax)), syntax, new RdfReaderOptions { BaseIri = PublishedSamples.Catalogue.Address.AbsoluteUri }, TestContext.Current.CancellationToken))
            statements.Add($"{Plain(subject)} {predicate} {Plain(value)}");
        statements.Sort(StringComparer.Ordinal);
        return statements;
    }

    private static string Plain(Term term) => term.Kind == TermKind.BlankNode ? "_" : term.ToString();

    private static async Task<int> CountAsync(RdfSyntax syntax) => (await StatementsAsync(syntax)).Count;

    private static async Task<byte[]> ExportAsync(RdfSyntax syntax)
    {
        using var body = new MemoryStream();
        await new RdfExport(syntax, PublishedSamples.Catalogue).WriteAsync((await PublishedSamples.RealAsync()).Concat(PublishedSamples.Tokyo()).ToAsyncEnumerable(), body, TestContext.Current.CancellationToken);
        return body.ToArray();
    }
}
