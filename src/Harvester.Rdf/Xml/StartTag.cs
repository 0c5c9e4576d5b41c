using System.Text;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Xml;

/// <summary>The start tag read last (XML 1.0, section 3.1; Namespaces in XML 1.0, section 6), whose parts are where the document has them.</summary>
internal sealed class StartTag(XmlEntities entities, AttributeDefaults defaults, bool anyCharacter)
{
    private readonly XmlAttributeValue normaliser = new(entities, anyCharacter);
    private readonly Utf8Buffer values = new();
    private readonly AttributeUniqueness uniqueness = new();
    private XmlAttribute[] attributes = new XmlAttribute[16];
    private long number;

    /// <summary>How many attributes there are; those that declare namespaces are none after <see cref="Resolve"/>.</summary>
    public int Count { get; private set; }

    public bool IsEmpty { get; private set; }

    public XmlName Name { get; private set; } = null!;

    /// <summary>The attribute's place in the document; of one by default, that of the tag.</summary>
    public int Offset(int index) => attributes[index].NameStart;

    public XmlName AttributeName(int index) => attributes[index].Name;

    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> bytes, int index)
    {
        ref readonly var attribute = ref attributes[index];
        return attribute.IsNormalised ? values.Slice(attribute.ValueStart, attribute.ValueLength) : bytes.Slice(attribute.ValueStart, attribute.ValueLength);
    }

    /// <summary>Reads the tag that begins at <paramref name="at"/>, and goes behind it; false, and nothing has changed: the bytes end before.</summary>
    public bool TryRead(ReadOnlySpan<byte> bytes, ref int at, bool isEntity)
    {
        (Count, IsEmpty) = (0, false);
        values.Clear();
        var i = at + 1;
        if (!TryName(bytes, ref i))
            return false;
        while (true)
        {
            var space = i;
            while (i < bytes.Length && XmlCharacters.IsSpace(bytes[i]))
                i++;
            if (i == bytes.Length)
                return false;
            if (bytes[i] == '>')
            {
                at = i + 1;
                return true;
            }
            if (bytes[i] == '/')
            {
                if (i + 1 == bytes.Length)
                    return false;
                IsEmpty = bytes[i + 1] == '>' ? true : throw new XmlFault(i + 1, "Found '/' in a tag, expected '/>'.");
                at = i + 2;
                return true;
            }
            if (space == i)
                throw new XmlFault(i, $"Found '{Shown(bytes, i)}' in a tag, expected white space, '/>' or '>'.");
            if (!TryAttribute(bytes, ref i, isEntity))
                return false;
        }
    }

    /// <summary>Puts the tag's namespaces in scope and finds out what its names mean.</summary>
    public void Resolve(ReadOnlySpan<byte> bytes, int at, NamespaceScope scope)
    {
        number++;
        var begin = at + 1;
        var qualified = bytes.Slice(begin, bytes[begin..].IndexOfAnyExcept(XmlCharacters.NameBytes));
        if (!defaults.IsEmpty)
            AddDefaults(bytes, qualified, at);
        var from = scope.Bindings;
        for (var i = 0; i < Count; i++)
        {
            var name = QualifiedName(bytes, i);
            if (DeclaresNamespace(name))
                scope.Declare(name[Math.Min(name.Length, "xmlns:".Length)..], Value(bytes, i), from, Offset(i));
        }
        Name = scope.ElementName(qualified, begin);
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            var name = QualifiedName(bytes, i);
            if (DeclaresNamespace(name))
                continue;
            attributes[i].Name = scope.AttributeName(name, Offset(i));
            attributes[kept++] = attributes[i];
        }
        Count = kept;
        if (uniqueness.IndexOfDouble(attributes.AsSpan(0, kept)) is >= 0 and var index)
            throw new XmlFault(Offset(index), $"Found the attribute '{Encoding.UTF8.GetString(AttributeName(index).Qualified)}' a second time.");
    }

    // A colon without a prefix behind it declares nothing, and is no name either.
    private static bool DeclaresNamespace(ReadOnlySpan<byte> name) =>
        name[0] == 'x' && name.StartsWith("xmlns"u8) && (name.Length == 5 || (name[5] == ':' && name.Length > 6));

    private ReadOnlySpan<byte> QualifiedName(ReadOnlySpan<byte> bytes, int index)
    {
        ref readonly var attribute = ref attributes[index];
        return attribute.DefaultName ?? bytes.Slice(attribute.NameStart, attribute.NameLength);
    }

    private static bool TryName(ReadOnlySpan<byte> bytes, ref int at)
    {
        var length = bytes[at..].IndexOfAnyExcept(XmlCharacters.NameBytes);
        if (length == 0)
            throw new XmlFault(at, $"Found '{Shown(bytes, at)}' in a tag, expected a name.");
        at += length;
        return length > 0;
    }

    private bool TryAttribute(ReadOnlySpan<byte> bytes, ref int at, bool isEntity)
    {
        var attribute = new XmlAttribute { NameStart = at };
        if (!TryName(bytes, ref at))
            return false;
        attribute.NameLength = at - attribute.NameStart;
        if (!TrySkipSpace(bytes, ref at))
            return false;
        if (bytes[at] != '=')
            throw new XmlFault(at, $"Found '{Shown(bytes, at)}' behind the name of an attribute, expected '='.");
        at++;
        if (!TrySkipSpace(bytes, ref at))
            return false;
        var quote = bytes[at];
        if (quote is not ((byte)'"' or (byte)'\''))
            throw new XmlFault(at, $"Found '{Shown(bytes, at)}' behind '=', expected a quote.");
        attribute.ValueStart = ++at;
        var length = bytes[at..].IndexOfAny(quote == '"' ? XmlAttributeValue.DoubleQuotedStops : XmlAttributeValue.SingleQuotedStops);
        if (length < 0)
            return false;
        if (bytes[at + length] == quote)
        {
            attribute.ValueLength = length;
            at += length + 1;
        }
        else
        {
            attribute.ValueStart = values.Length;
            attribute.IsNormalised = true;
            if (!normaliser.TryRead(bytes, ref at, quote, isEntity, values))
                return false;
            at++;
            attribute.ValueLength = values.Length - attribute.ValueStart;
        }
        Add(attribute);
        return true;
    }

    private void Add(in XmlAttribute attribute)
    {
        if (Count == attributes.Length)
            Array.Resize(ref attributes, Count * 2);
        attributes[Count++] = attribute;
    }

    private static bool TrySkipSpace(ReadOnlySpan<byte> bytes, ref int at)
    {
        while (at < bytes.Length && XmlCharacters.IsSpace(bytes[at]))
            at++;
        return at < bytes.Length;
    }

    // Section 3.3.2; also what section 3.3.3 says of attributes whose type is not CDATA.
    private void AddDefaults(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> element, int at)
    {
        if (defaults.Of(element) is not { } declared)
            return;
        entities.Count(declared.Count, at);
        for (var i = 0; i < Count; i++)
        {
            if (!declared.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(QualifiedName(bytes, i), out var known))
                continue;
            known.SeenIn = number;
            if (known.IsTokenized)
                attributes[i] = Normalised(attributes[i], DeclaredAttribute.Tokenized(Value(bytes, i)));
        }
        foreach (var attribute in declared.Values)
        {
            if (attribute.Value is null || attribute.SeenIn == number)
                continue;
            entities.Count(attribute.Value.Length, at);
            Add(Normalised(new XmlAttribute { NameStart = at, DefaultName = attribute.Name }, attribute.Value));
        }
    }

    private XmlAttribute Normalised(XmlAttribute attribute, byte[] value)
    {
        (attribute.ValueStart, attribute.ValueLength, attribute.IsNormalised) = (values.Length, value.Length, true);
        values.Write(value);
        return attribute;
    }

    private static string Shown(ReadOnlySpan<byte> bytes, int at) => Text.Escapes.Excerpt(bytes[at..]) is { Length: > 0 } text ? text[..1] : "";
}
