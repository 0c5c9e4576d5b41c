using System.Text;
using Harvester.Rdf.Xml;

namespace Harvester.Rdf.RdfXml;

/// <summary>Sorts the attributes of an element (RDF 1.1 XML Syntax, section 6.1.4).</summary>
internal sealed class AttributeReader(XmlTerms terms)
{
    /// <summary>Those of the element read last.</summary>
    public RdfAttributes Attributes { get; } = new();

    /// <summary>Reads all attributes; those that RDF cannot have are refused one by one. Base and language go to the element.</summary>
    public void Read(scoped in XmlTokenizer xml, XmlFrame frame)
    {
        Attributes.Clear();
        for (var index = 0; index < xml.AttributeCount; index++)
        {
            var name = xml.AttributeName(index);
            switch (RdfVocabulary.Attribute(name))
            {
                case AttributeRole.Property or AttributeRole.UnusableProperty or AttributeRole.Type:
                    Attributes.Properties.Add(index);
                    break;
                case AttributeRole.NoNamespace:
                    terms.Refuse(xml, index, $"Found the attribute '{Encoding.UTF8.GetString(name.Qualified)}', expected one with a namespace.");
                    break;
                case AttributeRole.Forbidden:
                    terms.Refuse(xml, index, $"Found the attribute '{Encoding.UTF8.GetString(name.Qualified)}', which is not allowed.");
                    break;
                case AttributeRole.Base:
                    frame.Base = terms.Base(xml, index, frame.Base);
                    break;
                case AttributeRole.Language:
                    frame.SetLanguage(terms.Language(xml, index));
                    break;
                case AttributeRole.Id:
                    Attributes.Id = index;
                    break;
                case AttributeRole.About:
                    Attributes.About = index;
                    break;
                case AttributeRole.NodeId:
                    Attributes.NodeId = index;
                    break;
                case AttributeRole.Resource:
                    Attributes.Resource = index;
                    break;
                case AttributeRole.ParseType:
                    Attributes.ParseType = index;
                    break;
                case AttributeRole.Datatype:
                    Attributes.Datatype = index;
                    break;
            }
        }
    }
}
