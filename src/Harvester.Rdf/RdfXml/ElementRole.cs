namespace Harvester.Rdf.RdfXml;

/// <summary>What an element is by its name (RDF 1.1 XML Syntax, sections 7.2.2 to 7.2.7).</summary>
[Flags]
internal enum ElementRole
{
    None = 0,

    /// <summary>It has been looked at.</summary>
    Known = 1,

    /// <summary><c>rdf:RDF</c>.</summary>
    Root = 2,

    /// <summary><c>rdf:Description</c>.</summary>
    Description = 4,

    /// <summary><c>rdf:li</c>.</summary>
    Member = 8,

    /// <summary>No node element may be called so.</summary>
    NoNode = 16,

    /// <summary>No property element may be called so.</summary>
    NoProperty = 32,
    NoNamespace = 64,

    /// <summary>The name makes no IRI.</summary>
    Unusable = 128,
}
