using System.Text;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Turtle;

/// <summary>Prefixed names (Turtle 1.1, productions [139s], [140s], [167s] to [172s]) and bare words such as <c>a</c> and <c>PREFIX</c>.</summary>
internal static class NameScanner
{
    /// <summary>Null when there is neither; the cursor then stays.</summary>
    public static Token? Read(ref Utf8Cursor cursor)
    {
        var begin = cursor.Position;
        var end = SkipPrefix(ref cursor);
        if (cursor.Peek() == ':' && cursor.Position == end)
        {
            var prefix = Encoding.UTF8.GetString(cursor.Bytes[begin..end]);
            cursor.Position++;
            return new Token(TokenKind.PrefixedName, prefix, ReadLocal(ref cursor), null, 0, 0);
        }
        cursor.Position = end;
        return end == begin
            ? null
            : new Token(TokenKind.Word, Encoding.UTF8.GetString(cursor.Bytes[begin..end]), "", null, 0, 0);
    }

    // PN_PREFIX: the end of the last character that is no dot.
    private static int SkipPrefix(ref Utf8Cursor cursor)
    {
        var end = cursor.Position;
        var c = cursor.PeekCodePoint(out var length);
        if (!NameCharacters.IsBase(c))
            return end;
        while (NameCharacters.IsPart(c) || c == '.')
        {
            cursor.Position += length;
            if (c != '.')
                end = cursor.Position;
            c = cursor.PeekCodePoint(out length);
        }
        return end;
    }

    // PN_LOCAL, with its escapes resolved and its percent-encodings kept.
    private static string ReadLocal(ref Utf8Cursor cursor)
    {
        var begin = cursor.Position;
        var end = begin;
        StringBuilder? unescaped = null;
        while (true)
        {
            var c = cursor.PeekCodePoint(out var length);
            if (c == '\\' && IsEscapable(cursor.Peek(1)))
            {
                unescaped ??= new StringBuilder();
                unescaped.Append(Encoding.UTF8.GetString(cursor.Bytes[begin..cursor.Position])).Append((char)cursor.Peek(1));
                cursor.Position += 2;
                begin = end = cursor.Position;
                continue;
            }
            var isFirst = unescaped is null && cursor.Position == begin;
            if (c == '%' && NameCharacters.IsHex(cursor.Peek(1)) && NameCharacters.IsHex(cursor.Peek(2)))
                length = 3;
            else if (c != ':' && !(isFirst ? NameCharacters.IsStartOrDigit(c) : NameCharacters.IsPart(c) || c == '.'))
                break;
            cursor.Position += length;
            if (c != '.')
                end = cursor.Position;
        }
        cursor.Position = end;
        var last = Encoding.UTF8.GetString(cursor.Bytes[begin..end]);
        return unescaped is null ? last : unescaped.Append(last).ToString();
    }

    // PN_LOCAL_ESC.
    private static bool IsEscapable(int c) => c > 0 && "_~.-!$&'()*+,;=/?#@%".Contains((char)c);
}
