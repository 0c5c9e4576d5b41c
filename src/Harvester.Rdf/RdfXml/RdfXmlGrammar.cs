using System.Text;
using Harvester.Rdf.Reading;
using Harvester.Rdf.Xml;

namespace Harvester.Rdf.RdfXml;

/// <summary>The grammar of RDF 1.1 XML Syntax (section 7.2), with an explicit stack of open elements.</summary>
internal sealed partial class RdfXmlGrammar
{
    private readonly StatementSink sink;
    private readonly TextPosition position;
    private readonly int maxText;
    private readonly ByteArena arena = new();
    private readonly XmlTerms terms;
    private readonly AttributeReader reader;
    private readonly RdfAttributes attributes;
    private readonly XmlLiteralWriter literal = new();
    private readonly PropertyEmitter emitter;

    /// <summary>The elements that are open, and those that were once and will be used again; the first is the document.</summary>
    private readonly List<XmlFrame> frames = [new XmlFrame()];
    private int depth;
    private XmlFrame frame;

    /// <summary>How many elements are open within the one that is passed over, itself included.</summary>
    private int skipped;

    /// <summary>Text comes in pieces, and is refused once.</summary>
    private bool textRefused;

    /// <summary>How much text is kept for open elements, in bytes.</summary>
    private long kept;

    public RdfXmlGrammar(StatementSink sink, RdfReaderOptions options, TextPosition position)
    {
        this.sink = sink;
        this.position = position;
        maxText = options.MaxTokenBytes;
        terms = new XmlTerms(sink, position, arena);
        reader = new AttributeReader(terms);
        attributes = reader.Attributes;
        emitter = new PropertyEmitter(sink);
        frame = frames[0];
        frame.Begin(XmlFrameKind.Document, new BaseIri(options.BaseIri), null);
    }

    /// <summary>Takes the part of the document that was read last.</summary>
    public void Accept(scoped in XmlTokenizer xml, XmlTokenKind kind)
    {
        if (kind != XmlTokenKind.Text)
            textRefused = false;
        if (skipped > 0)
            PassOver(kind);
        else if (frame.Kind == XmlFrameKind.LiteralProperty && !(kind == XmlTokenKind.EndElement && literal.Depth == 0))
            Keep(xml, kind);
        else if (kind == XmlTokenKind.StartElement)
            StartElement(xml);
        else if (kind == XmlTokenKind.EndElement)
            EndElement();
        else if (kind == XmlTokenKind.Text)
            ReadText(xml);
    }

    private void PassOver(XmlTokenKind kind)
    {
        if (kind == XmlTokenKind.StartElement)
            skipped++;
        else if (kind == XmlTokenKind.EndElement && --skipped == 0)
            Close();
    }

    private void Keep(scoped in XmlTokenizer xml, XmlTokenKind kind)
    {
        switch (kind)
        {
            case XmlTokenKind.StartElement:
                literal.Start(xml);
                break;
            case XmlTokenKind.EndElement:
                literal.End(xml.Name);
                break;
            case XmlTokenKind.Comment:
                literal.Comment(xml.Text);
                break;
            case XmlTokenKind.ProcessingInstruction:
                literal.Instruction(xml.Target, xml.Text);
                break;
            default:
                literal.Text(xml.Text);
                break;
        }
        CheckLength(xml, literal.Written.Length);
    }

    private void StartElement(scoped in XmlTokenizer xml)
    {
        arena.Reset();
        var parent = frame;
        if (++depth == frames.Count)
            frames.Add(new XmlFrame());
        frame = frames[depth];
        frame.Begin(XmlFrameKind.Node, parent.Base, parent.Language);
        var role = RdfVocabulary.Element(xml.Name);
        if ((role & ElementRole.NoNamespace) != 0)
        {
            Refuse(xml, $"Found the element {Tag(xml)}, expected one with a namespace.");
            return;
        }
        switch (parent.Kind)
        {
            case XmlFrameKind.Document when (role & ElementRole.Root) != 0:
                StartRoot(xml);
                break;
            case XmlFrameKind.Document or XmlFrameKind.Root or XmlFrameKind.CollectionProperty or XmlFrameKind.Property:
                StartNode(xml, role, parent);
                break;
            case XmlFrameKind.Node or XmlFrameKind.ResourceProperty:
                StartProperty(xml, role, parent);
                break;
            default:
                Refuse(xml, $"Found the element {Tag(xml)} in a property that its attributes have already given a value.");
                break;
        }
    }

    // Section 7.2.9.
    private void StartRoot(scoped in XmlTokenizer xml)
    {
        frame.Kind = XmlFrameKind.Root;
        reader.Read(xml, frame);
        if (attributes.Properties.Count > 0 || attributes.About >= 0 || attributes.Id >= 0)
            Refuse(xml, "Found attributes on rdf:RDF, expected none.");
    }

