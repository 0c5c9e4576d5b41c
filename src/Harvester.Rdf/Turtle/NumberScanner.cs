using Harvester.Rdf.Text;

namespace Harvester.Rdf.Turtle;

/// <summary>INTEGER, DECIMAL and DOUBLE (Turtle 1.1, productions [19] to [21]).</summary>
internal static class NumberScanner
{
    /// <summary>False when there is no number; the cursor then stays.</summary>
    public static bool TryRead(scoped ref Utf8Cursor cursor, out Token token)
    {
        token = default;
        var begin = cursor.Position;
        var kind = TokenKind.Integer;
        if (cursor.Peek() is '+' or '-')
            cursor.Position++;
        var digits = SkipDigits(ref cursor);
        if (cursor.Peek() == '.')
        {
            // A dot that no digit and no exponent follows ends the statement instead.
            if (NameCharacters.IsDigit(cursor.Peek(1)))
            {
                cursor.Position++;
                digits += SkipDigits(ref cursor);
                kind = TokenKind.Decimal;
            }
            else if (digits > 0 && ExponentLength(ref cursor, 1) > 0)
                cursor.Position++;
        }
        if (digits == 0)
        {
            cursor.Position = begin;
            return false;
        }
        if (ExponentLength(ref cursor, 0) is > 0 and var length)
        {
            cursor.Position += length;
            SkipDigits(ref cursor);
            kind = TokenKind.Double;
        }
        token = new Token { Kind = kind, Text = cursor.Bytes[begin..cursor.Position] };
        return true;
    }

    private static int SkipDigits(scoped ref Utf8Cursor cursor)
    {
        var begin = cursor.Position;
        while (NameCharacters.IsDigit(cursor.Peek()))
            cursor.Position++;
        return cursor.Position - begin;
    }

    // The length of 'e', a sign and the first digit.
    private static int ExponentLength(scoped ref Utf8Cursor cursor, int ahead)
    {
        if (cursor.Peek(ahead) is not ('e' or 'E'))
            return 0;
        var length = cursor.Peek(ahead + 1) is '+' or '-' ? 2 : 1;
        return NameCharacters.IsDigit(cursor.Peek(ahead + length)) ? length + 1 : 0;
    }
}
