namespace Harvester.Rdf.JsonLd;

/// <summary>What becomes of a base direction in RDF (JSON-LD 1.1 API, section 9.3, <c>rdfDirection</c>).</summary>
internal enum RdfDirection
{
    Dropped,
    I18nDatatype,
    CompoundLiteral,
}