    // Section 7.2.11.
    private void StartNode(scoped in XmlTokenizer xml, ElementRole role, XmlFrame parent)
    {
        if ((role & ElementRole.NoNode) != 0)
        {
            Refuse(xml, $"Found {Tag(xml)}, expected a node element.");
            return;
        }
        if (parent.Kind == XmlFrameKind.Property && (parent.HasObject || !IsWhiteSpace(parent.Text.Written)))
        {
            Refuse(xml, $"Found {Tag(xml)} beside the property's other content, expected text or one node element.");
            return;
        }
        reader.Read(xml, frame);
        if (RdfAttributes.Count(attributes.Id, attributes.About, attributes.NodeId) > 1)
        {
            Refuse(xml, "Found more than one of rdf:ID, rdf:about and rdf:nodeID on an element.");
            return;
        }
        if (RdfAttributes.Count(attributes.Resource, attributes.ParseType, attributes.Datatype) > 0)
        {
            Refuse(xml, "Found rdf:resource, rdf:parseType or rdf:datatype on a node element.");
            return;
        }
        SetNode(xml, frame.Node, attributes.About, attributes.Id, attributes.NodeId);
        if ((role & ElementRole.Description) == 0)
            emitter.Emit(frame.Node, Utf8Names.Type, TermView.Iri(xml.Name.Expanded), terms.IsUsable(xml, role));
        AddProperties(xml, frame.Node);
        if (parent.Kind == XmlFrameKind.Property)
            emitter.AddObject(parent, frame.Node);
        else if (parent.Kind == XmlFrameKind.CollectionProperty)
            emitter.AddItem(parent, frame.Node);
    }

    private void EndElement()
    {
        switch (frame.Kind)
        {
            case XmlFrameKind.Property when !frame.HasObject && !(frame.HasSkipped && IsWhiteSpace(frame.Text.Written)):
                emitter.AddLiteral(frame);
                break;
            case XmlFrameKind.LiteralProperty:
                emitter.AddObject(frame, TermView.Literal(literal.Written, RdfVocabulary.XmlLiteral), true);
                break;
            case XmlFrameKind.CollectionProperty:
                emitter.EndCollection(frame);
                break;
        }
        Close();
    }

    private void Close()
    {
        kept -= frame.Text.Length;
        frame = frames[--depth];
    }

    private void ReadText(scoped in XmlTokenizer xml)
    {
        if (frame.Kind == XmlFrameKind.Property && !frame.HasObject)
        {
            kept += xml.Text.Length;
            CheckLength(xml, kept);
            frame.Text.Write(xml.Text);
        }
        else if (!textRefused && !IsWhiteSpace(xml.Text))
        {
            textRefused = true;
            var text = Harvester.Rdf.Text.Escapes.Excerpt(xml.Text);
            var (line, column) = position.Behind(xml.Before(xml.Begin));
            sink.Refuse(line, column, $"Found the text '{text.Trim()}', expected an element.");
        }
    }

    private void AddProperties(scoped in XmlTokenizer xml, TermSlot subject)
    {
        foreach (var index in attributes.Properties)
        {
            var name = xml.AttributeName(index);
            var role = RdfVocabulary.Attribute(name);
            if (role == AttributeRole.Type)
            {
                var hasType = terms.TryIri(xml, index, frame.Base, out var type);
                emitter.Emit(subject, Utf8Names.Type, TermView.Iri(type), hasType);
            }
            else
            {
                var predicate = terms.IsUsable(xml, index, role) ? name.Expanded : default;
                emitter.Emit(subject, predicate, PropertyEmitter.Plain(xml.AttributeValue(index), frame), true);
            }
        }
    }

    // Not set: refused.
    private void SetNode(scoped in XmlTokenizer xml, TermSlot node, int reference, int id, int label)
    {
        if (reference >= 0)
        {
            if (terms.TryIri(xml, reference, frame.Base, out var iri))
                node.SetIri(iri);
        }
        else if (id >= 0)
        {
            if (terms.TryId(xml, id, frame.Base, out var iri))
                node.SetIri(iri);
        }
        else if (label >= 0)
        {
            if (terms.TryBlank(xml, label, out var blank))
                node.Set(blank);
        }
        else
            node.Set(sink.FreshBlankView());
    }

    // The element that begins is passed over, with all that is in it.
    private void Refuse(scoped in XmlTokenizer xml, string message)
    {
        var (line, column) = position.Behind(xml.Before(xml.Begin));
        sink.Refuse(line, column, message);
        frames[depth - 1].HasSkipped = true;
        skipped = 1;
    }

    private void CheckLength(scoped in XmlTokenizer xml, long length)
    {
        if (length <= maxText)
            return;
        var (line, column) = position.Behind(xml.Before(xml.Begin));
        throw new RdfException(line, column, $"Found a token of more than {maxText} bytes.") { IsLimit = true };
    }

    // Blanks of other scripts between elements, an ideographic space say, cost a lenient reading nothing.
    private bool IsWhiteSpace(ReadOnlySpan<byte> text) =>
        XmlCharacters.IsSpace(text) || (sink.Lenient && string.IsNullOrWhiteSpace(Encoding.UTF8.GetString(text)));

    private static string Tag(scoped in XmlTokenizer xml) => $"<{Encoding.UTF8.GetString(xml.Name.Qualified)}>";
}
