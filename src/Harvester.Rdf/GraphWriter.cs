using Harvester.Rdf.Writing;

namespace Harvester.Rdf;

/// <summary>Writes graphs that are in memory.</summary>
public static class GraphWriter
{
    // Twice that is an array that the runtime can have.
    private const int MaxBytes = 512 * 1024 * 1024;

    /// <summary>
    /// Writes a graph as one document and one block (several from half a gigabyte of terms on), with statements in order of their terms, so that equal graphs give equal bytes as far as the labels
    /// of their blank nodes, by which these are ordered, are equal.
    /// </summary>
    /// <exception cref="RdfException">The syntax cannot hold one of the statements.</exception>
    public static async Task WriteAsync(this Graph graph, Stream output, RdfSyntax syntax, RdfWriterOptions? options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(graph);
        options ??= new RdfWriterOptions();
        var whole = new RdfWriterOptions { Prefixes = options.Prefixes, BaseIri = options.BaseIri, BlockStatements = int.MaxValue, BlockBytes = MaxBytes };
        await using var writer = RdfWriter.Create(output, syntax, whole);
        foreach (var statement in graph.Match().Order(StatementOrder.Instance))
        {
            writer.Take(statement);
            await writer.PauseAsync(cancellationToken);
        }
        await writer.CompleteAsync(cancellationToken);
    }
}
