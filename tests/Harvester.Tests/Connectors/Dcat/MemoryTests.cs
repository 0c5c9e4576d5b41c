using System.Globalization;
using System.Text;
using Harvester.Connectors.Dcat;
using Harvester.Rdf;
using Xunit;

namespace Harvester.Tests.Connectors.Dcat;

/// <summary>
/// A catalogue of RDF is held as a graph, since a node may be described anywhere in it; what bounds it is the number of statements (3 million), http.max-bytes,
/// and what a statement takes. 100 MB of RDF/XML with 200,000 blank nodes are about a million statements.
/// </summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class MemoryTests
{
    /// <summary>Of a graph with a new literal in two of three statements; in bytes.</summary>
    private const int MostForAStatement = 260;

    [Fact]
    public async Task GraphOfManyBlankNodes_TakesABoundedNumberOfBytesForAStatement()
    {
        const int Nodes = 20_000;
        var text = new StringBuilder("<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns:d='http://purl.org/dc/terms/' xmlns:c='http://www.w3.org/ns/dcat#' xmlns:f='http://xmlns.com/foaf/0.1/'>");
        for (var node = 0; node < Nodes; node++)
            text.Append(CultureInfo.InvariantCulture, $"<c:Dataset rdf:about='http://data.example.jp/dataset/{node}'><d:title>第{node}号の表題</d:title><d:publisher><f:Agent><f:name>例示市の担当課</f:name></f:Agent></d:publisher><d:description>説明文 {node} 説明文</d:description></c:Dataset>");
        var bytes = Encoding.UTF8.GetBytes(text.Append("</rdf:RDF>").ToString());
        text.Clear();

        var before = GC.GetTotalMemory(forceFullCollection: true);
        var document = new CatalogDocument();
        await foreach (var statement in RdfReader.ReadAsync(new MemoryStream(bytes), RdfSyntax.RdfXml, new RdfReaderOptions { BaseIri = "http://a/", Lenient = true }, TestContext.Current.CancellationToken))
            document.Add(statement);
        var taken = GC.GetTotalMemory(forceFullCollection: true) - before;

        Assert.Equal(Nodes * 6, document.Graph.Count);
        Assert.Equal(Nodes, document.Datasets.Count());
        Assert.True(taken < (long)document.Graph.Count * MostForAStatement, $"{taken / document.Graph.Count} bytes for a statement");
        GC.KeepAlive(bytes);
    }

    [Fact]
    public async Task MoreStatementsThanTheLimit_EndTheReadingWithAMessage()
    {
        var statements = string.Concat(Enumerable.Range(0, 50).Select(number => $"<http://a/{number}> <http://a/p> \"x\" .\n"));
        var fault = await Assert.ThrowsAsync<RdfException>(async () =>
        {
            await foreach (var _ in RdfReader.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(statements)), RdfSyntax.NTriples, new RdfReaderOptions { BaseIri = "http://a/", Lenient = true, MaxStatements = 40 }, TestContext.Current.CancellationToken))
            {
            }
        });
        Assert.Contains("more than 40", fault.Message);
    }
}
