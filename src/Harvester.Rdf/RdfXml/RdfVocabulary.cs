using System.Text;
using Harvester.Rdf.Xml;

namespace Harvester.Rdf.RdfXml;

/// <summary>The names that the grammar knows (RDF 1.1 XML Syntax, sections 6.1.4 and 7.2.2 to 7.2.7). What a name is found to be is kept with it.</summary>
internal static class RdfVocabulary
{
    public static ReadOnlySpan<byte> Statement => "http://www.w3.org/1999/02/22-rdf-syntax-ns#Statement"u8;
    public static ReadOnlySpan<byte> Subject => "http://www.w3.org/1999/02/22-rdf-syntax-ns#subject"u8;
    public static ReadOnlySpan<byte> Predicate => "http://www.w3.org/1999/02/22-rdf-syntax-ns#predicate"u8;
    public static ReadOnlySpan<byte> Object => "http://www.w3.org/1999/02/22-rdf-syntax-ns#object"u8;
    public static ReadOnlySpan<byte> XmlLiteral => "http://www.w3.org/1999/02/22-rdf-syntax-ns#XMLLiteral"u8;

    /// <summary>What an element is by its name.</summary>
    public static ElementRole Element(XmlName name)
    {
        if (name.Role == 0)
            name.Role = (int)(ElementRole.Known | Look(name));
        return (ElementRole)name.Role;
    }

    /// <summary>What an attribute is by its name.</summary>
    public static AttributeRole Attribute(XmlName name)
    {
        if (name.Role == 0)
            name.Role = (int)LookAttribute(name);
        return (AttributeRole)name.Role;
    }

    /// <summary>Whether a name makes an IRI that can be used (section 6.1.2); the namespace is not resolved.</summary>
    public static bool IsUsable(ReadOnlySpan<byte> iri) => Iris.IsAbsolute(iri) && Iris.IndexOfIllegal(iri) < 0;

    private static ElementRole Look(XmlName name)
    {
        if (name.Namespace.Length == 0)
            return ElementRole.NoNamespace;
        if (!name.Namespace.AsSpan().SequenceEqual(Utf8Names.Rdf))
            return IsUsable(name.Expanded) ? 0 : ElementRole.Unusable;
        return Encoding.UTF8.GetString(name.Local) switch
        {
            "RDF" => ElementRole.Root | ElementRole.NoNode | ElementRole.NoProperty,
            "Description" => ElementRole.Description | ElementRole.NoProperty,
            "li" => ElementRole.Member | ElementRole.NoNode,
            "ID" or "about" or "parseType" or "resource" or "nodeID" or "datatype" or "aboutEach" or "aboutEachPrefix" or "bagID" =>
                ElementRole.NoNode | ElementRole.NoProperty,
            _ => IsUsable(name.Expanded) ? 0 : ElementRole.Unusable,
        };
    }

    private static AttributeRole LookAttribute(XmlName name)
    {
        var local = Encoding.UTF8.GetString(name.Local);
        if (name.Namespace.AsSpan().SequenceEqual(NamespaceScope.XmlIri))
            return local switch { "base" => AttributeRole.Base, "lang" => AttributeRole.Language, _ => AttributeRole.Ignored };
        // Section 6.1.4: names that begin with "xml" are not RDF's.
        if (name.Qualified.Length >= 3 && Ascii.EqualsIgnoreCase(name.Qualified[..3], "xml"u8))
            return AttributeRole.Ignored;
        var isRdf = name.Namespace.AsSpan().SequenceEqual(Utf8Names.Rdf);
        if (name.Namespace.Length == 0 && local is not ("ID" or "about" or "resource" or "parseType" or "type"))
            return AttributeRole.NoNamespace;
        if (name.Namespace.Length > 0 && !isRdf)
            return IsUsable(name.Expanded) ? AttributeRole.Property : AttributeRole.UnusableProperty;
        return local switch
        {
            "ID" => AttributeRole.Id,
            "about" => AttributeRole.About,
            "nodeID" => AttributeRole.NodeId,
            "resource" => AttributeRole.Resource,
            "parseType" => AttributeRole.ParseType,
            "datatype" => AttributeRole.Datatype,
            "type" => AttributeRole.Type,
            "RDF" or "Description" or "li" or "aboutEach" or "aboutEachPrefix" or "bagID" => AttributeRole.Forbidden,
            _ => IsUsable(name.Expanded) ? AttributeRole.Property : AttributeRole.UnusableProperty,
        };
    }
}
