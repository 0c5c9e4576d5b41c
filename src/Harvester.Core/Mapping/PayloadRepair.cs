using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Harvester.Core.Mapping;

/// <summary>
/// Makes JSON readable whose texts are not: bytes that are no UTF-8 become U+FFFD, escapes of unpaired surrogates (RFC 8259, section
/// 8.2 leaves them undefined; the reader throws on them) are dropped.
/// </summary>
public static class PayloadRepair
{
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> json, out bool repaired)
    {
        repaired = false;
        if (!Utf8.IsValid(json.Span))
        {
            repaired = true;
            json = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(json.Span));
        }

        return json.Span.IndexOf("\\ud"u8) >= 0 || json.Span.IndexOf("\\uD"u8) >= 0 ? WithoutUnpaired(json, ref repaired) : json;
    }

    private static ReadOnlyMemory<byte> WithoutUnpaired(ReadOnlyMemory<byte> json, ref bool repaired)
    {
        var bytes = json.Span;
        var kept = new byte[bytes.Length];
        var length = 0;
        var removed = false;
        for (var i = 0; i < bytes.Length;)
        {
            var width = bytes[i] == '\\' ? 2 : 1;
            var code = EscapedAt(bytes, i);
            if (code is >= 0xD800 and <= 0xDBFF && EscapedAt(bytes, i + 6) is >= 0xDC00 and <= 0xDFFF)
                width = 12;
            else if (code is >= 0xD800 and <= 0xDFFF)
                width = 0;
            if (width == 0)
            {
                removed = true;
                i += 6;
                continue;
            }

            width = Math.Min(width, bytes.Length - i);
            bytes.Slice(i, width).CopyTo(kept.AsSpan(length));
            length += width;
            i += width;
        }

        repaired |= removed;
        return removed ? kept.AsMemory(0, length) : json;
    }

    private static int EscapedAt(ReadOnlySpan<byte> bytes, int at) =>
        at + 6 <= bytes.Length && bytes[at] == '\\' && bytes[at + 1] == 'u'
        && Utf8Parser.TryParse(bytes.Slice(at + 2, 4), out ushort code, out var used, 'x') && used == 4
            ? code
            : -1;
}
