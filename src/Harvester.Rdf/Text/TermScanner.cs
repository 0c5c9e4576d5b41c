using System.Buffers;
using System.Text;

namespace Harvester.Rdf.Text;

/// <summary>
/// The tokens that N-Triples and Turtle share (Turtle 1.1 section 6.5). Each method begins at the token's first byte and leaves the
/// cursor behind what it took.
/// </summary>
internal static class TermScanner
{
    private static readonly SearchValues<byte> IriStops = SearchValues.Create(">\n\r"u8);
    private static readonly SearchValues<byte> DoubleQuotedStops = SearchValues.Create("\"\\\n\r"u8);
    private static readonly SearchValues<byte> SingleQuotedStops = SearchValues.Create("'\\\n\r"u8);
    private static readonly SearchValues<byte> LongDoubleQuotedStops = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> LongSingleQuotedStops = SearchValues.Create("'\\"u8);

    /// <summary>IRIREF. The lenient reading percent-encodes illegal characters, but for brackets, which speak of a broken document.</summary>
    public static Scan Iri(ref Utf8Cursor cursor, bool lenient)
    {
        cursor.Position++;
        var length = cursor.DistanceTo(IriStops);
        if (length < 0 || cursor.Rest[length] != '>')
            return new Scan(null, "Found an IRI without its closing '>' on the same line.", IsWhole: false);
        var raw = cursor.Rest[..length];
        cursor.Position += length + 1;
        var iri = Escapes.Decode(raw, isString: false, out var fault);
        if (iri is null)
            return new Scan(null, fault);
        var illegal = IriReference.IndexOfIllegal(iri);
        if (illegal < 0)
            return new Scan(iri);
        if (lenient && !iri.AsSpan().ContainsAny('<', '>'))
            return new Scan(IriReference.Escape(iri));
        return new Scan(null, $"Found '{Printable(iri[illegal])}' in the IRI <{iri}>, where it must be percent-encoded.");
    }

    /// <summary>STRING_LITERAL_QUOTE and, where <paramref name="turtle"/>, the single-quoted and long forms.</summary>
    public static Scan String(ref Utf8Cursor cursor, bool turtle)
    {
        var quote = (byte)cursor.Peek();
        if (turtle && cursor.Peek(1) == quote && cursor.Peek(2) == quote)
            return LongString(ref cursor, quote);
        var begin = ++cursor.Position;
        while (true)
        {
            var distance = cursor.DistanceTo(quote == '"' ? DoubleQuotedStops : SingleQuotedStops);
            if (distance < 0 || cursor.Rest[distance] is (byte)'\n' or (byte)'\r')
            {
                cursor.Position = distance < 0 ? cursor.Bytes.Length : cursor.Position + distance;
                return new Scan(null, "Found a string without its closing quote on the same line.", IsWhole: false);
            }
            cursor.Position += distance;
            if (cursor.Peek() == quote)
                return Decoded(cursor.Bytes[begin..cursor.Position++]);
            SkipEscape(ref cursor);
        }
    }

    // N-Triples 1.1 production [157s] allows colons as well; the W3C suite refuses them (nt-syntax-bad-bnode-01).
    /// <summary>BLANK_NODE_LABEL without <c>_:</c>.</summary>
    public static Scan BlankLabel(ref Utf8Cursor cursor)
    {
        cursor.Position += 2;
        var begin = cursor.Position;
        var c = cursor.PeekCodePoint(out var length);
        if (!NameCharacters.IsStartOrDigit(c))
            return new Scan(null, "Found '_:' without a label behind it.", IsWhole: false);
        var end = cursor.Position;
        while (NameCharacters.IsPart(c) || c == '.')
        {
            cursor.Position += length;
            if (c != '.')
                end = cursor.Position;
            c = cursor.PeekCodePoint(out length);
        }
        cursor.Position = end;
        return new Scan(Encoding.UTF8.GetString(cursor.Bytes[begin..end]));
    }

    /// <summary>LANGTAG without <c>@</c>: also what <c>@prefix</c> and <c>@base</c> look like.</summary>
    public static Scan LanguageTag(ref Utf8Cursor cursor)
    {
        var begin = ++cursor.Position;
        while (cursor.Peek() is var c && c > 0 && char.IsAsciiLetter((char)c))
            cursor.Position++;
        var end = cursor.Position;
        while (end > begin && cursor.Peek() == '-')
        {
            cursor.Position++;
            while (cursor.Peek() is var c && c > 0 && char.IsAsciiLetterOrDigit((char)c))
                cursor.Position++;
            if (cursor.Position == end + 1)
                break;
            end = cursor.Position;
        }
        cursor.Position = end;
        return end == begin
            ? new Scan(null, "Found '@' without a language tag behind it.", IsWhole: false)
            : new Scan(Encoding.ASCII.GetString(cursor.Bytes[begin..end]));
    }

    private static Scan LongString(ref Utf8Cursor cursor, byte quote)
    {
        cursor.Position += 3;
        var begin = cursor.Position;
        while (true)
        {
            var distance = cursor.DistanceTo(quote == '"' ? LongDoubleQuotedStops : LongSingleQuotedStops);
            if (distance < 0)
            {
                cursor.Position = cursor.Bytes.Length;
                return new Scan(null, "Found a long string without its three closing quotes.", IsWhole: false);
            }
            cursor.Position += distance;
            if (cursor.Peek() == '\\')
                SkipEscape(ref cursor);
            else if (cursor.Peek(1) == quote && cursor.Peek(2) == quote)
            {
                var raw = cursor.Bytes[begin..cursor.Position];
                cursor.Position += 3;
                return Decoded(raw);
            }
            else
                cursor.Position++;
        }
    }

    private static void SkipEscape(ref Utf8Cursor cursor) =>
        cursor.Position = Math.Min(cursor.Position + 2, cursor.Bytes.Length);

    private static Scan Decoded(ReadOnlySpan<byte> raw) => new(Escapes.Decode(raw, isString: true, out var fault), fault);

    private static string Printable(char c) => c < ' ' ? $"\\u{(int)c:X4}" : c.ToString();
}
