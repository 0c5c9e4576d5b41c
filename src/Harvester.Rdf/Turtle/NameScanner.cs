using Harvester.Rdf.Reading;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Turtle;

/// <summary>Prefixed names (Turtle 1.1, productions [139s], [140s], [167s] to [172s]) and bare words such as <c>a</c> and <c>PREFIX</c>.</summary>
internal static class NameScanner
{
    /// <summary>False when there is neither; the cursor then stays.</summary>
    public static bool TryRead(scoped ref Utf8Cursor cursor, ByteArena arena, out Token token)
    {
        token = default;
        var begin = cursor.Position;
        var end = SkipPrefix(ref cursor);
        if (cursor.Peek() == ':' && cursor.Position == end)
        {
            var prefix = cursor.Bytes[begin..end];
            cursor.Position++;
            token = new Token { Kind = TokenKind.PrefixedName, Text = prefix, Local = ReadLocal(ref cursor, arena) };
            return true;
        }
        cursor.Position = end;
        if (end == begin)
            return false;
        token = new Token { Kind = TokenKind.Word, Text = cursor.Bytes[begin..end] };
        return true;
    }

    // PN_PREFIX: the end of the last character that is no dot.
    private static int SkipPrefix(scoped ref Utf8Cursor cursor)
    {
        var end = cursor.Position;
        var c = cursor.PeekCodePoint(out var length);
        if (!NameCharacters.IsBase(c))
            return end;
        var plain = cursor.Rest.IndexOfAnyExcept(NameCharacters.Plain);
        if (plain > 0 && cursor.Rest[plain] == ':')
            return cursor.Position += plain;
        while (NameCharacters.IsPart(c) || c == '.')
        {
            cursor.Position += length;
            if (c != '.')
                end = cursor.Position;
            c = cursor.PeekCodePoint(out length);
        }
        return end;
    }

    // PN_LOCAL, with its escapes undone and its percent-encodings kept.
    private static ReadOnlySpan<byte> ReadLocal(scoped ref Utf8Cursor cursor, ByteArena arena)
    {
        var begin = cursor.Position;
        var plain = cursor.Rest.IndexOfAnyExcept(NameCharacters.Plain);
        if (plain > 0 && cursor.Rest[0] != '-' && cursor.Rest[plain] is < 0x80 and not ((byte)'.' or (byte)':' or (byte)'%' or (byte)'\\'))
        {
            cursor.Position += plain;
            return cursor.Bytes[begin..cursor.Position];
        }
        var end = begin;
        var hasEscapes = false;
        while (true)
        {
            var c = cursor.PeekCodePoint(out var length);
            var isFirst = cursor.Position == begin;
            if (c == '\\' && IsEscapable(cursor.Peek(1)))
                (length, hasEscapes) = (2, true);
            else if (c == '%' && NameCharacters.IsHex(cursor.Peek(1)) && NameCharacters.IsHex(cursor.Peek(2)))
                length = 3;
            else if (c != ':' && !(isFirst ? NameCharacters.IsStartOrDigit(c) : NameCharacters.IsPart(c) || c == '.'))
                break;
            cursor.Position += length;
            if (c != '.')
                end = cursor.Position;
        }
        cursor.Position = end;
        var local = cursor.Bytes[begin..end];
        return hasEscapes ? Unescaped(local, arena) : local;
    }

    private static ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> local, ByteArena arena)
    {
        var text = arena.Take(local.Length);
        var length = 0;
        for (var i = 0; i < local.Length; i++)
        {
            if (local[i] == '\\')
                i++;
            text[length++] = local[i];
        }
        return text[..length];
    }

    // PN_LOCAL_ESC.
    private static bool IsEscapable(int c) => c > 0 && "_~.-!$&'()*+,;=/?#@%".Contains((char)c);
}
