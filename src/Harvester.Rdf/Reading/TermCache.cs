using System.Text;

namespace Harvester.Rdf.Reading;

/// <summary>
/// The IRIs and datatypes of a stream of statements repeat: predicates, classes, licences, the subject of a dozen statements in a row. The last ones are kept, one for
/// each value of a short hash, so the memory is bounded.
/// </summary>
internal sealed class TermCache
{
    private const int Size = 1024;
    private const int LongestKept = 512;
    private readonly Term?[] iris = new Term?[Size];
    private readonly byte[][] keys = new byte[Size][];

    public Term Get(in TermView term) => term.Kind switch
    {
        TermKind.Iri => Iri(term.Value),
        TermKind.BlankNode => term.ToTerm(),
        _ when term.Language.Length > 0 || term.Datatype.SequenceEqual(Utf8Names.XsdString) => term.ToTerm(),
        _ => Term.Literal(Encoding.UTF8.GetString(term.Value), Iri(term.Datatype).Value),
    };

    private Term Iri(ReadOnlySpan<byte> iri)
    {
        if (iri.Length > LongestKept)
            return Term.Iri(Encoding.UTF8.GetString(iri));
        var place = Utf8Hash.Of(iri) & (Size - 1);
        if (iris[place] is { } kept && iri.SequenceEqual(keys[place]))
            return kept;
        var made = Term.Iri(Encoding.UTF8.GetString(iri));
        (iris[place], keys[place]) = (made, iri.ToArray());
        return made;
    }
}
