using System.Text;

namespace Harvester.Rdf;

/// <summary>
/// A term as it passes by: views of UTF-8 bytes that belong to whoever hands it over, valid during the call only.
/// <see cref="ToTerm"/> keeps it. What the parts mean is said at <see cref="Term"/>.
/// </summary>
public readonly ref struct TermView
{
    private TermView(TermKind kind, ReadOnlySpan<byte> value, ReadOnlySpan<byte> datatype, ReadOnlySpan<byte> language)
    {
        Kind = kind;
        Value = value;
        Datatype = datatype;
        Language = language;
    }

    public TermKind Kind { get; }

    /// <summary>The IRI, the blank node's label without <c>_:</c>, or the literal's lexical form; well-formed UTF-8 without escapes.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>The datatype IRI of a literal, never empty there (<c>xsd:string</c>, <c>rdf:langString</c>, ...); empty on other terms.</summary>
    public ReadOnlySpan<byte> Datatype { get; }

    /// <summary>The language tag as the document writes it; empty where there is none.</summary>
    public ReadOnlySpan<byte> Language { get; }

    /// <summary>An absolute IRI.</summary>
    public static TermView Iri(ReadOnlySpan<byte> iri) => new(TermKind.Iri, iri, default, default);

    /// <summary>A blank node by its label.</summary>
    public static TermView Blank(ReadOnlySpan<byte> label) => new(TermKind.BlankNode, label, default, default);

    /// <summary>A literal of type <c>xsd:string</c>.</summary>
    public static TermView Literal(ReadOnlySpan<byte> value) => new(TermKind.Literal, value, Utf8Names.XsdString, default);

    /// <summary>A literal with a datatype.</summary>
    public static TermView Literal(ReadOnlySpan<byte> value, ReadOnlySpan<byte> datatype) => new(TermKind.Literal, value, datatype, default);

    /// <summary>A language-tagged string.</summary>
    public static TermView LanguageString(ReadOnlySpan<byte> value, ReadOnlySpan<byte> language) =>
        new(TermKind.Literal, value, Utf8Names.RdfLangString, language);

    /// <summary>A copy that stays.</summary>
    public Term ToTerm() => Kind switch
    {
        TermKind.Iri => Term.Iri(Encoding.UTF8.GetString(Value)),
        TermKind.BlankNode => Term.Blank(Encoding.UTF8.GetString(Value)),
        _ when Language.Length > 0 => Term.Literal(Encoding.UTF8.GetString(Value), language: Encoding.UTF8.GetString(Language)),
        _ when Datatype.SequenceEqual(Utf8Names.XsdString) => Term.Literal(Encoding.UTF8.GetString(Value)),
        _ => Term.Literal(Encoding.UTF8.GetString(Value), Encoding.UTF8.GetString(Datatype)),
    };

    /// <summary>The term in N-Triples.</summary>
    public override string ToString() => ToTerm().ToString();
}
