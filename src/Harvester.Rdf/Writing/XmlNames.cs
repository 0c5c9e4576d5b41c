using System.Text;
using System.Xml;

namespace Harvester.Rdf.Writing;

/// <summary>Cuts IRIs into a namespace and a name that an element can have (RDF 1.1 XML Syntax, section 6.1.2; Namespaces in XML 1.0, production [4]).</summary>
internal static class XmlNames
{
    private static ReadOnlySpan<byte> Xmlns => "http://www.w3.org/2000/xmlns/"u8;

    /// <summary>Where the longest such name begins; -1 where there is none, or one of the RDF namespace that means something else.</summary>
    public static int LocalStart(ReadOnlySpan<byte> iri)
    {
        var begin = -1;
        for (var at = iri.Length; at > 0;)
        {
            // What lies beyond the basic plane is in no name by the fourth edition of XML 1.0, which XmlReader follows.
            if (Rune.DecodeLastFromUtf8(iri[..at], out var rune, out var length) != System.Buffers.OperationStatus.Done
                || !rune.IsBmp || !XmlConvert.IsNCNameChar((char)rune.Value))
                break;
            at -= length;
            // A prefix cannot be bound to that namespace.
            if (XmlConvert.IsStartNCNameChar((char)rune.Value) && !(at == Xmlns.Length && iri.StartsWith(Xmlns)))
                begin = at;
        }
        if (begin <= 0)
            return -1;
        return iri[..begin].SequenceEqual(Utf8Names.Rdf) && IsReserved(Encoding.UTF8.GetString(iri[begin..])) ? -1 : begin;
    }

    /// <summary>Whether a prefix is one in XML, and no name that XML keeps for itself; of ASCII characters, as the editions of XML differ on others.</summary>
    public static bool IsPrefix(string name) =>
        name.Length > 0
        && (char.IsAsciiLetter(name[0]) || name[0] == '_')
        && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')
        && !name.StartsWith("xml", StringComparison.OrdinalIgnoreCase);

    // RDF 1.1 XML Syntax, sections 7.2.2 to 7.2.4. A node element rdf:Description has no type, and a property element rdf:li becomes a number.
    private static bool IsReserved(string local) =>
        local is "Description" or "li" or "RDF" or "ID" or "about" or "parseType" or "resource" or "nodeID" or "datatype" or "aboutEach" or "aboutEachPrefix" or "bagID";
}
