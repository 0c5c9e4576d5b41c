using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Rdf.Writing;

/// <summary>The whole process is measured, hence nothing else at the same time.</summary>
[Collection(nameof(Connectors.Dcat.MemoryTests))]
public sealed class WriterMemoryTests
{
    // Nothing is kept of what was written, whether the caller pauses or not.
    [Theory]
    [InlineData(RdfSyntax.NQuads, false)]
    [InlineData(RdfSyntax.Turtle, false)]
    [InlineData(RdfSyntax.TriG, true)]
    [InlineData(RdfSyntax.RdfXml, false)]
    [InlineData(RdfSyntax.JsonLd, true)]
    public async Task Memory_DoesNotGrowWithTheDocument(RdfSyntax syntax, bool pauses)
    {
        var output = new CountingStream();
        await using var writer = RdfWriter.Create(output, syntax, new RdfWriterOptions { BlockStatements = 1000 });
        long before = 0;
        for (var number = 0; number < 60_000; number++)
        {
            // A namespace of its own each, which is what a table of namespaces would grow with.
            writer.Take(new Statement(Term.Iri($"http://x/{number}/s"), Term.Iri($"http://x/{number}/p"), Term.Literal($"{number}")));
            if (pauses)
                await writer.PauseAsync(default);
            if (number == 20_000)
                before = GC.GetTotalMemory(forceFullCollection: true);
        }
        var after = GC.GetTotalMemory(forceFullCollection: true);
        await writer.CompleteAsync(TestContext.Current.CancellationToken);
        Assert.True(after - before < 1_500_000, $"{after - before} bytes were kept of 40,000 statements.");
        Assert.True(output.Count > 1_000_000);
    }
}
