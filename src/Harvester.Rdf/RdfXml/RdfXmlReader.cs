using System.Text;
using System.Xml;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.RdfXml;

/// <summary>Reads RDF/XML over <see cref="XmlReader"/>, with its defences: no external entity, little entity text, limited depth.</summary>
internal sealed class RdfXmlReader(Stream document, StatementSink sink, RdfReaderOptions options) : DocumentReader
{
    // Namespace entities (<!ENTITY xsd "http://...">) take a few dozen characters a use; a bomb takes millions.
    private const long MaxEntityCharacters = 1024 * 1024;

    // Documents that declare Shift_JIS or EUC-JP; the runtime has these encodings but does not offer them by itself.
    static RdfXmlReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private readonly NoExternalEntities entities = new();
    private LenientXmlText? text;
    private XmlReader? xml;
    private RdfXmlParser? parser;

    public override async ValueTask<bool> ReadSomeAsync(CancellationToken cancellationToken)
    {
        if (xml is null)
            await OpenAsync(cancellationToken);
        if (await StepAsync(xml!, parser!, entities, sink, options))
            return true;
        if (text is { Replaced: > 0 and var replaced })
            sink.Mend(text.First.Line, text.First.Column, $"Found {replaced} characters that XML does not have or that are not in the document's encoding; they were replaced with U+FFFD.");
        return false;
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        text = options.Lenient ? await LenientXmlText.OpenAsync(document, cancellationToken) : null;
        var settings = new XmlReaderSettings
        {
            Async = true,
            CloseInput = false,
            // &#1; too is a character that XML does not have; a lenient reading keeps it in its literal, for whoever uses that to clean.
            CheckCharacters = !options.Lenient,
            DtdProcessing = DtdProcessing.Parse,
            XmlResolver = entities,
            MaxCharactersFromEntities = MaxEntityCharacters,
        };
        xml = text is null ? XmlReader.Create(document, settings) : XmlReader.Create(text, settings);
        parser = new RdfXmlParser(xml, sink, options);
    }

    // False at the end, and in lenient mode where the XML is broken: nothing behind that can be read.
    private static async Task<bool> StepAsync(
        XmlReader xml, RdfXmlParser parser, NoExternalEntities entities, StatementSink sink, RdfReaderOptions options)
    {
        RdfException refused;
        var isBroken = false;
        try
        {
            if (!await xml.ReadAsync())
                return false;
            entities.InContent |= xml.NodeType is XmlNodeType.DocumentType or XmlNodeType.Element;
            if (xml.Depth > options.MaxDepth)
                throw parser.Fail($"Found elements nested more than {options.MaxDepth} deep.", isLimit: true);
            var value = xml.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace
                ? await xml.GetValueAsync()
                : null;
            parser.Accept(value);
            return true;
        }
        catch (XmlException error)
        {
            refused = new RdfException(error.LineNumber, error.LinePosition, error.Message, error);
            isBroken = true;
        }
        catch (RdfException error) when (!error.IsLimit)
        {
            refused = error;
        }
        if (!sink.Lenient)
            throw refused;
        sink.Refuse(refused.Line, refused.Column, refused.Error.Message);
        if (!isBroken)
            parser.Skip();
        return !isBroken;
    }
}
