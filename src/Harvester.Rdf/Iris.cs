using System.Buffers;
using System.Text;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf;

/// <summary>The IRIs of documents, as bytes (RFC 3987; RFC 3986 for their parts). <see cref="IriReference"/> is the same for strings.</summary>
internal static class Iris
{
    // Turtle 1.1, production [18] IRIREF: what may not stand between < and >.
    private static readonly SearchValues<byte> Illegal = SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(b => (byte)b), .. "<>\"{}|^`\\"u8]);
    private static readonly SearchValues<byte> Suspect = SearchValues.Create([.. Enumerable.Range(0, 0x21).Select(b => (byte)b), .. "<>\"{}|^`\\[]"u8]);

    /// <summary>The index of the first byte that an IRI may not have as it is, or -1. Square brackets may stand around an address only (RFC 3986, section 3.2.2).</summary>
    public static int IndexOfIllegal(ReadOnlySpan<byte> iri)
    {
        var suspect = iri.IndexOfAny(Suspect);
        if (suspect < 0 || iri[suspect] is not ((byte)'[' or (byte)']'))
            return suspect;
        var illegal = iri.IndexOfAny(Illegal);
        var (begin, end) = Address(iri);
        for (var i = suspect; i < (illegal < 0 ? iri.Length : illegal); i++)
        {
            if (iri[i] is (byte)'[' or (byte)']' && i != begin && i != end)
                return i;
        }
        return illegal;
    }

    /// <summary>Percent-encodes the bytes that an IRI may not have as they are.</summary>
    public static ReadOnlySpan<byte> Escape(ReadOnlySpan<byte> iri, ByteArena arena)
    {
        var escaped = arena.Take(iri.Length * 3);
        var (begin, end) = Address(iri);
        var length = 0;
        for (var i = 0; i < iri.Length; i++)
        {
            if (Suspect.Contains(iri[i]) && i != begin && i != end)
            {
                escaped[length++] = (byte)'%';
                escaped[length++] = "0123456789ABCDEF"u8[iri[i] >> 4];
                escaped[length++] = "0123456789ABCDEF"u8[iri[i] & 15];
            }
            else
                escaped[length++] = iri[i];
        }
        return escaped[..length];
    }

    /// <summary>What a lenient reading says of an IRI that it escaped.</summary>
    public static string Escaped(ReadOnlySpan<byte> iri, int illegal) =>
        $"Found '{Printable(iri[illegal])}' in the IRI <{Encoding.UTF8.GetString(iri)}>; it was percent-encoded.";

    /// <summary>A byte as a message shows it.</summary>
    public static string Printable(byte one) => one < ' ' ? $"\\u{(int)one:X4}" : ((char)one).ToString();

    /// <summary>Whether the reference begins with a scheme (RFC 3986, section 3.1).</summary>
    public static bool IsAbsolute(ReadOnlySpan<byte> reference)
    {
        // By far most are one of these.
        if (reference.StartsWith("http"u8) && reference.Length > 5 && (reference[4] == ':' || (reference[4] == 's' && reference[5] == ':')))
            return true;
        if (reference.Length == 0 || !char.IsAsciiLetter((char)reference[0]))
            return false;
        foreach (var one in reference)
        {
            if (one == ':')
                return true;
            if (!char.IsAsciiLetterOrDigit((char)one) && one is not ((byte)'+' or (byte)'-' or (byte)'.'))
                return false;
        }
        return false;
    }

    /// <summary>A relative reference against a base (<see cref="IriReference.Resolve"/>).</summary>
    public static ReadOnlySpan<byte> Resolve(string baseIri, ReadOnlySpan<byte> reference, ByteArena arena)
    {
        var resolved = IriReference.Resolve(baseIri, Encoding.UTF8.GetString(reference));
        var iri = arena.Take(Encoding.UTF8.GetByteCount(resolved));
        Encoding.UTF8.GetBytes(resolved, iri);
        return iri;
    }

    // The places of the brackets of an IP address, or -1: //[::1] right behind the scheme, perhaps with user@.
    private static (int Begin, int End) Address(ReadOnlySpan<byte> iri)
    {
        var colon = iri.IndexOf((byte)':');
        if (colon < 0 || !iri[(colon + 1)..].StartsWith("//"u8))
            return (-1, -1);
        var authority = iri[(colon + 3)..];
        var length = authority.IndexOfAny("/?#"u8);
        if (length >= 0)
            authority = authority[..length];
        var begin = authority.IndexOf((byte)'@') + 1;
        var end = authority.IndexOf((byte)']');
        return end > begin && authority[begin] == '[' && authority[(begin + 1)..end].IndexOfAnyExceptInRange((byte)'%', (byte)'z') < 0
            ? (colon + 3 + begin, colon + 3 + end)
            : (-1, -1);
    }
}
