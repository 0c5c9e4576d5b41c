namespace Harvester.Rdf.RdfXml;

/// <summary>What an open element is to RDF (RDF 1.1 XML Syntax, section 7.2).</summary>
internal enum XmlFrameKind
{
    Document,
    Root,
    Node,

    /// <summary>A property whose content, text or one node element, is yet to come.</summary>
    Property,

    /// <summary>A property whose attributes have said it all.</summary>
    EmptyProperty,

    /// <summary><c>parseType="Resource"</c>: children are properties of a blank node.</summary>
    ResourceProperty,

    /// <summary><c>parseType="Collection"</c>: children are the items of a list.</summary>
    CollectionProperty,

    /// <summary><c>parseType="Literal"</c>: the content is kept as XML.</summary>
    LiteralProperty,
}
