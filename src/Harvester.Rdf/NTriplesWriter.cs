using System.Text;

namespace Harvester.Rdf;

/// <summary>Writes canonical N-Triples, and N-Quads for statements with a graph (RDF 1.1 N-Triples, section 4).</summary>
public static class NTriplesWriter
{
    /// <summary>One line without its end.</summary>
    public static string Format(in Statement statement)
    {
        var line = new StringBuilder();
        Append(line, statement.Subject);
        Append(line.Append(' '), statement.Predicate);
        Append(line.Append(' '), statement.Object);
        if (statement.Graph is { } graph)
            Append(line.Append(' '), graph);
        return line.Append(" .").ToString();
    }

    public static string Format(Term term)
    {
        var text = new StringBuilder();
        Append(text, term);
        return text.ToString();
    }

    /// <summary>Writes each statement on a line of its own.</summary>
    public static async Task WriteAsync(TextWriter output, IAsyncEnumerable<Statement> statements, CancellationToken cancellationToken)
    {
        await foreach (var statement in statements.WithCancellation(cancellationToken))
        {
            await output.WriteAsync(Format(statement).AsMemory(), cancellationToken);
            await output.WriteAsync("\n".AsMemory(), cancellationToken);
        }
    }

    private static void Append(StringBuilder text, Term term)
    {
        switch (term.Kind)
        {
            case TermKind.Iri:
                AppendIri(text, term.Value);
                break;
            case TermKind.BlankNode:
                text.Append("_:").Append(term.Value);
                break;
            default:
                AppendString(text, term.Value);
                if (term.Language is not null)
                    text.Append('@').Append(term.Language);
                else if (term.Datatype is { } datatype and not Names.XsdString)
                    AppendIri(text.Append("^^"), datatype);
                break;
        }
    }

    private static void AppendIri(StringBuilder text, string iri)
    {
        text.Append('<');
        if (IriReference.IndexOfIllegal(iri) < 0)
            text.Append(iri);
        else
            text.Append(IriReference.Escape(iri));
        text.Append('>');
    }

    // The canonical form escapes these four and nothing else.
    private static void AppendString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                _ => text.Append(character),
            };
        }
        text.Append('"');
    }
}
