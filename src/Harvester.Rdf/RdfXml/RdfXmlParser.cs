using System.Xml;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.RdfXml;

/// <summary>The grammar of RDF 1.1 XML Syntax (section 7.2) over the events of an XML reader, with an explicit stack of open elements.</summary>
internal sealed class RdfXmlParser(XmlReader xml, StatementSink sink, RdfReaderOptions options)
{
    private readonly AttributeReader attributeReader = new(xml, sink);
    private readonly XmlTerms terms = new(xml, sink);
    private readonly Stack<XmlFrame> outer = [];
    private XmlFrame frame = new(XmlFrameKind.Document, options.BaseIri, null);

    /// <summary>How many elements are open within the one that is passed over, itself included.</summary>
    private int skipped;

    /// <summary>Takes the node that the reader stands on; <paramref name="text"/> is its value when it is character data.</summary>
    public void Accept(string? text)
    {
        if (skipped > 0)
            PassOver();
        else if (frame.Literal is { } literal && !(xml.NodeType == XmlNodeType.EndElement && literal.Depth == 0))
            Keep(literal, text);
        else if (xml.NodeType == XmlNodeType.Element)
            StartElement();
        else if (xml.NodeType == XmlNodeType.EndElement)
            EndElement();
        else if (text is not null)
            ReadText(text);
    }

    /// <summary>After an error: passes over the element that the reader stands on, with all that is in it. Text is passed over by itself.</summary>
    public void Skip()
    {
        xml.MoveToElement();
        if (xml.NodeType != XmlNodeType.Element)
            return;
        outer.Peek().HasSkipped = true;
        if (xml.IsEmptyElement)
            frame = outer.Pop();
        else
            skipped = 1;
    }

    private void PassOver()
    {
        if (xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement)
            skipped++;
        else if (xml.NodeType == XmlNodeType.EndElement && --skipped == 0)
            frame = outer.Pop();
    }

    public RdfException Fail(string message, bool isLimit = false)
    {
        var position = (IXmlLineInfo)xml;
        return new RdfException(position.LineNumber, position.LinePosition, message) { IsLimit = isLimit };
    }

