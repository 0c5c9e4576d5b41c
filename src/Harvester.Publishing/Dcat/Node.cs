using Harvester.Rdf;

namespace Harvester.Publishing.Dcat;

/// <summary>A subject of several statements: an IRI or a blank node as bytes that stay.</summary>
internal readonly record struct Node(TermKind Kind, ReadOnlyMemory<byte> Value)
{
    public TermView View => Kind == TermKind.Iri ? TermView.Iri(Value.Span) : TermView.Blank(Value.Span);
}
