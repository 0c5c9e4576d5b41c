using System.Buffers;
using System.Text;

namespace Harvester.Rdf.Xml;

/// <content>What declarations are made of.</content>
internal ref partial struct DoctypeReader
{
    private static readonly SearchValues<byte> PublicIdCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n\r-'()+,./:=?;!*#@$_%"u8);

    // Productions [75] and [83]; gives the system identifier.
    private ReadOnlySpan<byte> ExternalId(bool publicOnly)
    {
        if (Take("SYSTEM"u8))
        {
            Space();
            return Quoted(out _);
        }
        if (!Take("PUBLIC"u8))
            throw Fault("Found something else than SYSTEM or PUBLIC.");
        Space();
        if (Quoted(out var begin).IndexOfAnyExcept(PublicIdCharacters) is >= 0 and var index)
            throw new XmlFault(begin + index, "Found a character that a public identifier cannot have.");
        var hasSpace = SkipSpace();
        if (publicOnly && Peek() == '>')
            return default;
        return hasSpace ? Quoted(out _) : throw Fault("Found no white space behind the public identifier.");
    }

    private ReadOnlySpan<byte> Quoted(out int begin)
    {
        if (Peek() is not ((byte)'"' or (byte)'\''))
            throw Fault("Found no quote where one must open.");
        begin = at + 1;
        var length = bytes[begin..].IndexOf(bytes[at]);
        if (length < 0)
            throw Fault("Found no closing quote.");
        at = begin + length + 1;
        return bytes.Slice(begin, length);
    }

    private ReadOnlySpan<byte> Name(bool isQualified)
    {
        var length = Math.Max(bytes[at..].IndexOfAnyExcept(XmlCharacters.NameBytes), 0);
        var name = bytes.Slice(at, length);
        if (!(isQualified ? XmlCharacters.IsQualifiedName(name) : XmlCharacters.IsPlainName(name)))
            throw Fault("Found something else than a name in the document type declaration.");
        at += length;
        return name;
    }

    private readonly byte Peek() => at < bytes.Length ? bytes[at] : (byte)0;

    private bool SkipSpace()
    {
        var begin = at;
        while (at < bytes.Length && XmlCharacters.IsSpace(bytes[at]))
            at++;
        return at > begin;
    }

    private void Space()
    {
        if (!SkipSpace())
            throw Fault("Found no white space where the document type declaration needs it.");
    }

    private bool Take(ReadOnlySpan<byte> expected)
    {
        if (!bytes[at..].StartsWith(expected))
            return false;
        at += expected.Length;
        return true;
    }

    private void Expect(ReadOnlySpan<byte> expected)
    {
        if (!Take(expected))
            throw Fault($"Found something else than '{Encoding.UTF8.GetString(expected)}' in the document type declaration.");
    }

    private void Through(ReadOnlySpan<byte> end)
    {
        var length = bytes[at..].IndexOf(end);
        if (length < 0)
            throw Fault($"Found no '{Encoding.UTF8.GetString(end)}' in the document type declaration.");
        at += length + end.Length;
    }

    private readonly XmlFault Fault(string message) => new(at, message);
}
