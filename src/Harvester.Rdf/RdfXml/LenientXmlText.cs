using System.Text;
using System.Text.RegularExpressions;

namespace Harvester.Rdf.RdfXml;

/// <summary>
/// The characters of an XML document for the lenient reading: decoded as the byte order mark or the XML declaration says (XML 1.0, appendix F), with
/// U+FFFD in place of what is no character there (XML 1.0, section 2.2). One control character in one title does not end the document.
/// </summary>
internal sealed partial class LenientXmlText : TextReader
{
    private const int HeadLength = 1024;
    private readonly TextReader text;
    private int line = 1;
    private int column;

    private LenientXmlText(TextReader text) => this.text = text;

    /// <summary>Characters that were replaced, those that the source wrote as U+FFFD included.</summary>
    public long Replaced { get; private set; }

    /// <summary>Of the first one; 1-based.</summary>
    public (int Line, int Column) First { get; private set; }

    /// <summary>Reads as much as tells the encoding.</summary>
    public static async Task<LenientXmlText> OpenAsync(Stream document, CancellationToken cancellationToken)
    {
        var head = new byte[HeadLength];
        var length = await document.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, cancellationToken);
        var encoding = EncodingOf(head.AsSpan(0, length), out var mark);
        return new LenientXmlText(new StreamReader(new Joined(head.AsMemory(mark, length - mark), document), encoding, detectEncodingFromByteOrderMarks: false));
    }

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        var count = await text.ReadAsync(buffer, cancellationToken);
        Mend(buffer.Span[..count]);
        return count;
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

    public override int Read(char[] buffer, int index, int count)
    {
        var read = text.Read(buffer, index, count);
        Mend(buffer.AsSpan(index, read));
        return read;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            text.Dispose();
        base.Dispose(disposing);
    }

    // Decoders give no unpaired surrogates, but for a pair that a buffer cuts: those units are left alone.
    private void Mend(Span<char> read)
    {
        for (var i = 0; i < read.Length; i++)
        {
            column++;
            if (read[i] >= ' ' && read[i] < '\uFFFD')
                continue;
            if (read[i] == '\n')
                (line, column) = (line + 1, 0);
            if (read[i] is '\n' or '\r' or '\t')
                continue;
            if (Replaced++ == 0)
                First = (line, column);
            read[i] = '\uFFFD';
        }
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> head, out int mark)
    {
        mark = 0;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            return Marked(3, Encoding.UTF8, out mark);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return Marked(2, Encoding.Unicode, out mark);
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return Marked(2, Encoding.BigEndianUnicode, out mark);
        if (head.StartsWith((ReadOnlySpan<byte>)[(byte)'<', 0]))
            return Encoding.Unicode;
        if (head.StartsWith((ReadOnlySpan<byte>)[0, (byte)'<']))
            return Encoding.BigEndianUnicode;
        if (Declared().Match(Encoding.Latin1.GetString(head)) is not { Success: true } declared)
            return Encoding.UTF8;
        try
        {
            // Bytes that spell <?xml in ASCII are no UTF-16, whatever they say.
            var encoding = Encoding.GetEncoding(declared.Groups[1].Value, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD"));
            return encoding.CodePage is 1200 or 1201 or 12000 or 12001 ? Encoding.UTF8 : encoding;
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    private static Encoding Marked(int length, Encoding encoding, out int mark)
    {
        mark = length;
        return encoding;
    }

    [GeneratedRegex("""^\s*<\?xml[^>]{0,200}?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._\-]*)["']""")]
    private static partial Regex Declared();

    /// <summary>What was peeked at, then the rest; leaves the rest open.</summary>
    private sealed class Joined(ReadOnlyMemory<byte> head, Stream rest) : Stream
    {
        private ReadOnlyMemory<byte> left = head;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => left.Length > 0 ? Again(buffer.AsSpan(offset, count)) : rest.Read(buffer, offset, count);

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            left.Length > 0 ? ValueTask.FromResult(Again(buffer.Span)) : rest.ReadAsync(buffer, cancellationToken);

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        private int Again(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, left.Length);
            left.Span[..count].CopyTo(buffer);
            left = left[count..];
            return count;
        }
    }
}