    private void Keep(XmlLiteralWriter literal, string? text)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                literal.Start(xml);
                if (xml.IsEmptyElement)
                    literal.End();
                break;
            case XmlNodeType.EndElement:
                literal.End();
                break;
            case XmlNodeType.Comment:
                literal.Comment(xml.Value);
                break;
            case XmlNodeType.ProcessingInstruction:
                literal.Instruction(xml.Name, xml.Value);
                break;
            default:
                literal.Text(text ?? "");
                break;
        }
    }

    private void StartElement()
    {
        var parent = frame;
        outer.Push(parent);
        var baseIri = xml.GetAttribute("xml:base") is { } written ? IriReference.ResolveWithin(parent.BaseIri, written) : parent.BaseIri;
        var language = xml.GetAttribute("xml:lang") is { } tag ? (tag.Length == 0 ? null : tag) : parent.Language;
        frame = new XmlFrame(XmlFrameKind.Node, baseIri, language);
        if (xml.NamespaceURI.Length == 0)
            throw Fail($"Found the element <{xml.Name}>, expected one with a namespace.");
        switch (parent.Kind)
        {
            case XmlFrameKind.Document when xml.NamespaceURI == Names.Rdf && xml.LocalName == "RDF":
                frame.Kind = XmlFrameKind.Root;
                var attributes = attributeReader.Read();
                if (attributes.Properties.Count > 0 || attributes.About is not null || attributes.Id is not null)
                    throw Fail("Found attributes on rdf:RDF, expected none.");
                break;
            case XmlFrameKind.Document or XmlFrameKind.Root or XmlFrameKind.CollectionProperty or XmlFrameKind.Property:
                StartNode(parent);
                break;
            case XmlFrameKind.Node or XmlFrameKind.ResourceProperty:
                StartProperty(parent);
                break;
            default:
                throw Fail($"Found the element <{xml.Name}> in a property that its attributes have already given a value.");
        }
        if (xml.IsEmptyElement)
            EndElement();
    }

    // Section 7.2.11.
    private void StartNode(XmlFrame parent)
    {
        if (xml.NamespaceURI == Names.Rdf && RdfVocabulary.IsForbiddenNode(xml.LocalName))
            throw Fail($"Found <{xml.Name}>, expected a node element.");
        if (parent.Kind == XmlFrameKind.Property && (parent.HasObject || !string.IsNullOrWhiteSpace(parent.Text)))
            throw Fail($"Found <{xml.Name}> beside the property's other content, expected text or one node element.");
        var attributes = attributeReader.Read();
        if (Count(attributes.Id, attributes.About, attributes.NodeId) > 1)
            throw Fail("Found more than one of rdf:ID, rdf:about and rdf:nodeID on an element.");
        if (Count(attributes.Resource, attributes.ParseType, attributes.Datatype) > 0)
            throw Fail("Found rdf:resource, rdf:parseType or rdf:datatype on a node element.");
        frame.Subject = attributes switch
        {
            { About: { } about } => terms.Iri(frame, about),
            { Id: { } id } => terms.Id(frame, id),
            { NodeId: { } label } => terms.Blank(label),
            _ => sink.FreshBlank(),
        };
        if (xml.NamespaceURI != Names.Rdf || xml.LocalName != "Description")
            sink.Add(frame.Subject, Names.Type, terms.Name(xml.NamespaceURI + xml.LocalName));
        AddProperties(frame, frame.Subject, attributes);
        if (parent.Kind == XmlFrameKind.Property)
            AddObject(parent, frame.Subject);
        else if (parent.Kind == XmlFrameKind.CollectionProperty)
            AddItem(parent, frame.Subject);
    }

    // Sections 7.2.14 to 7.2.21.
    private void StartProperty(XmlFrame parent)
    {
        var local = xml.LocalName;
        if (xml.NamespaceURI == Names.Rdf && RdfVocabulary.IsForbiddenProperty(local))
            throw Fail($"Found <{xml.Name}>, expected a property element.");
        if (xml.NamespaceURI == Names.Rdf && local == "li")
            local = $"_{++parent.Members}";
        var attributes = attributeReader.Read();
        frame.Subject = parent.Kind == XmlFrameKind.ResourceProperty ? parent.Inner : parent.Subject;
        frame.Predicate = terms.Name(xml.NamespaceURI + local);
        if (attributes.About is not null)
            throw Fail("Found rdf:about on a property element.");
        if (attributes.Id is { } id)
            frame.Reification = terms.Id(frame, id);
        if (attributes.ParseType is not null)
            StartParseType(attributes);
        else if (attributes.Resource is not null || attributes.NodeId is not null || attributes.Properties.Count > 0)
            StartEmpty(attributes);
        else
        {
            frame.Kind = XmlFrameKind.Property;
            frame.Datatype = attributes.Datatype is { } datatype ? terms.Iri(frame, datatype)?.Value : null;
            frame.DatatypeRefused = attributes.Datatype is not null && frame.Datatype is null;
        }
    }

    private void StartParseType(RdfAttributes attributes)
    {
        if (attributes.Properties.Count > 0 || Count(attributes.Resource, attributes.NodeId, attributes.Datatype) > 0)
            throw Fail("Found rdf:parseType beside an attribute that it excludes.");
        switch (attributes.ParseType)
        {
            case "Resource":
                frame.Kind = XmlFrameKind.ResourceProperty;
                frame.Inner = sink.FreshBlank();
                AddObject(frame, frame.Inner);
                break;
            case "Collection":
                frame.Kind = XmlFrameKind.CollectionProperty;
                break;
            default:
                frame.Kind = XmlFrameKind.LiteralProperty;
                frame.Literal = new XmlLiteralWriter();
                break;
        }
    }

    private void StartEmpty(RdfAttributes attributes)
    {
        if (Count(attributes.Resource, attributes.NodeId, attributes.Datatype) > 1)
            throw Fail("Found more than one of rdf:resource, rdf:nodeID and rdf:datatype on an element.");
        frame.Kind = XmlFrameKind.EmptyProperty;
        var value = attributes switch
        {
            { Resource: { } resource } => terms.Iri(frame, resource),
            { NodeId: { } label } => terms.Blank(label),
            _ => sink.FreshBlank(),
        };
        AddObject(frame, value);
        AddProperties(frame, value, attributes);
    }

    private void EndElement()
    {
        switch (frame.Kind)
        {
            case XmlFrameKind.Property when !frame.HasObject && !frame.DatatypeRefused && !(frame.HasSkipped && string.IsNullOrWhiteSpace(frame.Text)):
                AddObject(frame, Term.Literal(frame.Text, frame.Datatype, frame.Datatype is null ? frame.Language : null));
                break;
            case XmlFrameKind.LiteralProperty:
                AddObject(frame, Term.Literal(frame.Literal!.ToString(), Names.RdfXmlLiteral));
                break;
            case XmlFrameKind.CollectionProperty when frame.Head is null:
                AddObject(frame, Names.Nil);
                break;
            case XmlFrameKind.CollectionProperty:
                sink.Add(frame.Inner, Names.Rest, Names.Nil);
                break;
        }
        frame = outer.Pop();
    }

    private void ReadText(string text)
    {
        if (frame.Kind == XmlFrameKind.Property && !frame.HasObject)
            frame.AddText(text);
        else if (!string.IsNullOrWhiteSpace(text))
            throw Fail($"Found the text '{(text.Length > 20 ? text[..20] : text).Trim()}', expected an element.");
    }

    private void AddProperties(XmlFrame scope, Term? subject, RdfAttributes attributes)
    {
        foreach (var (predicate, value) in attributes.Properties)
        {
            var isType = predicate == Names.Type.Value;
            sink.Add(subject, terms.Name(predicate), isType ? terms.Iri(scope, value) : Term.Literal(value, language: scope.Language));
        }
    }

    private void AddItem(XmlFrame collection, Term? item)
    {
        var node = sink.FreshBlank();
        if (collection.Head is null)
        {
            collection.Head = node;
            AddObject(collection, node);
        }
        else
            sink.Add(collection.Inner, Names.Rest, node);
        collection.Inner = node;
        sink.Add(node, Names.First, item);
    }

    // The property's triple and, with rdf:ID, its reification (section 7.3).
    private void AddObject(XmlFrame property, Term? value)
    {
        property.HasObject = true;
        sink.Add(property.Subject, property.Predicate, value);
        if (property.Reification is not { } statement || property.Subject is null || property.Predicate is null || value is null)
            return;
        sink.Add(statement, Names.Type, Names.StatementType);
        sink.Add(statement, Names.Subject, property.Subject);
        sink.Add(statement, Names.Predicate, property.Predicate);
        sink.Add(statement, Names.Object, value);
    }

    private static int Count(params ReadOnlySpan<string?> values)
    {
        var count = 0;
        foreach (var value in values)
            count += value is null ? 0 : 1;
        return count;
    }
}
