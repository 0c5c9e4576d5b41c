using Harvester.Rdf.Xml;

namespace Harvester.Rdf.RdfXml;

/// <content>Property elements (RDF 1.1 XML Syntax, sections 7.2.14 to 7.2.21).</content>
internal sealed partial class RdfXmlGrammar
{
    private void StartProperty(scoped in XmlTokenizer xml, ElementRole role, XmlFrame parent)
    {
        if ((role & ElementRole.NoProperty) != 0)
        {
            Refuse(xml, $"Found {Tag(xml)}, expected a property element.");
            return;
        }
        if ((role & ElementRole.Member) != 0)
            parent.Members++;
        reader.Read(xml, frame);
        if ((role & ElementRole.Member) != 0)
            frame.BeginProperty(parent.Node, emitter.Member(parent.Members));
        else if (terms.IsUsable(xml, role))
            frame.BeginProperty(parent.Node, xml.Name);
        else
            frame.BeginProperty(parent.Node, default(ReadOnlySpan<byte>));
        if (attributes.About >= 0)
        {
            Refuse(xml, "Found rdf:about on a property element.");
            return;
        }
        if (attributes.Id >= 0 && terms.TryId(xml, attributes.Id, frame.Base, out var id))
            frame.Reification.SetIri(id);
        if (attributes.ParseType >= 0)
            StartParseType(xml);
        else if (attributes.Resource >= 0 || attributes.NodeId >= 0 || attributes.Properties.Count > 0)
            StartEmpty(xml);
        else
        {
            frame.Kind = XmlFrameKind.Property;
            if (attributes.Datatype < 0)
                return;
            if (terms.TryIri(xml, attributes.Datatype, frame.Base, out var datatype))
                frame.Datatype.SetIri(datatype);
            else
                frame.DatatypeRefused = true;
        }
    }

    private void StartParseType(scoped in XmlTokenizer xml)
    {
        if (attributes.Properties.Count > 0 || RdfAttributes.Count(attributes.Resource, attributes.NodeId, attributes.Datatype) > 0)
        {
            Refuse(xml, "Found rdf:parseType beside an attribute that it excludes.");
            return;
        }
        var parseType = xml.AttributeValue(attributes.ParseType);
        if (parseType.SequenceEqual("Resource"u8))
        {
            frame.Kind = XmlFrameKind.ResourceProperty;
            frame.Node.Set(sink.FreshBlankView());
            emitter.AddObject(frame, frame.Node);
        }
        else if (parseType.SequenceEqual("Collection"u8))
            frame.Kind = XmlFrameKind.CollectionProperty;
        else
        {
            frame.Kind = XmlFrameKind.LiteralProperty;
            literal.Clear();
        }
    }

    private void StartEmpty(scoped in XmlTokenizer xml)
    {
        if (RdfAttributes.Count(attributes.Resource, attributes.NodeId, attributes.Datatype) > 1)
        {
            Refuse(xml, "Found more than one of rdf:resource, rdf:nodeID and rdf:datatype on an element.");
            return;
        }
        frame.Kind = XmlFrameKind.EmptyProperty;
        SetNode(xml, frame.Node, attributes.Resource, RdfAttributes.None, attributes.NodeId);
        emitter.AddObject(frame, frame.Node);
        AddProperties(xml, frame.Node);
    }
}
