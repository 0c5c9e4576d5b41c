using System.Text;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Xml;

/// <summary>
/// The document type declaration with its internal subset (XML 1.0, sections 2.8, 3.3, 4.2): general entities and attribute lists are kept, all else is passed over.
/// Nothing outside of the document is ever read; what a parameter entity would declare is not declared.
/// </summary>
/// <param name="bytes">At least up to the declaration's end.</param>
/// <param name="at">Where it begins.</param>
internal ref partial struct DoctypeReader(ReadOnlySpan<byte> bytes, int at, XmlEntities entities, AttributeDefaults attributes, bool anyCharacter)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private int at = at;

    /// <summary>Reads the declaration to its end and gives the index behind it.</summary>
    /// <exception cref="XmlFault">It is not well-formed.</exception>
    public int Read()
    {
        at += "<!DOCTYPE".Length;
        Space();
        Name(isQualified: true);
        if (SkipSpace() && Peek() is (byte)'S' or (byte)'P')
        {
            ExternalId(publicOnly: false);
            SkipSpace();
        }
        if (Peek() == '[')
        {
            at++;
            while (Subset())
            {
            }
            SkipSpace();
        }
        Expect(">"u8);
        return at;
    }

    // Production [28b] intSubset, one part of it; false at its end.
    private bool Subset()
    {
        SkipSpace();
        var rest = bytes[at..];
        if (Peek() == ']')
        {
            at++;
            return false;
        }
        if (Peek() == '%')
        {
            at++;
            Name(isQualified: false);
            Expect(";"u8);
        }
        else if (rest.StartsWith("<!--"u8))
            at += XmlMarkup.CommentLength(rest, at) is > 0 and var length ? length : throw Fault("Found a comment without its end.");
        else if (rest.StartsWith("<?"u8))
        {
            at += 2;
            if (XmlMarkup.IsReserved(Name(isQualified: false)))
                throw Fault("Found an XML declaration within the document type declaration.");
            if (Peek() != '?')
                Space();
            Through("?>"u8);
        }
        else if (Take("<!ENTITY"u8))
            Entity();
        else if (Take("<!ATTLIST"u8))
            AttributeList();
        else if (Take("<!ELEMENT"u8))
        {
            Space();
            Name(isQualified: true);
            Space();
            Through(">"u8);
        }
        else if (Take("<!NOTATION"u8))
        {
            Space();
            Name(isQualified: false);
            Space();
            ExternalId(publicOnly: true);
            SkipSpace();
            Expect(">"u8);
        }
        else
            throw Fault("Found something else than a declaration in the document type declaration.");
        return true;
    }

    // Productions [70] to [76].
    private void Entity()
    {
        Space();
        var isParameter = Peek() == '%';
        if (isParameter)
        {
            at++;
            Space();
        }
        var name = Name(isQualified: false);
        Space();
        XmlEntity entity;
        if (Peek() is (byte)'"' or (byte)'\'')
            entity = new XmlEntity { Text = EntityValue() };
        else
        {
            var system = ExternalId(publicOnly: false);
            entity = new XmlEntity { Unusable = $"Found the external entity {Encoding.UTF8.GetString(system)}, which is never resolved." };
            if (SkipSpace() && !isParameter && Take("NDATA"u8))
            {
                Space();
                Name(isQualified: false);
                entity = new XmlEntity { Unusable = $"Found a reference to '{Encoding.UTF8.GetString(name)}', which is no text." };
            }
        }
        SkipSpace();
        Expect(">"u8);
        if (!isParameter && XmlEntities.Predefined(name) == 0)
            entities.Declare(name, entity);
    }

    // Section 4.5: references to characters are replaced at once, those to entities where the text is used.
    private byte[] EntityValue()
    {
        var quoted = Quoted(out var begin);
        var text = new Utf8Buffer();
        for (var i = 0; i < quoted.Length;)
        {
            var plain = quoted[i..].IndexOfAny("&%\r"u8);
            text.Write(plain < 0 ? quoted[i..] : quoted.Slice(i, plain));
            if (plain < 0)
                break;
            i += plain;
            if (quoted[i] == '%')
                throw new XmlFault(begin + i, "Found '%' in the value of an entity, expected '&#37;'.");
            if (quoted[i] == '\r')
            {
                if (i + 1 == quoted.Length || quoted[i + 1] != '\n')
                    text.Write((byte)'\n');
                i++;
                continue;
            }
            var reference = XmlReference.Read(bytes[..(begin + quoted.Length)], begin + i, anyCharacter);
            if (reference.Length == 0)
                throw new XmlFault(begin + i, "Found '&' in the value of an entity, expected a reference.");
            // A predefined entity stays as it is written, too.
            if (quoted[i + 1] == '#')
                text.Write(reference.Encode(new byte[4]));
            else
                text.Write(quoted.Slice(i, reference.Length));
            i += reference.Length;
        }
        return text.Written.ToArray();
    }

    // Productions [52] to [60].
    private void AttributeList()
    {
        Space();
        var element = Name(isQualified: true);
        while (SkipSpace() && Peek() != '>')
        {
            var name = Name(isQualified: true);
            Space();
            var isTokenized = AttributeType();
            Space();
            byte[]? value = null;
            if (!Take("#REQUIRED"u8) && !Take("#IMPLIED"u8))
            {
                if (Take("#FIXED"u8))
                    Space();
                value = DefaultValue();
            }
            attributes.Declare(element, new DeclaredAttribute(name.ToArray(), isTokenized && value is not null ? DeclaredAttribute.Tokenized(value) : value, isTokenized));
        }
        Expect(">"u8);
    }

    // False for CDATA, true for all other types.
    private bool AttributeType()
    {
        if (Peek() != '(')
        {
            var type = Name(isQualified: false);
            if (type.SequenceEqual("CDATA"u8))
                return false;
            if (!type.SequenceEqual("NOTATION"u8))
                return Encoding.UTF8.GetString(type) is "ID" or "IDREF" or "IDREFS" or "ENTITY" or "ENTITIES" or "NMTOKEN" or "NMTOKENS"
                    ? true
                    : throw Fault("Found something else than the type of an attribute.");
            Space();
        }
        Expect("("u8);
        Through(")"u8);
        return true;
    }

    private byte[] DefaultValue()
    {
        if (Peek() is not ((byte)'"' or (byte)'\''))
            throw Fault("Found something else than the default of an attribute in quotes.");
        var quote = bytes[at++];
        var value = new Utf8Buffer();
        if (!new XmlAttributeValue(entities, anyCharacter).TryRead(bytes, ref at, quote, isEntity: false, value))
            throw Fault("Found a default without its closing quote.");
        at++;
        return value.Written.ToArray();
    }
}
