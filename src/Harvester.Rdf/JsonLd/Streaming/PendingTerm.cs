namespace Harvester.Rdf.JsonLd.Streaming;

/// <summary>A term of an element that is not yet understood to its end, as a place in the element's own bytes or in others.</summary>
internal struct PendingTerm
{
    public TermKind Kind;

    /// <summary>Null: the place is in the element.</summary>
    public byte[]? Buffer;
    public int Start;
    public int Length;

    /// <summary>A literal's datatype, if it is not <c>xsd:string</c>.</summary>
    public byte[]? Datatype;
    public byte[]? Language;

    public readonly TermView View(ReadOnlySpan<byte> element)
    {
        var value = (Buffer ?? element).Slice(Start, Length);
        return Kind switch
        {
            TermKind.Iri => TermView.Iri(value),
            TermKind.BlankNode => TermView.Blank(value),
            _ when Language is not null => TermView.LanguageString(value, Language),
            _ when Datatype is not null => TermView.Literal(value, Datatype),
            _ => TermView.Literal(value),
        };
    }
}
