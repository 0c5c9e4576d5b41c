namespace Harvester.Rdf;

/// <summary>A triple, or a quad when <paramref name="Graph"/> names the graph it belongs to (RDF 1.1 Concepts, sections 3.1 and 4).</summary>
/// <param name="Subject">An IRI or a blank node.</param>
/// <param name="Predicate">An IRI.</param>
/// <param name="Object">Any term.</param>
/// <param name="Graph">An IRI or a blank node; null for the default graph.</param>
public readonly record struct Statement(Term Subject, Term Predicate, Term Object, Term? Graph = null)
{
    /// <summary>The statement in N-Quads, without the line's end.</summary>
    public override string ToString() => NTriplesWriter.Format(this);
}
