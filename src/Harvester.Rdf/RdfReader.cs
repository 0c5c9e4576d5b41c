using Harvester.Rdf.JsonLd;
using Harvester.Rdf.Lines;
using Harvester.Rdf.RdfXml;
using Harvester.Rdf.Turtle;

namespace Harvester.Rdf;

/// <summary>Reads RDF 1.1 documents as a stream of statements.</summary>
public static class RdfReader
{
    /// <summary>
    /// Reads a document to its end. The text syntaxes and RDF/XML are read in one pass with bounded memory; JSON-LD is held
    /// whole, since its keys come in any order: the caller bounds the stream. The stream is left open.
    /// </summary>
    /// <param name="utf8">The document; UTF-8, except that RDF/XML may declare another encoding.</param>
    /// <param name="syntax">The syntax it is in.</param>
    /// <param name="options">The base IRI, the limits, strict or lenient.</param>
    /// <param name="cancellationToken">Ends the reading between two buffers.</param>
    /// <exception cref="RdfException">While enumerating: the document is refused, or passes a limit.</exception>
    /// <exception cref="ArgumentException">The base IRI is not absolute, or an option is out of range.</exception>
    public static IAsyncEnumerable<Statement> ReadAsync(
        Stream utf8, RdfSyntax syntax, RdfReaderOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(utf8);
        ArgumentNullException.ThrowIfNull(options);
        if (!IriReference.IsAbsolute(options.BaseIri))
            throw new ArgumentException($"The base IRI must be absolute, not '{options.BaseIri}'.", nameof(options));
        if (options.MaxDepth is < 1 or > RdfReaderOptions.DepthLimit)
            throw new ArgumentException($"MaxDepth must be 1 to {RdfReaderOptions.DepthLimit}, not {options.MaxDepth}.", nameof(options));
        return syntax switch
        {
            RdfSyntax.NTriples => LineReader.ReadAsync(utf8, quads: false, options, cancellationToken),
            RdfSyntax.NQuads => LineReader.ReadAsync(utf8, quads: true, options, cancellationToken),
            RdfSyntax.Turtle => TurtleReader.ReadAsync(utf8, trig: false, options, cancellationToken),
            RdfSyntax.TriG => TurtleReader.ReadAsync(utf8, trig: true, options, cancellationToken),
            RdfSyntax.RdfXml => RdfXmlReader.ReadAsync(utf8, options, cancellationToken),
            RdfSyntax.JsonLd => JsonLdReader.ReadAsync(utf8, options, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(syntax), syntax, "Not a syntax."),
        };
    }
}
