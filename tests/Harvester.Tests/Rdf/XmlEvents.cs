using System.Text;
using System.Xml;
using Harvester.Rdf.Xml;

namespace Harvester.Tests.Rdf;

/// <summary>The parts of an XML document, one a line: by our tokenizer over windows of any length, and by System.Xml as its judge. Null: refused.</summary>
internal static class XmlEvents
{
    public static string? OfTokenizer(byte[] document, int window, out string? fault)
    {
        var state = new XmlDocumentState(anyCharacter: false);
        var events = new Events();
        fault = null;
        var (begin, length) = (0, window);
        try
        {
            while (true)
            {
                var bytes = document.AsSpan(begin, Math.Min(length, document.Length - begin));
                var isLast = begin + bytes.Length == document.Length;
                var clean = XmlCharacters.CleanLength(bytes, isLast, out var isFaulty);
                var taken = Read(new XmlTokenizer(bytes[..clean], isLast && !isFaulty, state), events);
                if (isFaulty)
                    throw new XmlFault(clean, "no character");
                if (isLast)
                    return events.ToString();
                length = taken == 0 ? length * 2 : window;
                begin += taken;
                state.Entities.Passed += taken;
            }
        }
        catch (XmlFault found)
        {
            fault = found.Message;
            return null;
        }
    }

    public static string? OfXmlReader(byte[] document, out string? fault)
    {
        fault = null;
        var events = new Events();
        try
        {
            using var xml = XmlReader.Create(new MemoryStream(document), new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse, XmlResolver = null });
            while (xml.Read())
                Add(xml, events);
            return events.ToString();
        }
        catch (XmlException found)
        {
            fault = found.Message;
            return null;
        }
    }

    private static int Read(XmlTokenizer xml, Events events)
    {
        while (true)
        {
            switch (xml.Read())
            {
                case XmlTokenKind.StartElement:
                    events.Add("start", Name(xml.Name));
                    for (var i = 0; i < xml.AttributeCount; i++)
                        events.Add("attribute", $"{Name(xml.AttributeName(i))} = {Encoding.UTF8.GetString(xml.AttributeValue(i))}");
                    break;
                case XmlTokenKind.EndElement:
                    events.Add("end", Name(xml.Name));
                    break;
                case XmlTokenKind.Text:
                    events.AddText(Encoding.UTF8.GetString(xml.Text));
                    break;
                case XmlTokenKind.Comment:
                    events.Add("comment", Encoding.UTF8.GetString(xml.Text));
                    break;
                case XmlTokenKind.ProcessingInstruction:
                    events.Add("instruction", $"{Encoding.UTF8.GetString(xml.Target)} {Encoding.UTF8.GetString(xml.Text)}");
                    break;
                default:
                    return xml.Taken;
            }
        }
    }

    private static void Add(XmlReader xml, Events events)
    {
        switch (xml.NodeType)
        {
            case XmlNodeType.Element:
                var (isEmpty, name) = (xml.IsEmptyElement, Name(xml));
                events.Add("start", name);
                while (xml.MoveToNextAttribute())
                {
                    if (xml.NamespaceURI != "http://www.w3.org/2000/xmlns/")
                        events.Add("attribute", $"{Name(xml)} = {xml.Value}");
                }
                if (isEmpty)
                    events.Add("end", name);
                break;
            case XmlNodeType.EndElement:
                events.Add("end", Name(xml));
                break;
            case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when xml.Depth > 0:
                events.AddText(xml.Value);
                break;
            case XmlNodeType.Comment:
                events.Add("comment", xml.Value);
                break;
            case XmlNodeType.ProcessingInstruction:
                events.Add("instruction", $"{xml.Name} {xml.Value}");
                break;
        }
    }

    private static string Name(XmlName name) => $"{Encoding.UTF8.GetString(name.Namespace)} {Encoding.UTF8.GetString(name.Qualified)}";

    private static string Name(XmlReader xml) => $"{xml.NamespaceURI} {xml.Name}";

    private sealed class Events
    {
        private readonly StringBuilder text = new();
        private bool inText;

        public void Add(string kind, string what)
        {
            text.Append('\n').Append(kind).Append(' ').Append(what);
            inText = false;
        }

        // Readers cut text up as they like.
        public void AddText(string piece)
        {
            if (piece.Length == 0)
                return;
            text.Append(inText ? "" : "\ntext ").Append(piece);
            inText = true;
        }

        public override string ToString() => text.ToString();
    }
}
