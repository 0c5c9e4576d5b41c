namespace Harvester.Rdf.RdfXml;

/// <summary>What an attribute is by its name (RDF 1.1 XML Syntax, sections 6.1.4 and 7.2.2 to 7.2.7).</summary>
internal enum AttributeRole
{
    /// <summary>It has not been looked at.</summary>
    Unknown,

    /// <summary>A property and its value.</summary>
    Property,

    /// <summary>A property whose name makes no IRI.</summary>
    UnusableProperty,

    /// <summary><c>rdf:type</c>, whose value is an IRI.</summary>
    Type,

    /// <summary>Nothing that RDF looks at.</summary>
    Ignored,

    /// <summary>Nothing that RDF has.</summary>
    NoNamespace,

    /// <summary>Nothing that an attribute may be called.</summary>
    Forbidden,
    Base,
    Language,
    Id,
    About,
    NodeId,
    Resource,
    ParseType,
    Datatype,
}
