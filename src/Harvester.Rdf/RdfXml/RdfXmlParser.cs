using Harvester.Rdf.Reading;
using Harvester.Rdf.Xml;

namespace Harvester.Rdf.RdfXml;

/// <summary>
/// RDF/XML, a window of the document after the other: sees to its characters, hands its parts to the grammar, and says what becomes of errors. Where the XML is broken a
/// lenient reading ends; where an element is not RDF it goes on behind it.
/// </summary>
internal sealed class RdfXmlParser : WindowParser
{
    // Documents whose tokens are kept short may still declare the usual two dozen namespaces.
    private const int LeastKept = 64 * 1024;
    private readonly StatementSink sink;
    private readonly RdfReaderOptions options;
    private readonly XmlDocumentState state;
    private readonly RdfXmlGrammar grammar;
    private readonly CharacterMender mender = new();
    private bool isBroken;

    public RdfXmlParser(StatementSink sink, RdfReaderOptions options)
    {
        this.sink = sink;
        this.options = options;
        // &#1; too is a character that XML does not have; a lenient reading keeps it in its literal, for whoever uses that to clean.
        state = new XmlDocumentState(anyCharacter: options.Lenient);
        grammar = new RdfXmlGrammar(sink, options, Position);
    }

    protected override int Read(ReadOnlySpan<byte> window, bool isLast)
    {
        var taken = isBroken ? window.Length : sink.Lenient ? ReadLenient(window, isLast) : ReadStrict(window, isLast);
        state.Entities.Passed += taken;
        if (isLast && mender.Replaced > 0)
            sink.Mend(mender.First.Line, mender.First.Column, $"Found {mender.Replaced} characters that XML does not have or that are not in the document's encoding; they were replaced with U+FFFD.");
        return taken;
    }

    private int ReadStrict(ReadOnlySpan<byte> window, bool isLast)
    {
        var clean = XmlCharacters.CleanLength(window, isLast, out var isFaulty);
        var taken = ReadClean(window[..clean], isLast && !isFaulty);
        if (isFaulty)
        {
            var (line, column) = Position.Behind(window[..clean]);
            throw new RdfException(line, column, "Found what is no character of XML, or not UTF-8.");
        }
        return taken;
    }

    private int ReadLenient(ReadOnlySpan<byte> window, bool isLast)
    {
        var mended = mender.Mend(window, isLast);
        var taken = mender.Pass(window, ReadClean(mended, isLast), Position);
        return isBroken ? window.Length : taken;
    }

    private int ReadClean(ReadOnlySpan<byte> window, bool isLast)
    {
        var xml = new XmlTokenizer(window, isLast, state);
        try
        {
            while (xml.Read() is var kind and not (XmlTokenKind.Incomplete or XmlTokenKind.End))
            {
                if (kind == XmlTokenKind.StartElement)
                    CheckLimits(xml);
                grammar.Accept(xml, kind);
            }
        }
        catch (XmlFault fault)
        {
            var (line, column) = Position.Behind(xml.Before(xml.InWindow(fault.Offset)));
            sink.Refuse(line, column, fault.Message);
            isBroken = true;
        }
        return xml.Taken;
    }

    private void CheckLimits(scoped in XmlTokenizer xml)
    {
        if (state.Open.Count > options.MaxDepth)
            throw Limit(xml, $"Found elements nested more than {options.MaxDepth} deep.");
        if (state.Kept > Math.Max(options.MaxTokenBytes, LeastKept))
            throw Limit(xml, $"Found more than {options.MaxTokenBytes} bytes of names and namespaces on elements that are open.");
    }

    private RdfException Limit(scoped in XmlTokenizer xml, string message)
    {
        var (line, column) = Position.Behind(xml.Before(xml.Begin));
        return new RdfException(line, column, message) { IsLimit = true };
    }
}
