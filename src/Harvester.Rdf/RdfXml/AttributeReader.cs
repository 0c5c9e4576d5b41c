using System.Xml;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.RdfXml;

/// <summary>Sorts the attributes of an element (RDF 1.1 XML Syntax, section 6.1.4).</summary>
internal sealed class AttributeReader(XmlReader xml, StatementSink sink)
{
    private const string XmlnsIri = "http://www.w3.org/2000/xmlns/";
    private const string XmlIri = "http://www.w3.org/XML/1998/namespace";

    /// <summary>Reads all attributes; those that RDF cannot have are refused one by one.</summary>
    public RdfAttributes Read()
    {
        var attributes = new RdfAttributes();
        while (xml.MoveToNextAttribute())
        {
            var iri = xml.NamespaceURI;
            if (iri is XmlnsIri or XmlIri || xml.Name.StartsWith("xml", StringComparison.OrdinalIgnoreCase))
                continue;
            if (iri.Length == 0 && xml.LocalName is "ID" or "about" or "resource" or "parseType" or "type")
                iri = Names.Rdf;
            if (iri.Length == 0)
                Refuse($"Found the attribute '{xml.Name}', expected one with a namespace.");
            else if (iri != Names.Rdf || !ReadReserved(attributes))
                attributes.Properties.Add((iri + xml.LocalName, xml.Value));
        }
        xml.MoveToElement();
        return attributes;
    }

    private bool ReadReserved(RdfAttributes attributes)
    {
        switch (xml.LocalName)
        {
            case "ID":
                attributes.Id = xml.Value;
                return true;
            case "about":
                attributes.About = xml.Value;
                return true;
            case "nodeID":
                attributes.NodeId = xml.Value;
                return true;
            case "resource":
                attributes.Resource = xml.Value;
                return true;
            case "parseType":
                attributes.ParseType = xml.Value;
                return true;
            case "datatype":
                attributes.Datatype = xml.Value;
                return true;
        }
        if (!RdfVocabulary.IsForbiddenAttribute(xml.LocalName))
            return false;
        Refuse($"Found the attribute '{xml.Name}', which is not allowed.");
        return true;
    }

    private void Refuse(string message)
    {
        var position = (IXmlLineInfo)xml;
        sink.Refuse(position.LineNumber, position.LinePosition, message, isTerm: true);
    }
}
