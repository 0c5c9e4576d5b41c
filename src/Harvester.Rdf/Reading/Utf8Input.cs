using System.Text;
using System.Text.RegularExpressions;

namespace Harvester.Rdf.Reading;

/// <summary>
/// A document as UTF-8 without a byte order mark, whatever it comes in: UTF-16 by its mark, for XML also by its first characters or by the declaration
/// (XML 1.0, appendix F). The document is left open.
/// </summary>
/// <param name="document">The bytes as they come.</param>
/// <param name="isXml">Whether there may be an XML declaration.</param>
/// <param name="lenient">True: what is no character in the encoding becomes U+FFFD; false: it ends the reading. Bytes that come as UTF-8 pass unseen either way: whoever parses them looks.</param>
internal sealed partial class Utf8Input(Stream document, bool isXml, bool lenient) : ReadOnlyStream
{
    private const int HeadLength = 1024;
    private readonly byte[] head = new byte[HeadLength];
    private ReadOnlyMemory<byte> left;
    private Stream? transcoded;
    private bool isOpen;

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (!isOpen)
            await OpenAsync(cancellationToken);
        try
        {
            return transcoded is null ? await ReadRawAsync(buffer, cancellationToken) : await transcoded.ReadAsync(buffer, cancellationToken);
        }
        catch (DecoderFallbackException fault)
        {
            throw new RdfException(0, 0, "Found bytes that are no characters in the document's encoding.", fault);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            transcoded?.Dispose();
        base.Dispose(disposing);
    }

    private async ValueTask OpenAsync(CancellationToken cancellationToken)
    {
        isOpen = true;
        var length = await document.ReadAtLeastAsync(head, isXml ? HeadLength : 4, throwOnEndOfStream: false, cancellationToken);
        var encoding = EncodingOf(head.AsSpan(0, length), isXml, out var mark);
        left = head.AsMemory(mark, length - mark);
        if (encoding is null)
            return;
        var decoder = (Encoding)encoding.Clone();
        decoder.DecoderFallback = lenient ? new DecoderReplacementFallback("\uFFFD") : DecoderFallback.ExceptionFallback;
        transcoded = Encoding.CreateTranscodingStream(new Raw(this), decoder, new UTF8Encoding(false));
    }

    private ValueTask<int> ReadRawAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (left.Length == 0)
            return document.ReadAsync(buffer, cancellationToken);
        var count = Math.Min(buffer.Length, left.Length);
        left[..count].CopyTo(buffer);
        left = left[count..];
        return ValueTask.FromResult(count);
    }

    /// <summary>Null for UTF-8, also where the declaration names what the bytes are certainly not, or nothing that is known.</summary>
    private static Encoding? EncodingOf(ReadOnlySpan<byte> head, bool isXml, out int mark)
    {
        mark = head.StartsWith(Encoding.UTF8.Preamble) ? 3 : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? 2 : 0;
        if (mark > 0)
            return mark == 3 ? null : head[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode;
        if (!isXml)
            return null;
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'<', 0]))
            return Encoding.Unicode;
        if (head.StartsWith((ReadOnlySpan<byte>)[0, (byte)'<']))
            return Encoding.BigEndianUnicode;
        if (Declared().Match(Encoding.Latin1.GetString(head)) is not { Success: true } declared)
            return null;
        var name = declared.Groups[1].Value;
        try
        {
            // Shift_JIS and EUC-JP are among the code pages, which the runtime has but does not offer by itself.
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            // Bytes that spell <?xml in ASCII are no UTF-16, whatever they say.
            return encoding.CodePage is 1200 or 1201 or 12000 or 12001 or 65001 ? null : encoding;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    [GeneratedRegex("""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._\-]*)["']""")]
    private static partial Regex Declared();

    /// <summary>The bytes as they come, for the transcoder.</summary>
    private sealed class Raw(Utf8Input input) : ReadOnlyStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => input.ReadRawAsync(buffer, cancellationToken);
    }
}
