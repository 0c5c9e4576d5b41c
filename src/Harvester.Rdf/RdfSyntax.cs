namespace Harvester.Rdf;

/// <summary>The concrete syntaxes that <see cref="RdfReader"/> reads.</summary>
public enum RdfSyntax
{
    /// <summary>RDF 1.1 N-Triples, https://www.w3.org/TR/n-triples/.</summary>
    NTriples,

    /// <summary>RDF 1.1 N-Quads, https://www.w3.org/TR/n-quads/.</summary>
    NQuads,

    /// <summary>RDF 1.1 Turtle, https://www.w3.org/TR/turtle/.</summary>
    Turtle,

    /// <summary>RDF 1.1 TriG, https://www.w3.org/TR/trig/.</summary>
    TriG,

    /// <summary>RDF 1.1 XML Syntax, https://www.w3.org/TR/rdf-syntax-grammar/.</summary>
    RdfXml,

    /// <summary>JSON-LD 1.1, https://www.w3.org/TR/json-ld11-api/ (expansion, then deserialization to RDF).</summary>
    JsonLd,
}
