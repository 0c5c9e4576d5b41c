using Harvester.Rdf.Text;

namespace Harvester.Rdf.Turtle;

/// <summary>Cuts Turtle and TriG into terminals (Turtle 1.1 section 6.5).</summary>
internal sealed class TurtleLexer(Utf8Buffer buffer, bool lenient)
{
    private bool insideComment;

    /// <summary>Takes the next token; false when the buffer must be filled first.</summary>
    public bool TryRead(out Token token)
    {
        token = default;
        if (!SkipSpaceAndComments())
            return false;
        var (line, column) = (buffer.Line, buffer.Column);
        var cursor = new Utf8Cursor(buffer.Unread);
        token = ReadToken(ref cursor) with { Line = line, Column = column };
        if (cursor.HitEnd && !buffer.Ended)
            return false;
        buffer.Skip(cursor.Position);
        return true;
    }

    // True at a token or at the stream's end.
    private bool SkipSpaceAndComments()
    {
        while (true)
        {
            var unread = buffer.Unread;
            if (insideComment)
            {
                var end = unread.IndexOfAny((byte)'\n', (byte)'\r');
                buffer.Skip(end < 0 ? unread.Length : end);
                insideComment = end < 0 && !buffer.Ended;
                unread = buffer.Unread;
            }
            var token = unread.IndexOfAnyExcept(" \t\r\n"u8);
            buffer.Skip(token < 0 ? unread.Length : token);
            if (token < 0)
                return buffer.Ended;
            if (buffer.Unread[0] != '#')
                return true;
            insideComment = true;
        }
    }

    private Token ReadToken(ref Utf8Cursor cursor)
    {
        var first = cursor.Peek();
        switch (first)
        {
            case Utf8Cursor.None:
                return Plain(TokenKind.End);
            case '<':
                return From(TokenKind.Iri, TermScanner.Iri(ref cursor, lenient));
            case '"' or '\'':
                return From(TokenKind.String, TermScanner.String(ref cursor, turtle: true));
            case '@':
                return From(TokenKind.AtWord, TermScanner.LanguageTag(ref cursor));
            case '_' when cursor.Peek(1) == ':':
                return From(TokenKind.BlankLabel, TermScanner.BlankLabel(ref cursor));
            case '^' when cursor.Peek(1) == '^':
                cursor.Position += 2;
                return Plain(TokenKind.DatatypeMark, "^^");
            case '.' when !NameCharacters.IsDigit(cursor.Peek(1)):
                return Mark(TokenKind.Dot, ".", ref cursor);
            case ';':
                return Mark(TokenKind.Semicolon, ";", ref cursor);
            case ',':
                return Mark(TokenKind.Comma, ",", ref cursor);
            case '[':
                return Mark(TokenKind.OpenBracket, "[", ref cursor);
            case ']':
                return Mark(TokenKind.CloseBracket, "]", ref cursor);
            case '(':
                return Mark(TokenKind.OpenParenthesis, "(", ref cursor);
            case ')':
                return Mark(TokenKind.CloseParenthesis, ")", ref cursor);
            case '{':
                return Mark(TokenKind.OpenBrace, "{", ref cursor);
            case '}':
                return Mark(TokenKind.CloseBrace, "}", ref cursor);
            case '+' or '-' or '.' or (>= '0' and <= '9'):
                return NumberScanner.Read(ref cursor) ?? Invalid(ref cursor);
            default:
                return NameScanner.Read(ref cursor) ?? Invalid(ref cursor);
        }
    }

    private static Token Mark(TokenKind kind, string text, ref Utf8Cursor cursor)
    {
        cursor.Position++;
        return Plain(kind, text);
    }

    private static Token Plain(TokenKind kind, string text = "") => new(kind, text, "", null, 0, 0);

    private static Token From(TokenKind kind, Scan scan) =>
        scan.IsWhole ? new Token(kind, scan.Text ?? "", "", scan.Fault, 0, 0) : Plain(TokenKind.Invalid) with { Fault = scan.Fault };

    // Takes one code point, so that a lenient reading gets on.
    private static Token Invalid(ref Utf8Cursor cursor)
    {
        var found = Escapes.Excerpt(cursor.Rest);
        cursor.PeekCodePoint(out var length);
        cursor.Position += Math.Max(length, 1);
        return Plain(TokenKind.Invalid) with { Fault = $"Found '{found}', which begins no token." };
    }
}
