using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.Text;

/// <summary>The escapes of Turtle 1.1, section 6.4, which N-Triples shares.</summary>
internal static class Escapes
{
    /// <summary>Undoes the escapes inside of an IRIREF (numeric ones only) or of a string (those and <c>\n</c> and its like).</summary>
    /// <returns>The text, from the document where it has no escapes and from the arena where it has; nothing where it has a <paramref name="fault"/>.</returns>
    public static ReadOnlySpan<byte> Decode(ReadOnlySpan<byte> raw, bool isString, ByteArena arena, out string? fault)
    {
        fault = Utf8.IsValid(raw) ? null : "Found bytes that are not UTF-8.";
        if (fault is not null)
            return default;
        var backslash = raw.IndexOf((byte)'\\');
        if (backslash < 0)
            return raw;
        // No escape is shorter than what it stands for.
        var text = arena.Take(raw.Length);
        var length = 0;
        while (backslash >= 0)
        {
            raw[..backslash].CopyTo(text[length..]);
            length += backslash;
            raw = raw[backslash..];
            var taken = Undo(raw, isString, text[length..], out var given);
            if (taken == 0)
            {
                fault = $"Found the escape '{Excerpt(raw)}', which {(isString ? "a string" : "an IRI")} cannot have.";
                return default;
            }
            length += given;
            raw = raw[taken..];
            backslash = raw.IndexOf((byte)'\\');
        }
        raw.CopyTo(text[length..]);
        return text[..(length + raw.Length)];
    }

    /// <summary>The first few characters, for a message.</summary>
    public static string Excerpt(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, 40)]);
        var lineBreak = text.AsSpan().IndexOfAny('\r', '\n');
        if (lineBreak > 0)
            text = text[..lineBreak];
        return text.Length > 20 ? text[..20] : text;
    }

    // The number of bytes the escape takes, or 0 when it is none; and of those that it gives.
    private static int Undo(ReadOnlySpan<byte> raw, bool isString, Span<byte> text, out int given)
    {
        given = 1;
        switch (raw.Length < 2 ? (byte)0 : raw[1])
        {
            case (byte)'u':
                return Numeric(raw, 6, text, out given);
            case (byte)'U':
                return Numeric(raw, 10, text, out given);
            case var kind when isString && @"tbnrf""'\".IndexOf((char)kind) is >= 0 and var index:
                text[0] = "\t\b\n\r\f\"'\\"u8[index];
                return 2;
            default:
                return 0;
        }
    }

    private static int Numeric(ReadOnlySpan<byte> raw, int length, Span<byte> text, out int given)
    {
        given = 0;
        if (raw.Length < length || !Utf8Parser.TryParse(raw[2..length], out uint code, out var digits, 'x') || digits != length - 2 || !Rune.TryCreate(code, out var rune))
            return 0;
        given = rune.EncodeToUtf8(text);
        return length;
    }
}
