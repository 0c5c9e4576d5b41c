using System.Buffers.Text;

namespace Harvester.Rdf.Reading;

/// <summary>Where a reader puts what it has understood and what it refuses; the one place that knows strict from lenient.</summary>
internal sealed class StatementSink(RdfReaderOptions options, IStatementHandler handler)
{
    private const string GeneratedPrefix = "genid";
    private readonly StatementEncoder encoder = new(strict: false);
    private readonly byte[] fresh = [.. "genid"u8, .. new byte[20]];
    private long count;
    private long generated;

    public bool Lenient => options.Lenient;

    /// <summary>Where the element that is being read begins, for what has no position of its own; null: not known.</summary>
    public Func<(int Line, int Column)>? Place { get; set; }

    public void Add(in StatementView statement)
    {
        if (++count > options.MaxStatements)
            throw new RdfException(0, 0, $"The document has more than {options.MaxStatements} statements.") { IsLimit = true };
        handler.Take(statement);
    }

    public void Add(in Statement statement) => Add(encoder.Encode(statement));

    /// <summary>Adds the triple unless one of its terms was refused (null); the refusal has been reported with the term.</summary>
    public void Add(Term? subject, Term? predicate, Term? @object, Term? graph = null)
    {
        if (subject is not null && predicate is not null && @object is not null)
            Add(new Statement(subject, predicate, @object, graph));
        else
            Drop(subject, predicate);
    }

    /// <summary>Adds the triple unless one of its terms was refused (not set).</summary>
    /// <param name="graph">The graph's name, not set for the default graph.</param>
    public void Add(TermSlot subject, TermSlot predicate, in TermView @object, bool hasObject, TermSlot graph)
    {
        if (subject.IsSet && predicate.IsSet && hasObject)
            Add(new StatementView(subject.View, predicate.View, @object, graph.View));
        else
            Drop(subject.ToTerm(), predicate.ToTerm());
    }

    /// <summary>Tells of a triple that is lost with a term that was refused.</summary>
    public void Drop(Term? subject, Term? predicate) => options.OnDropped?.Invoke(subject, predicate);

    /// <summary>Throws in strict mode, reports in lenient mode.</summary>
    /// <param name="isTerm">See <see cref="RdfError.IsTerm"/>.</param>
    public void Refuse(int line, int column, string message, bool isTerm = false)
    {
        if (line == 0 && Place is not null)
            (line, column) = Place();
        if (!options.Lenient)
            throw new RdfException(line, column, message);
        options.OnRefused?.Invoke(new RdfError(line, column, message) { IsTerm = isTerm });
    }

    /// <summary>Tells of something in the document's text that the lenient reading mended, so that no statement was lost.</summary>
    public void Mend(int line, int column, string message) => options.OnMended?.Invoke(new RdfError(line, column, message));

    /// <summary>Tells of an IRI that the lenient reading escaped: see <see cref="RdfError.IsTerm"/>.</summary>
    public void MendIri(int line, int column, string message)
    {
        if (line == 0 && Place is not null)
            (line, column) = Place();
        options.OnMended?.Invoke(new RdfError(line, column, message) { IsTerm = true });
    }

    /// <summary>A blank node that no label of the document can name.</summary>
    public Term FreshBlank() => Term.Blank($"{GeneratedPrefix}{generated++}");

    /// <summary>A blank node that no label of the document can name; the view is good until the next one.</summary>
    public TermView FreshBlankView()
    {
        Utf8Formatter.TryFormat(generated++, fresh.AsSpan(GeneratedPrefix.Length), out var digits);
        return TermView.Blank(fresh.AsSpan(0, GeneratedPrefix.Length + digits));
    }

    /// <summary>The document's own labels keep their names, except that none may look like a generated one.</summary>
    public static Term LabelledBlank(string label) =>
        Term.Blank(label.StartsWith(GeneratedPrefix, StringComparison.Ordinal) ? $"{GeneratedPrefix}-{label}" : label);

    /// <inheritdoc cref="LabelledBlank(string)"/>
    public static TermView LabelledBlank(ReadOnlySpan<byte> label, ByteArena arena) =>
        TermView.Blank(label.StartsWith("genid"u8) ? arena.Join("genid-"u8, label) : label);
}
