namespace Harvester.Rdf.Xml;

/// <content>Character data, with the entities that it refers to (XML 1.0, sections 2.4, 2.7, 2.11 and 4.4).</content>
internal ref partial struct XmlTokenizer
{
    private XmlTokenKind CharacterData()
    {
        var rest = bytes[at..];
        var length = 0;
        while (true)
        {
            var next = rest[length..].IndexOfAny(TextStops);
            length = next < 0 ? rest.Length : length + next;
            if (next < 0 || rest[length] is (byte)'<' or (byte)'&')
                break;
            if (rest[length] == ']')
            {
                // Section 2.4: ]]> does not stand in text.
                var brackets = rest[length..];
                if (brackets.StartsWith("]]>"u8))
                    throw new XmlFault(at + length, "Found ']]>' in text, expected ']]&gt;'.");
                if (brackets.Length < 3 && !isLast && !IsEntity && "]]>"u8.StartsWith(brackets))
                    break;
                length++;
            }
            else if (IsEntity)
                length++;
            else
                break;
        }
        if (length == 0)
            return rest[0] == '\r' ? LineEnd(rest) : XmlTokenKind.Incomplete;
        Text = rest[..length];
        at += length;
        return XmlTokenKind.Text;
    }

    // Section 2.11: one line feed for each line end.
    private XmlTokenKind LineEnd(ReadOnlySpan<byte> rest)
    {
        if (rest.Length == 1 && !isLast)
            return XmlTokenKind.Incomplete;
        Text = "\n"u8;
        at += rest.Length > 1 && rest[1] == '\n' ? 2 : 1;
        return XmlTokenKind.Text;
    }

    // False: the section has ended, or it goes on but not in these bytes.
    private bool CData()
    {
        var rest = bytes[at..];
        var length = rest.IndexOfAny((byte)']', IsEntity ? (byte)']' : (byte)'\r');
        if (length < 0)
            length = rest.Length;
        else if (length == 0 && rest[0] == '\r')
            return LineEnd(rest) == XmlTokenKind.Text;
        else if (length == 0)
        {
            if (rest.StartsWith("]]>"u8))
            {
                at += 3;
                state.InCData = false;
                return false;
            }
            if (rest.Length < 3 && "]]>"u8.StartsWith(rest))
                return false;
            length = 1;
        }
        Text = rest[..length];
        at += length;
        return true;
    }

    // None: goes on within an entity.
    private XmlTokenKind Reference()
    {
        var found = XmlReference.Read(bytes, at, state.AnyCharacter);
        if (found.Length == 0)
            return Incomplete("a reference");
        if (found.Name.IsEmpty)
        {
            at += found.Length;
            Text = found.Encode(state.Character);
            return XmlTokenKind.Text;
        }
        var entity = state.Entities.Open(found.Name, at);
        if (!IsEntity)
            reference = at;
        state.Reading.Push((entity, at + found.Length, state.Open.Count));
        bytes = entity.Text;
        at = 0;
        return XmlTokenKind.None;
    }

    private void LeaveEntity()
    {
        var (entity, returnTo, depth) = state.Reading.Peek();
        if (state.InCData || state.Open.Count != depth)
            throw new XmlFault(at, "Found an entity that ends within an element that begins in it.");
        state.Reading.Pop();
        entity.IsOpen = false;
        at = returnTo;
        bytes = IsEntity ? state.Reading.Peek().Entity.Text : window;
    }

    private readonly ReadOnlySpan<byte> Lines(ReadOnlySpan<byte> text) => IsEntity ? text : XmlMarkup.WithLineFeeds(text, state.Decoded);
}
