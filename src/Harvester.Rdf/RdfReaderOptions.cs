namespace Harvester.Rdf;

/// <summary>How <see cref="RdfReader"/> reads one document.</summary>
public sealed class RdfReaderOptions
{
    /// <summary>The absolute IRI that relative references resolve against: normally where the document came from.</summary>
    public required string BaseIri { get; init; }

    /// <summary>
    /// False: the first error ends the reading with an <see cref="RdfException"/>. True: errors go to <see cref="OnRefused"/> and
    /// the reader goes on: N-Triples and N-Quads at the next line; Turtle and TriG at the next statement, or without
    /// the one triple concerned where only a term is unusable (an unbound prefix, an IRI that is none); RDF/XML after the element
    /// concerned, but where the XML itself is broken it ends with what came before; JSON-LD without the object concerned, where that is one of several in an array, but where the JSON
    /// itself is broken it ends with what came before, if the document is read as it comes, and with nothing, if it is held. Limits are never lenient.
    /// </summary>
    public bool Lenient { get; init; }

    /// <summary>A document with more statements is refused.</summary>
    public long MaxStatements { get; init; } = long.MaxValue;

    // JSON-LD expands by recursion; a thread's stack holds this depth several times over.
    internal const int DepthLimit = 1000;

    /// <summary>The deepest nesting of brackets, elements or JSON values; at most 1000.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>The longest single token (a literal, say) in bytes; with it the memory of the text readers is bounded.</summary>
    public int MaxTokenBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>
    /// The longest JSON-LD document, in bytes, that is held in memory where it cannot be read as it comes. It is read as it comes, by the elements of its <c>@graph</c>
    /// or another long array of its outermost object, where the stream can be read twice and the array's term is no container or map; a document that is an
    /// array always. This is then the limit of one element, and of all that is not in those arrays.
    /// </summary>
    public int MaxJsonLdBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Told of each refusal in lenient mode.</summary>
    public Action<RdfError>? OnRefused { get; init; }

    /// <summary>Told of each triple that a lenient reading dropped for an unusable term: its subject and predicate, null where that is the unusable one.</summary>
    public Action<Term?, Term?>? OnDropped { get; init; }

    /// <summary>Told of what a lenient reading mended so that no statement was lost: an IRI that was escaped; once and at the end, characters that are none.</summary>
    public Action<RdfError>? OnMended { get; init; }

    /// <summary>
    /// Supplies the JSON-LD context document at an absolute IRI, or null (or nothing) when it is not to be had. Without it every remote context
    /// is refused: the readers never touch the network.
    /// </summary>
    public Func<string, CancellationToken, ValueTask<ReadOnlyMemory<byte>?>>? LoadContext { get; init; }

    /// <summary>A JSON-LD context that applies before the document's own (JSON-LD 1.1 API, section 9.3, <c>expandContext</c>), as JSON; empty for none.</summary>
    public ReadOnlyMemory<byte> ExpandContext { get; init; }

    /// <summary>What becomes of a JSON-LD base direction (JSON-LD 1.1 API, section 9.3, <c>rdfDirection</c>).</summary>
    internal JsonLd.RdfDirection JsonLdDirection { get; init; }

    /// <summary>Refuses what JSON-LD 1.0 did not have (<c>processingMode</c> json-ld-1.0); only the W3C suite asks for it.</summary>
    internal bool JsonLd10 { get; init; }

    /// <summary>Lets blank nodes be predicates (JSON-LD 1.1 API, section 9.3, <c>produceGeneralizedRdf</c>); only the W3C suite asks for it.</summary>
    internal bool JsonLdGeneralized { get; init; }

    /// <summary>A JSON-LD document of up to so many bytes is held in memory without asking whether it could be read as it comes.</summary>
    internal int JsonLdHeldBytes { get; init; } = 1024 * 1024;
}
