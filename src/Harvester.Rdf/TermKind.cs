namespace Harvester.Rdf;

/// <summary>The three kinds of RDF term (RDF 1.1 Concepts, section 3.1).</summary>
public enum TermKind
{
    Iri,
    BlankNode,
    Literal,
}
