namespace Harvester.Rdf;

/// <summary>Where a reader puts what it has understood and what it refuses; the one place that knows strict from lenient.</summary>
internal sealed class StatementSink(RdfReaderOptions options)
{
    private const string GeneratedPrefix = "genid";
    private long count;
    private long generated;

    /// <summary>Statements that have not been handed on yet.</summary>
    public List<Statement> Ready { get; } = [];

    public bool Lenient => options.Lenient;

    public void Add(in Statement statement)
    {
        if (++count > options.MaxStatements)
            throw new RdfException(0, 0, $"The document has more than {options.MaxStatements} statements.") { IsLimit = true };
        Ready.Add(statement);
    }

    /// <summary>Adds the triple unless one of its terms was refused (null); the refusal has been reported with the term.</summary>
    public void Add(Term? subject, Term? predicate, Term? @object, Term? graph = null)
    {
        if (subject is not null && predicate is not null && @object is not null)
            Add(new Statement(subject, predicate, @object, graph));
        else
            options.OnDropped?.Invoke(subject, predicate);
    }

    /// <summary>Throws in strict mode, reports in lenient mode.</summary>
    /// <param name="isTerm">See <see cref="RdfError.IsTerm"/>.</param>
    public void Refuse(int line, int column, string message, bool isTerm = false)
    {
        if (!options.Lenient)
            throw new RdfException(line, column, message);
        options.OnRefused?.Invoke(new RdfError(line, column, message) { IsTerm = isTerm });
    }

    /// <summary>A blank node that no label of the document can name.</summary>
    public Term FreshBlank() => Term.Blank($"{GeneratedPrefix}{generated++}");

    /// <summary>The document's own labels keep their names, except that none may look like a generated one.</summary>
    public static Term LabelledBlank(string label) =>
        Term.Blank(label.StartsWith(GeneratedPrefix, StringComparison.Ordinal) ? $"{GeneratedPrefix}-{label}" : label);
}
