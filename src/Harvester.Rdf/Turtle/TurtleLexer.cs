using Harvester.Rdf.Reading;
using Harvester.Rdf.Text;

namespace Harvester.Rdf.Turtle;

/// <summary>Cuts a window of Turtle or TriG into terminals (Turtle 1.1, section 6.5).</summary>
internal ref struct TurtleLexer(ReadOnlySpan<byte> window, TermScanner scanner, ByteArena arena)
{
    private Utf8Cursor cursor = new(window);

    /// <summary>Behind the token read last; at the token to come after <see cref="SkipSpaceAndComments"/>.</summary>
    public readonly int Position => cursor.Position;

    /// <summary>The token read last, or the comment skipped, ends with the window; what follows may belong to it.</summary>
    public readonly bool HitEnd => cursor.HitEnd;

    /// <summary>Goes to the next token; false at the window's end.</summary>
    /// <param name="insideComment">Whether the window's end is inside of a comment, and whether its begin is.</param>
    public bool SkipSpaceAndComments(ref bool insideComment)
    {
        while (true)
        {
            if (insideComment)
            {
                var end = cursor.Rest.IndexOfAny((byte)'\n', (byte)'\r');
                cursor.Position = end < 0 ? cursor.Bytes.Length : cursor.Position + end;
                if (end < 0)
                    return false;
                insideComment = false;
            }
            var bytes = cursor.Bytes;
            var at = cursor.Position;
            while (at < bytes.Length && bytes[at] is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
                at++;
            cursor.Position = at;
            if (at == bytes.Length)
                return false;
            if (bytes[at] != '#')
                return true;
            insideComment = true;
        }
    }

    public Token Read()
    {
        switch (cursor.Peek())
        {
            case '<':
                return From(TokenKind.Iri, scanner.Iri(ref cursor));
            case '"' or '\'':
                return From(TokenKind.String, scanner.String(ref cursor, turtle: true));
            case '@':
                return From(TokenKind.AtWord, TermScanner.LanguageTag(ref cursor));
            case '_' when cursor.Peek(1) == ':':
                return From(TokenKind.BlankLabel, TermScanner.BlankLabel(ref cursor));
            case '^' when cursor.Peek(1) == '^':
                return Mark(TokenKind.DatatypeMark, 2);
            case '.' when !NameCharacters.IsDigit(cursor.Peek(1)):
                return Mark(TokenKind.Dot);
            case ';':
                return Mark(TokenKind.Semicolon);
            case ',':
                return Mark(TokenKind.Comma);
            case '[':
                return Mark(TokenKind.OpenBracket);
            case ']':
                return Mark(TokenKind.CloseBracket);
            case '(':
                return Mark(TokenKind.OpenParenthesis);
            case ')':
                return Mark(TokenKind.CloseParenthesis);
            case '{':
                return Mark(TokenKind.OpenBrace);
            case '}':
                return Mark(TokenKind.CloseBrace);
            case '+' or '-' or '.' or (>= '0' and <= '9'):
                return NumberScanner.TryRead(ref cursor, out var number) ? number : Invalid();
            default:
                return NameScanner.TryRead(ref cursor, arena, out var name) ? name : Invalid();
        }
    }

    private Token Mark(TokenKind kind, int length = 1)
    {
        cursor.Position += length;
        return new Token { Kind = kind, Text = cursor.Bytes[(cursor.Position - length)..cursor.Position] };
    }

    private static Token From(TokenKind kind, scoped in Scan scan) =>
        new() { Kind = scan.IsWhole ? kind : TokenKind.Invalid, Text = scan.Text, Fault = scan.Fault, Mended = scan.Mended };

    // Takes one code point, so that a lenient reading gets on.
    private Token Invalid()
    {
        var found = Escapes.Excerpt(cursor.Rest);
        cursor.PeekCodePoint(out var length);
        cursor.Position += Math.Max(length, 1);
        return new Token { Kind = TokenKind.Invalid, Fault = $"Found '{found}', which begins no token." };
    }
}
