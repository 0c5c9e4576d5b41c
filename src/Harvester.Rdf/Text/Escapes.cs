using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Harvester.Rdf.Text;

/// <summary>Decodes UTF-8 with the escapes of Turtle 1.1 section 6.4.</summary>
internal static class Escapes
{
    /// <summary>Decodes the inside of an IRIREF (numeric escapes only) or of a string (those and <c>\n</c> and its like).</summary>
    /// <returns>The text, or null with the fault.</returns>
    public static string? Decode(ReadOnlySpan<byte> raw, bool isString, out string? fault)
    {
        fault = null;
        if (!Utf8.IsValid(raw))
        {
            fault = "Found bytes that are not UTF-8.";
            return null;
        }
        var backslash = raw.IndexOf((byte)'\\');
        if (backslash < 0)
            return Encoding.UTF8.GetString(raw);
        var text = new StringBuilder(raw.Length);
        while (backslash >= 0)
        {
            text.Append(Encoding.UTF8.GetString(raw[..backslash]));
            raw = raw[backslash..];
            var length = raw.Length < 2 ? 0 : AppendEscape(text, raw, isString);
            if (length == 0)
            {
                fault = $"Found the escape '{Excerpt(raw)}', which {(isString ? "a string" : "an IRI")} cannot have.";
                return null;
            }
            raw = raw[length..];
            backslash = raw.IndexOf((byte)'\\');
        }
        return text.Append(Encoding.UTF8.GetString(raw)).ToString();
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

    // The number of bytes the escape takes, or 0 when it is none.
    private static int AppendEscape(StringBuilder text, ReadOnlySpan<byte> raw, bool isString)
    {
        var kind = raw[1];
        if (kind is (byte)'u' or (byte)'U')
            return AppendNumeric(text, raw, kind == 'u' ? 6 : 10);
        var index = isString ? @"tbnrf""'\".IndexOf((char)kind) : -1;
        if (index < 0)
            return 0;
        text.Append("\t\b\n\r\f\"'\\"[index]);
        return 2;
    }

    private static int AppendNumeric(StringBuilder text, ReadOnlySpan<byte> raw, int length)
    {
        if (raw.Length < length
            || !Utf8Parser.TryParse(raw[2..length], out uint code, out var used, 'X') || used != length - 2
            || !Rune.TryCreate(code, out var rune))
            return 0;
        text.Append(rune.ToString());
        return length;
    }
}
