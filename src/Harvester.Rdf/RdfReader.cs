using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Harvester.Rdf.JsonLd;
using Harvester.Rdf.Lines;
using Harvester.Rdf.RdfXml;
using Harvester.Rdf.Reading;
using Harvester.Rdf.Turtle;

namespace Harvester.Rdf;

/// <summary>
/// Reads RDF 1.1 documents: N-Triples, N-Quads, Turtle, TriG, RDF/XML and JSON-LD 1.1, of any size and cut up in any way. Statements are pushed to a handler, as views of bytes; or pulled, as
/// objects, which costs some 300 bytes each.
/// </summary>
/// <remarks>
/// The document is UTF-8, or UTF-16 with a byte order mark; RDF/XML may declare any encoding. It is read in one pass with bounded memory (JSON-LD: see
/// <see cref="RdfReaderOptions.MaxJsonLdBytes"/>). A stream is left open.
/// </remarks>
public static class RdfReader
{
    /// <summary>Reads a document to its end and hands each statement to the handler.</summary>
    /// <param name="document">The bytes.</param>
    /// <param name="syntax">The syntax they are in.</param>
    /// <param name="options">The base IRI, the limits, strict or lenient.</param>
    /// <param name="handler">Takes the statements, on this call's own flow: never two at a time.</param>
    /// <param name="cancellationToken">Ends the reading between two buffers.</param>
    /// <exception cref="RdfException">The document is refused, or passes a limit. What was read before is with the handler.</exception>
    /// <exception cref="ArgumentException">The base IRI is not absolute, or an option is out of range.</exception>
    public static async Task ReadAsync(
        Stream document, RdfSyntax syntax, RdfReaderOptions options, IStatementHandler handler, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(handler);
        var reader = Open(document, syntax, options, handler);
        bool hasMore;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            hasMore = await reader.ReadSomeAsync(cancellationToken);
            await handler.PauseAsync(cancellationToken);
        }
        while (hasMore);
    }

    /// <inheritdoc cref="ReadAsync(Stream, RdfSyntax, RdfReaderOptions, IStatementHandler, CancellationToken)"/>
    public static Task ReadAsync(
        PipeReader document, RdfSyntax syntax, RdfReaderOptions options, IStatementHandler handler, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(document);
        return ReadAsync(document.AsStream(leaveOpen: true), syntax, options, handler, cancellationToken);
    }

    /// <summary>Reads a document as its statements are asked for.</summary>
    /// <exception cref="RdfException">While enumerating: the document is refused, or passes a limit.</exception>
    /// <inheritdoc cref="ReadAsync(Stream, RdfSyntax, RdfReaderOptions, IStatementHandler, CancellationToken)"/>
    public static IAsyncEnumerable<Statement> ReadAsync(
        Stream document, RdfSyntax syntax, RdfReaderOptions options, CancellationToken cancellationToken)
    {
        var statements = new StatementCollector();
        return PullAsync(Open(document, syntax, options, statements), statements, cancellationToken);
    }

    private static async IAsyncEnumerable<Statement> PullAsync(
        DocumentReader reader, StatementCollector statements, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        bool hasMore;
        do
        {
            RdfException? refused = null;
            hasMore = false;
            try
            {
                hasMore = await reader.ReadSomeAsync(cancellationToken);
            }
            catch (RdfException error)
            {
                refused = error; // after what came before it
            }
            foreach (var statement in statements.Ready)
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return statement;
            }
            statements.Ready.Clear();
            if (refused is not null)
                throw refused;
        }
        while (hasMore);
    }

    private static DocumentReader Open(Stream document, RdfSyntax syntax, RdfReaderOptions options, IStatementHandler handler)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(options);
        if (!IriReference.IsAbsolute(options.BaseIri))
            throw new ArgumentException($"The base IRI must be absolute, not '{options.BaseIri}'.", nameof(options));
        if (options.MaxDepth is < 1 or > RdfReaderOptions.DepthLimit)
            throw new ArgumentException($"MaxDepth must be 1 to {RdfReaderOptions.DepthLimit}, not {options.MaxDepth}.", nameof(options));
        var sink = new StatementSink(options, handler);
        return syntax switch
        {
            RdfSyntax.NTriples => Windows(new LineParser(sink, quads: false)),
            RdfSyntax.NQuads => Windows(new LineParser(sink, quads: true)),
            RdfSyntax.Turtle => Windows(new TurtleParser(sink, options, trig: false)),
            RdfSyntax.TriG => Windows(new TurtleParser(sink, options, trig: true)),
            RdfSyntax.RdfXml => Windows(new RdfXmlParser(sink, options)),
            RdfSyntax.JsonLd => new JsonLdReader(document, sink, options),
            _ => throw new ArgumentOutOfRangeException(nameof(syntax), syntax, "Not a syntax."),
        };

        WindowReader Windows(WindowParser parser) =>
            new(new Utf8Window(new Utf8Input(document, syntax is RdfSyntax.RdfXml, options.Lenient), options.MaxTokenBytes), parser);
    }
}
