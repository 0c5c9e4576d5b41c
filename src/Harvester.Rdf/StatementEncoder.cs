using System.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf;

/// <summary>Statements as views of bytes, each good until the next.</summary>
/// <param name="strict">Whether half a surrogate pair, which UTF-8 does not have, is refused; otherwise it becomes U+FFFD.</param>
internal sealed class StatementEncoder(bool strict)
{
    private readonly Encoding encoding = new UTF8Encoding(false, strict);
    private readonly ByteArena arena = new();

    /// <exception cref="EncoderFallbackException">A term has half a surrogate pair.</exception>
    public StatementView Encode(in Statement statement)
    {
        arena.Reset();
        return statement.Graph is { } graph
            ? new StatementView(View(statement.Subject), View(statement.Predicate), View(statement.Object), View(graph))
            : new StatementView(View(statement.Subject), View(statement.Predicate), View(statement.Object));
    }

    /// <inheritdoc cref="Encode(in Statement)"/>
    public TermView Encode(Term term)
    {
        arena.Reset();
        return View(term);
    }

    private TermView View(Term term) => term.Kind switch
    {
        TermKind.Iri => TermView.Iri(Bytes(term.Value)),
        TermKind.BlankNode => TermView.Blank(Bytes(term.Value)),
        _ when term.Language is { Length: > 0 } language => TermView.LanguageString(Bytes(term.Value), Bytes(language)),
        _ when term.Datatype is Names.XsdString => TermView.Literal(Bytes(term.Value)),
        _ => TermView.Literal(Bytes(term.Value), Bytes(term.Datatype!)),
    };

    private ReadOnlySpan<byte> Bytes(string text)
    {
        // No code unit takes more than three bytes: one pass instead of two.
        var bytes = arena.Take(text.Length * 3);
        var length = encoding.GetBytes(text, bytes);
        arena.GiveBack(bytes.Length - length);
        return bytes[..length];
    }
}
