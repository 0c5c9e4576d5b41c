using System.Text;
using Harvester.Rdf.Writing;

namespace Harvester.Rdf;

/// <summary>
/// Writes RDF 1.1 documents of any size in bounded memory: N-Triples and N-Quads line by line; Turtle, TriG, RDF/XML and JSON-LD in blocks
/// of statements. Within a block the statements of a subject stand together, in the order in which subjects and predicates first came; a blank node that is an
/// object once and of which nothing else can come is written in its place without a label, a list as a list. The same statements, paused alike, give the same bytes.
/// </summary>
/// <remarks>
/// <see cref="Take(in StatementView)"/> puts a statement into memory; <see cref="PauseAsync"/> writes to the stream. A caller that never pauses makes
/// <see cref="Take(in StatementView)"/> write synchronously whenever twice the usual amount has come together, which the stream must allow. The document is whole after
/// <see cref="CompleteAsync"/> only. What was paused for is written while the next statements come, on another thread where it is a block: an error of the stream
/// comes with the next call, and until <see cref="CompleteAsync"/> or <see cref="DisposeAsync"/> returns the stream is the writer's. It is left open. Not for two callers at a time.
/// </remarks>
public abstract class RdfWriter : IStatementHandler, IAsyncDisposable
{
    private readonly Stream output;
    private readonly StatementEncoder encoder = new(strict: true);
    private bool isComplete;

    private protected RdfWriter(Stream output, RdfSyntax syntax)
    {
        this.output = output;
        Rules = new WritingRules(syntax);
    }

    private protected OutputBuffer Buffer { get; } = new();

    private protected WritingRules Rules { get; }

    /// <summary>A writer of one document.</summary>
    /// <exception cref="ArgumentException">An option is out of range.</exception>
    public static RdfWriter Create(Stream output, RdfSyntax syntax, RdfWriterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(output);
        options ??= new RdfWriterOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BlockStatements, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.BlockBytes, 1, nameof(options));
        return syntax switch
        {
            RdfSyntax.NTriples or RdfSyntax.NQuads => new LineWriter(output, syntax),
            RdfSyntax.Turtle or RdfSyntax.TriG or RdfSyntax.RdfXml or RdfSyntax.JsonLd => new BlockWriter(output, syntax, options),
            _ => throw new ArgumentOutOfRangeException(nameof(syntax), syntax, "Not a syntax."),
        };
    }

    /// <summary>Takes one statement, whose bytes may be gone after the call. Statements that come twice are written twice.</summary>
    /// <exception cref="RdfException">The syntax cannot hold it. It is left out, and the writer can go on.</exception>
    public void Take(in StatementView statement)
    {
        if (isComplete)
            throw new InvalidOperationException("The document is complete.");
        if (!TryAdd(statement))
            throw Rules.Refusal(statement);
    }

    /// <inheritdoc cref="Take(in StatementView)"/>
    public void Take(in Statement statement)
    {
        if (statement.Graph is { Value.Length: 0 })
            throw Rules.Refusal(statement, null);
        try
        {
            Take(encoder.Encode(statement));
        }
        catch (EncoderFallbackException fault)
        {
            throw Rules.Refusal(statement, fault);
        }
    }

    /// <summary>Writes out what is pending when it is much.</summary>
    public ValueTask PauseAsync(CancellationToken cancellationToken) => WriteOutAsync(isEnd: false, cancellationToken);

    /// <summary>
    /// Says that no blank node given so far comes again, neither by the same label. So all may be nested, now or when more has come
    /// together.
    /// </summary>
    public ValueTask EndScopeAsync(CancellationToken cancellationToken)
    {
        EndScope();
        return PauseAsync(cancellationToken);
    }

    /// <summary>Writes the rest, and what ends the document. No statement can follow.</summary>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        if (isComplete)
            return;
        EndScope();
        await WriteOutAsync(isEnd: true, cancellationToken);
        isComplete = true;
        await Buffer.FlushAsync(output, cancellationToken);
        await output.FlushAsync(cancellationToken);
    }

    /// <summary>Lets go of what was not written; does not complete the document, which may be here because it failed.</summary>
    public virtual ValueTask DisposeAsync()
    {
        isComplete = true;
        GC.SuppressFinalize(this);
        return Buffer.AbandonAsync();
    }

    /// <summary>False: a rule forbids it, and nothing was added.</summary>
    private protected abstract bool TryAdd(in StatementView statement);

    private protected virtual void EndScope()
    {
    }

    /// <summary>Writes blocks that are full, at the end all there is.</summary>
    private protected abstract ValueTask WriteOutAsync(bool isEnd, CancellationToken cancellationToken);

    private protected ValueTask SendAsync(CancellationToken cancellationToken) => Buffer.SendAsync(output, cancellationToken);

    private protected void Flush() => Buffer.Flush(output);
}
