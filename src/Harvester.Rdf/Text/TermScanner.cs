using System.Buffers;
using System.Text;
using System.Text.Unicode;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Text;

/// <summary>
/// The tokens that N-Triples and Turtle share (Turtle 1.1, section 6.5). Each method begins at the token's first byte and leaves the
/// cursor behind what it took.
/// </summary>
/// <param name="lenient">Whether characters that an IRI may not have are escaped, or refused.</param>
/// <param name="arena">Where text with escapes is put.</param>
internal sealed class TermScanner(bool lenient, ByteArena arena)
{
    // All that is not the plain inside of an IRI: what it may not have, its end, an escape, and whatever is not ASCII.
    private static readonly SearchValues<byte> IriStops = SearchValues.Create(
        [.. Enumerable.Range(0, 0x21).Select(b => (byte)b), .. "<>\"{}|^`\\[]"u8, .. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    private static readonly SearchValues<byte> IriEnds = SearchValues.Create(">\n\r"u8);
    private static readonly SearchValues<byte> DoubleQuotedStops = SearchValues.Create("\"\\\n\r"u8);
    private static readonly SearchValues<byte> SingleQuotedStops = SearchValues.Create("'\\\n\r"u8);
    private static readonly SearchValues<byte> LongDoubleQuotedStops = SearchValues.Create("\"\\"u8);
    private static readonly SearchValues<byte> LongSingleQuotedStops = SearchValues.Create("'\\"u8);
    private static readonly SearchValues<byte> LabelBytes = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"u8);

    /// <summary>IRIREF. The lenient reading percent-encodes characters that an IRI cannot have, but for angle brackets, which speak of a broken document.</summary>
    public Scan Iri(scoped ref Utf8Cursor cursor)
    {
        cursor.Position++;
        var rest = cursor.Rest;
        var length = rest.IndexOfAny(IriStops);
        if (length >= 0 && rest[length] == '>')
        {
            cursor.Position += length + 1;
            return Scan.Of(rest[..length]);
        }
        length = cursor.DistanceTo(IriEnds);
        if (length < 0 || rest[length] != '>')
            return Scan.Broken("Found an IRI without its closing '>' on the same line.");
        cursor.Position += length + 1;
        var iri = Escapes.Decode(rest[..length], isString: false, arena, out var fault);
        if (fault is not null)
            return Scan.Unusable(fault);
        var illegal = Iris.IndexOfIllegal(iri);
        if (illegal < 0)
            return Scan.Of(iri);
        if (lenient && !iri.ContainsAny((byte)'<', (byte)'>'))
            return Scan.Of(Iris.Escape(iri, arena), Iris.Escaped(iri, illegal));
        return Scan.Unusable($"Found '{Iris.Printable(iri[illegal])}' in the IRI <{Encoding.UTF8.GetString(iri)}>, where it must be percent-encoded.");
    }

    /// <summary>STRING_LITERAL_QUOTE and, where <paramref name="turtle"/>, the single-quoted and long forms.</summary>
    public Scan String(scoped ref Utf8Cursor cursor, bool turtle)
    {
        var quote = (byte)cursor.Peek();
        if (turtle && cursor.Peek(1) == quote && cursor.Peek(2) == quote)
            return LongString(ref cursor, quote);
        var begin = ++cursor.Position;
        var stops = quote == '"' ? DoubleQuotedStops : SingleQuotedStops;
        var isPlain = true;
        while (true)
        {
            var distance = cursor.DistanceTo(stops);
            if (distance < 0 || cursor.Rest[distance] is (byte)'\n' or (byte)'\r')
            {
                cursor.Position = distance < 0 ? cursor.Bytes.Length : cursor.Position + distance;
                return Scan.Broken("Found a string without its closing quote on the same line.");
            }
            cursor.Position += distance;
            if (cursor.Bytes[cursor.Position] == quote)
                return Text(cursor.Bytes[begin..cursor.Position++], isPlain);
            isPlain = false;
            SkipEscape(ref cursor);
        }
    }

    // N-Triples 1.1 production [157s] allows colons as well; the W3C suite refuses them (nt-syntax-bad-bnode-01).
    /// <summary>BLANK_NODE_LABEL without <c>_:</c>.</summary>
    public static Scan BlankLabel(scoped ref Utf8Cursor cursor)
    {
        cursor.Position += 2;
        var begin = cursor.Position;
        var plain = cursor.Rest.IndexOfAnyExcept(LabelBytes);
        if (plain > 0 && cursor.Rest[plain] is < 0x80 and not ((byte)'-' or (byte)'.'))
        {
            cursor.Position += plain;
            return Scan.Of(cursor.Bytes[begin..cursor.Position]);
        }
        var c = cursor.PeekCodePoint(out var length);
        if (!NameCharacters.IsStartOrDigit(c))
            return Scan.Broken("Found '_:' without a label behind it.");
        var end = cursor.Position;
        while (NameCharacters.IsPart(c) || c == '.')
        {
            cursor.Position += length;
            if (c != '.')
                end = cursor.Position;
            c = cursor.PeekCodePoint(out length);
        }
        cursor.Position = end;
        return Scan.Of(cursor.Bytes[begin..end]);
    }

    /// <summary>LANGTAG without <c>@</c>: also what <c>@prefix</c> and <c>@base</c> look like.</summary>
    public static Scan LanguageTag(scoped ref Utf8Cursor cursor)
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
            ? Scan.Broken("Found '@' without a language tag behind it.")
            : Scan.Of(cursor.Bytes[begin..end]);
    }

    private Scan LongString(scoped ref Utf8Cursor cursor, byte quote)
    {
        cursor.Position += 3;
        var begin = cursor.Position;
        var isPlain = true;
        while (true)
        {
            var distance = cursor.DistanceTo(quote == '"' ? LongDoubleQuotedStops : LongSingleQuotedStops);
            if (distance < 0)
            {
                cursor.Position = cursor.Bytes.Length;
                return Scan.Broken("Found a long string without its three closing quotes.");
            }
            cursor.Position += distance;
            if (cursor.Peek() == '\\')
            {
                isPlain = false;
                SkipEscape(ref cursor);
            }
            else if (cursor.Peek(1) == quote && cursor.Peek(2) == quote)
            {
                var raw = cursor.Bytes[begin..cursor.Position];
                cursor.Position += 3;
                return Text(raw, isPlain);
            }
            else
                cursor.Position++;
        }
    }

    private static void SkipEscape(scoped ref Utf8Cursor cursor) =>
        cursor.Position = Math.Min(cursor.Position + 2, cursor.Bytes.Length);

    private Scan Text(ReadOnlySpan<byte> raw, bool isPlain)
    {
        if (isPlain && Utf8.IsValid(raw))
            return Scan.Of(raw);
        var text = Escapes.Decode(raw, isString: true, arena, out var fault);
        return fault is null ? Scan.Of(text) : Scan.Unusable(fault);
    }
}
