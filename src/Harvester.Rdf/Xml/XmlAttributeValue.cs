using System.Buffers;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Xml;

/// <summary>Attribute values that are not what they say letter by letter: with references, or white space other than blanks (XML 1.0, section 3.3.3).</summary>
/// <param name="entities">Those that may be referred to.</param>
/// <param name="anyCharacter">See <see cref="XmlReference.Read"/>.</param>
internal sealed class XmlAttributeValue(XmlEntities entities, bool anyCharacter)
{
    /// <summary>What ends a value in double quotes, or has to be looked at.</summary>
    public static readonly SearchValues<byte> DoubleQuotedStops = SearchValues.Create("\"&<\t\n\r"u8);

    /// <summary>What ends a value in single quotes, or has to be looked at.</summary>
    public static readonly SearchValues<byte> SingleQuotedStops = SearchValues.Create("'&<\t\n\r"u8);

    private static readonly SearchValues<byte> EntityStops = SearchValues.Create("&<\t\n\r"u8);
    private readonly Stack<(XmlEntity Entity, int At)> outer = [];
    private readonly byte[] character = new byte[4];

    /// <summary>Normalises a value; false: the bytes end before it does.</summary>
    /// <param name="at">Behind the opening quote; then at the closing one.</param>
    /// <param name="isEntity">Whether the bytes are an entity's text, whose line ends were normalised when it was declared.</param>
    /// <param name="value">Takes the value.</param>
    public bool TryRead(ReadOnlySpan<byte> bytes, ref int at, byte quote, bool isEntity, Utf8Buffer value)
    {
        var stops = quote == '"' ? DoubleQuotedStops : SingleQuotedStops;
        while (true)
        {
            var length = bytes[at..].IndexOfAny(stops);
            if (length < 0)
                return false;
            value.Write(bytes.Slice(at, length));
            at += length;
            switch (bytes[at])
            {
                case (byte)'<':
                    throw LessThan(at);
                case (byte)'&':
                    var reference = XmlReference.Read(bytes, at, anyCharacter);
                    if (reference.Length == 0)
                        return false;
                    Append(reference, value, at);
                    at += reference.Length;
                    break;
                case (byte)'\r' when !isEntity && at + 1 == bytes.Length:
                    return false;
                case (byte)'\r' when !isEntity && bytes[at + 1] == '\n':
                    at++;
                    break;
                case var b when b == quote:
                    return true;
                default:
                    value.Write((byte)' ');
                    at++;
                    break;
            }
        }
    }

    private void Append(in XmlReference reference, Utf8Buffer value, int offset)
    {
        if (reference.Name.IsEmpty)
        {
            value.Write(reference.Encode(character));
            return;
        }
        // Entities within entities, with a stack of our own.
        var entity = entities.Open(reference.Name, offset);
        var at = 0;
        while (true)
        {
            var rest = entity.Text.AsSpan(at);
            var length = rest.IndexOfAny(EntityStops);
            value.Write(length < 0 ? rest : rest[..length]);
            if (length < 0)
            {
                entity.IsOpen = false;
                if (!outer.TryPop(out var next))
                    return;
                (entity, at) = next;
                continue;
            }
            at += length;
            if (entity.Text[at] == '<')
                throw LessThan(offset);
            if (entity.Text[at] != '&')
            {
                value.Write((byte)' ');
                at++;
                continue;
            }
            var inner = Inner(entity, at, offset);
            at += inner.Length;
            if (inner.Name.IsEmpty)
                value.Write(inner.Encode(character));
            else
            {
                outer.Push((entity, at));
                (entity, at) = (entities.Open(inner.Name, offset), 0);
            }
        }
    }

    private XmlReference Inner(XmlEntity entity, int at, int offset)
    {
        var reference = default(XmlReference);
        try
        {
            reference = XmlReference.Read(entity.Text, at, anyCharacter);
        }
        catch (XmlFault fault)
        {
            throw new XmlFault(offset, fault.Message);
        }
        return reference.Length > 0 ? reference : throw new XmlFault(offset, "Found an entity that ends within a reference.");
    }

    private static XmlFault LessThan(int offset) => new(offset, "Found '<' in the value of an attribute, expected '&lt;' or the closing quote.");
}
