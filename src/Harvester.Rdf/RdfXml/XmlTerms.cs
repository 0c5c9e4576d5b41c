using System.Buffers;
using System.Text;
using Harvester.Rdf.Reading;
using Harvester.Rdf.Text;
using Harvester.Rdf.Xml;

namespace Harvester.Rdf.RdfXml;

/// <summary>Makes terms of attribute values (RDF 1.1 XML Syntax, sections 5.3 and 7.2.22 to 7.2.33). False: refused, and reported.</summary>
internal sealed class XmlTerms(StatementSink sink, TextPosition position, ByteArena arena)
{
    private readonly HashSet<byte[]> ids = new(Utf8Hash.Instance);
    private byte[] mendedLanguage = [];
    private string baseIri = "";
    private BaseIri? @base;

    /// <summary>An IRI reference. The lenient reading trims it and escapes what an IRI cannot have.</summary>
    public bool TryIri(scoped in XmlTokenizer xml, int index, BaseIri scope, out ReadOnlySpan<byte> iri)
    {
        iri = sink.Lenient ? Trimmed(xml.AttributeValue(index)) : xml.AttributeValue(index);
        var illegal = Iris.IndexOfIllegal(iri);
        if (illegal >= 0)
        {
            if (!sink.Lenient || iri.ContainsAny((byte)'<', (byte)'>'))
                return Refuse(xml, index, $"Found '{Iris.Printable(iri[illegal])}' in the IRI '{Encoding.UTF8.GetString(iri)}', where it must be percent-encoded.");
            var (line, column) = Place(xml, index);
            sink.MendIri(line, column, Iris.Escaped(iri, illegal));
            iri = Iris.Escape(iri, arena);
        }
        if (!Iris.IsAbsolute(iri))
            iri = scope.Resolve(iri, arena);
        return true;
    }

    /// <summary><c>xml:base</c>; where it is refused, the base stays.</summary>
    public BaseIri Base(scoped in XmlTokenizer xml, int index, BaseIri outer)
    {
        if (!TryIri(xml, index, outer, out var iri))
            return outer;
        // Where many elements have one, it is the same.
        var text = Encoding.UTF8.GetString(iri);
        if (@base is null || text != baseIri)
            (baseIri, @base) = (text, new BaseIri(text));
        return @base;
    }

    /// <summary><c>xml:lang</c>, empty where there is none. The lenient reading mends <c>ja_JP</c>, and does without what is no language tag at all.</summary>
    public ReadOnlySpan<byte> Language(scoped in XmlTokenizer xml, int index)
    {
        var tag = xml.AttributeValue(index);
        if (tag.IsEmpty || LanguageTags.IsTag(tag))
            return tag;
        var written = tag;
        tag = Trimmed(tag);
        if (tag.Contains((byte)'_'))
        {
            var hyphens = arena.Take(tag.Length);
            tag.Replace(hyphens, (byte)'_', (byte)'-');
            tag = hyphens;
        }
        if (!tag.IsEmpty && !LanguageTags.IsTag(tag))
            tag = default;
        var message = $"Found xml:lang=\"{Encoding.UTF8.GetString(written)}\", expected a language tag";
        if (!sink.Lenient)
            Refuse(xml, index, message + ".");
        if (!written.SequenceEqual(mendedLanguage))
        {
            var (line, column) = Place(xml, index);
            sink.Mend(line, column, tag.IsEmpty ? message + "; it was left out." : $"{message}; it was read as '{Encoding.UTF8.GetString(tag)}'.");
            mendedLanguage = written.ToArray();
        }
        return tag;
    }

    /// <summary>The name that an element has as a predicate or a class.</summary>
    public bool IsUsable(scoped in XmlTokenizer xml, ElementRole role) => (role & ElementRole.Unusable) == 0 || RefuseName(xml, xml.Begin, xml.Name);

    /// <summary>The name that an attribute has as a predicate.</summary>
    public bool IsUsable(scoped in XmlTokenizer xml, int index, AttributeRole role) =>
        role != AttributeRole.UnusableProperty || RefuseName(xml, xml.AttributeBegin(index), xml.AttributeName(index));

    /// <summary><c>rdf:ID</c>: a fragment, used once in a document for each base.</summary>
    public bool TryId(scoped in XmlTokenizer xml, int index, BaseIri scope, out ReadOnlySpan<byte> iri)
    {
        var id = xml.AttributeValue(index);
        iri = default;
        if (!XmlCharacters.IsPlainName(id))
            return Refuse(xml, index, $"Found rdf:ID=\"{Encoding.UTF8.GetString(id)}\", expected an XML name without colon.");
        iri = scope.Resolve(arena.Join("#"u8, id), arena);
        return ids.GetAlternateLookup<ReadOnlySpan<byte>>().Add(iri) || Refuse(xml, index, $"Found rdf:ID=\"{Encoding.UTF8.GetString(id)}\" a second time.");
    }

    /// <summary><c>rdf:nodeID</c>.</summary>
    public bool TryBlank(scoped in XmlTokenizer xml, int index, out TermView node)
    {
        var label = xml.AttributeValue(index);
        node = default;
        if (!XmlCharacters.IsPlainName(label))
            return Refuse(xml, index, $"Found rdf:nodeID=\"{Encoding.UTF8.GetString(label)}\", expected an XML name without colon.");
        node = StatementSink.LabelledBlank(label, arena);
        return true;
    }

    /// <summary>Refuses an attribute; always false.</summary>
    public bool Refuse(scoped in XmlTokenizer xml, int index, string message)
    {
        var (line, column) = Place(xml, index);
        sink.Refuse(line, column, message, isTerm: true);
        return false;
    }

    private bool RefuseName(scoped in XmlTokenizer xml, int begin, XmlName name)
    {
        var (line, column) = position.Behind(xml.Before(begin));
        sink.Refuse(line, column, $"Found the name '{Encoding.UTF8.GetString(name.Expanded)}', expected an absolute IRI.", isTerm: true);
        return false;
    }

    private (int Line, int Column) Place(scoped in XmlTokenizer xml, int index) => position.Behind(xml.Before(xml.AttributeBegin(index)));

    private static ReadOnlySpan<byte> Trimmed(ReadOnlySpan<byte> text)
    {
        while (Rune.DecodeFromUtf8(text, out var rune, out var length) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[length..];
        while (Rune.DecodeLastFromUtf8(text, out var rune, out var length) == OperationStatus.Done && Rune.IsWhiteSpace(rune))
            text = text[..^length];
        return text;
    }
}
