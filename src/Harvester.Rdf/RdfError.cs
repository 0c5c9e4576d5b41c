namespace Harvester.Rdf;

/// <summary>Something that a lenient reader refused and went past.</summary>
/// <param name="Line">1-based; 0 where the syntax has no position to give.</param>
/// <param name="Column">1-based, in code points; 0 where unknown.</param>
/// <param name="Message">What was found and what was expected.</param>
public readonly record struct RdfError(int Line, int Column, string Message)
{
    /// <summary>Only one term was unusable: no more was lost than the triples it stands in, each of which <see cref="RdfReaderOptions.OnDropped"/> is told. Of <see cref="RdfReaderOptions.OnMended"/>: an IRI was escaped.</summary>
    public bool IsTerm { get; init; }
}
