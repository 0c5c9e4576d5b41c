namespace Harvester.Rdf;

/// <summary>
/// An RDF term (RDF 1.1 Concepts, sections 3.2 to 3.4). Terms are equal when kind, value, datatype and language are;
/// language tags compare without case, everything else code unit by code unit.
/// </summary>
public sealed record Term
{
    private Term(TermKind kind, string value, string? datatype, string? language)
    {
        Kind = kind;
        Value = value;
        Datatype = datatype;
        Language = language;
    }

    public TermKind Kind { get; }

    /// <summary>The IRI, the blank node's label without <c>_:</c>, or the literal's lexical form.</summary>
    public string Value { get; }

    /// <summary>The datatype IRI; set on every literal (<c>xsd:string</c>, <c>rdf:langString</c>, ...), null on other terms.</summary>
    public string? Datatype { get; }

    /// <summary>The language tag as the document writes it; only on language-tagged strings.</summary>
    public string? Language { get; }

    /// <summary>An IRI. The caller has resolved and checked it.</summary>
    public static Term Iri(string iri) => new(TermKind.Iri, iri, null, null);

    /// <summary>A blank node; the label means something only within its document.</summary>
    public static Term Blank(string label) => new(TermKind.BlankNode, label, null, null);

    /// <summary>A literal: <c>xsd:string</c> without datatype and language, <c>rdf:langString</c> when a language is given.</summary>
    public static Term Literal(string value, string? datatype = null, string? language = null) =>
        new(TermKind.Literal, value, language is null ? datatype ?? Names.XsdString : Names.RdfLangString, language);

    public bool Equals(Term? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Kind == other.Kind && Value == other.Value && Datatype == other.Datatype
            && string.Equals(Language, other.Language, StringComparison.OrdinalIgnoreCase));

    // The language is left out: equal terms still hash alike, and tags rarely tell two literals apart.
    public override int GetHashCode() => HashCode.Combine(Kind, Value, Datatype);

    /// <summary>The term in N-Triples.</summary>
    public override string ToString() => NTriplesWriter.Format(this);
}
