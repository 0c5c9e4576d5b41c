using System.Buffers;
using System.Text;

namespace Harvester.Rdf.Xml;

/// <summary>
/// Cuts a window of UTF-8 into the parts of a well-formed XML document (XML 1.0, fifth edition, with Namespaces in XML 1.0), one at a time. The window holds
/// characters of XML only: whoever gives it has seen to that. What the parts say is good until the next one is read.
/// </summary>
internal ref partial struct XmlTokenizer(ReadOnlySpan<byte> window, bool isLast, XmlDocumentState state)
{
    private static readonly SearchValues<byte> TextStops = SearchValues.Create("<&\r]"u8);
    private readonly ReadOnlySpan<byte> window = window;

    /// <summary>The window, or the text of the entity that is being read.</summary>
    private ReadOnlySpan<byte> bytes = window;
    private int at;
    private int begin;

    /// <summary>The outermost reference to an entity that is being read.</summary>
    private int reference;

    /// <summary>How much of the window has been understood.</summary>
    public readonly int Taken => at;

    /// <summary>Where in the window the part begins that was read last.</summary>
    public readonly int Begin => IsEntity ? reference : begin;

    /// <summary>Of an element that begins or ends.</summary>
    public XmlName Name { get; private set; } = null!;

    /// <summary>The text, the comment, or what a processing instruction says.</summary>
    public ReadOnlySpan<byte> Text { get; private set; }

    /// <summary>Of a processing instruction.</summary>
    public ReadOnlySpan<byte> Target { get; private set; }

    /// <summary>The attributes of an element that begins, but for those that declare namespaces.</summary>
    public readonly int AttributeCount => state.Tag.Count;

    private readonly bool IsEntity => state.Reading.Count > 0;

    public readonly XmlName AttributeName(int index) => state.Tag.AttributeName(index);

    public readonly ReadOnlySpan<byte> AttributeValue(int index) => state.Tag.Value(bytes, index);

    /// <summary>Where in the window an attribute begins.</summary>
    public readonly int AttributeBegin(int index) => InWindow(state.Tag.Offset(index));

    /// <summary>What stands before a place in the window, which tells its line and column.</summary>
    public readonly ReadOnlySpan<byte> Before(int place) => window[..place];

    /// <summary>The place in the window of something in the bytes that are being read.</summary>
    public readonly int InWindow(int offset) => IsEntity ? reference : offset;

    /// <summary>Reads the next part.</summary>
    /// <exception cref="XmlFault">The document is not well-formed.</exception>
    public XmlTokenKind Read()
    {
        if (state.EndsEmpty)
        {
            state.EndsEmpty = false;
            return End();
        }
        while (true)
        {
            begin = at;
            if (at == bytes.Length)
            {
                if (IsEntity)
                    LeaveEntity();
                else
                    return isLast ? EndDocument() : XmlTokenKind.Incomplete;
            }
            else if (state.InCData)
            {
                if (CData())
                    return XmlTokenKind.Text;
                if (state.InCData)
                    return Incomplete("a CDATA section");
            }
            else if (bytes[at] == '<')
            {
                if (Markup() is var kind and not XmlTokenKind.None)
                    return kind;
            }
            else if (state.Open.Count == 0)
                Outside();
            else if (bytes[at] == '&')
            {
                if (Reference() is var kind and not XmlTokenKind.None)
                    return kind;
            }
            else
                return CharacterData();
        }
    }

    private XmlTokenKind Markup()
    {
        var rest = bytes[at..];
        switch (rest.Length > 1 ? rest[1] : 0)
        {
            case 0:
                return Incomplete("markup");
            case '/':
                return EndTag();
            case '?':
                return Instruction(rest);
            case '!':
                return Declaration(rest);
            default:
                return Element();
        }
    }

    private XmlTokenKind Element()
    {
        var tag = state.Tag;
        if (!tag.TryRead(bytes, ref at, IsEntity))
            return Incomplete("a tag");
        if (state.Open.Count == 0)
        {
            if (state.HasRoot)
                throw new XmlFault(begin, "Found a second root element, expected the end of the document.");
            state.HasRoot = true;
        }
        var (number, bindings) = (state.Scope.Number, state.Scope.Bindings);
        tag.Resolve(bytes, begin, state.Scope);
        Name = tag.Name;
        state.Open.Push(Name, number, bindings);
        state.EndsEmpty = tag.IsEmpty;
        state.HasBegun = true;
        return XmlTokenKind.StartElement;
    }

    private XmlTokenKind End()
    {
        Name = state.Open.Pop();
        return XmlTokenKind.EndElement;
    }

    private XmlTokenKind EndTag()
    {
        if (state.Open.Count == (IsEntity ? state.Reading.Peek().Depth : 0))
            throw new XmlFault(begin, "Found an end tag without its start tag.");
        var expected = state.Open.Innermost.Qualified;
        var rest = bytes[(at + 2)..];
        if (rest.Length > expected.Length && rest[expected.Length] == '>' && rest.StartsWith(expected))
        {
            at += expected.Length + 3;
            return End();
        }
        var length = rest.IndexOfAnyExcept(XmlCharacters.NameBytes);
        if (length < 0)
            return Incomplete("an end tag");
        if (!rest[..length].SequenceEqual(expected))
            throw new XmlFault(begin, $"Found </{Encoding.UTF8.GetString(rest[..length])}>, expected </{Encoding.UTF8.GetString(expected)}>.");
        while (length < rest.Length && XmlCharacters.IsSpace(rest[length]))
            length++;
        if (length == rest.Length)
            return Incomplete("an end tag");
        if (rest[length] != '>')
            throw new XmlFault(at + 2 + length, "Found something else than '>' at the end of an end tag.");
        at += length + 3;
        return End();
    }

    private XmlTokenKind Instruction(ReadOnlySpan<byte> rest)
    {
        if (!state.HasBegun && begin == 0 && !IsEntity)
        {
            if (rest.Length < 6)
                return Incomplete("markup");
            if (XmlDeclaration.Begins(rest))
            {
                at = XmlDeclaration.Length(rest);
                state.HasBegun = at > 0;
                return at > 0 ? XmlTokenKind.None : Incomplete("the XML declaration");
            }
        }
        var length = rest[2..].IndexOfAnyExcept(XmlCharacters.NameBytes);
        if (length < 0)
            return Incomplete("a processing instruction");
        var target = rest.Slice(2, length);
        if (!XmlCharacters.IsPlainName(target))
            throw new XmlFault(begin, "Found '<?', expected the target of a processing instruction behind it.");
        if (XmlMarkup.IsReserved(target))
            throw new XmlFault(begin, "Found an XML declaration that is not at the very beginning of the document.");
        var data = rest[(2 + length)..];
        var end = data.IndexOf("?>"u8);
        if (end < 0)
            return Incomplete("a processing instruction");
        if (end > 0 && !XmlCharacters.IsSpace(data[0]))
            throw new XmlFault(begin, "Found no white space behind the target of a processing instruction.");
        Target = target;
        Text = Lines(data[..end].TrimStart(" \t\r\n"u8));
        at += length + end + 4;
        state.HasBegun = true;
        return XmlTokenKind.ProcessingInstruction;
    }

    private XmlTokenKind Declaration(ReadOnlySpan<byte> rest)
    {
        if (rest.StartsWith("<!--"u8))
        {
            var length = XmlMarkup.CommentLength(rest, at);
            if (length == 0)
                return Incomplete("a comment");
            Text = Lines(rest[4..(length - 3)]);
            at += length;
            state.HasBegun = true;
            return XmlTokenKind.Comment;
        }
        if (rest.StartsWith("<![CDATA["u8) && state.Open.Count > 0)
        {
            at += 9;
            state.InCData = true;
            return XmlTokenKind.None;
        }
        if (rest.StartsWith("<!DOCTYPE"u8) && !state.HasRoot && !state.HasDoctype)
        {
            var end = DoctypeExtent.End(bytes, at);
            if (end < 0)
                return Incomplete("the document type declaration");
            at = new DoctypeReader(bytes[..end], at, state.Entities, state.Defaults, state.AnyCharacter).Read();
            state.HasDoctype = state.HasBegun = true;
            return XmlTokenKind.None;
        }
        if ("<!DOCTYPE"u8.StartsWith(rest) || "<![CDATA["u8.StartsWith(rest) || "<!--"u8.StartsWith(rest))
            return Incomplete("markup");
        throw new XmlFault(begin, "Found '<!' where neither a comment nor a CDATA section nor the document type declaration begins.");
    }

    private void Outside()
    {
        while (at < bytes.Length && XmlCharacters.IsSpace(bytes[at]))
            at++;
        state.HasBegun = true;
        if (at < bytes.Length && bytes[at] != '<')
            throw new XmlFault(at, $"Found '{Harvester.Rdf.Text.Escapes.Excerpt(bytes[at..])}' outside of the root element.");
    }

    private XmlTokenKind Incomplete(string what)
    {
        if (IsEntity)
            throw new XmlFault(begin, $"Found the end of an entity within {what}.");
        if (isLast)
            throw new XmlFault(bytes.Length, $"Found the end of the document within {what}.");
        at = begin;
        return XmlTokenKind.Incomplete;
    }

    private readonly XmlTokenKind EndDocument()
    {
        if (state.InCData)
            throw new XmlFault(at, "Found the end of the document within a CDATA section.");
        if (state.Open.Count > 0)
            throw new XmlFault(at, $"Found the end of the document, expected </{Encoding.UTF8.GetString(state.Open.Innermost.Qualified)}>.");
        return state.HasRoot ? XmlTokenKind.End : throw new XmlFault(at, "Found the end of the document, expected an element.");
    }
}
