using System.Buffers;
using System.Text;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// Decodes a stream as it comes, in bounded memory. A beginning in plain ASCII decides nothing: the encoding is chosen where the first other
/// byte appears, by up to 64 kB from there. Bytes that are no text become U+FFFD and are counted: no mojibake goes unseen.
/// </summary>
public sealed class CharsetReader(Stream content, CharsetHints hints, CancellationToken cancellationToken) : TextReader
{
    private const int WindowLength = 64 << 10;
    private static readonly SearchValues<byte> Plain = SearchValues.Create([.. Enumerable.Range(1, 0x7F).Where(b => b != 0x1B).Select(b => (byte)b)]);

    private static readonly SearchValues<char> PrivatePlaces = SearchValues.Create("\uF8F0\uF8F1\uF8F2\uF8F3");

    private readonly byte[] window = new byte[WindowLength];
    private int filled;
    private int used;
    private bool ended;
    private bool atStart = true;
    private string? own;
    private Decoder? decoder;
    private long lines = 1;

    /// <summary>Null until a byte decided it; plain ASCII is right in every candidate.</summary>
    public CharsetChoice? Choice { get; private set; }

    /// <summary>Characters that could not be read, or that the text already holds as U+FFFD.</summary>
    public long Unreadable { get; private set; }

    public long FirstUnreadableLine { get; private set; }

    /// <summary>The whole text.</summary>
    public override async Task<string> ReadToEndAsync()
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        while (await ReadAsync(buffer.AsMemory(), cancellationToken) is > 0 and var count)
            text.Append(buffer, 0, count);
        return text.ToString();
    }

    public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
            return 0;
        while (true)
        {
            if (used == filled && !ended)
                await FillAsync();
            var chars = decoder is null ? await ReadPlainAsync(buffer) : Decode(buffer.Span);
            if (chars > 0)
            {
                Watch(buffer.Span[..chars]);
                return chars;
            }

            if (ended && used == filled)
                return 0;
        }
    }

    public override int Read(char[] buffer, int index, int count) =>
        throw new NotSupportedException("Read asynchronously: the stream behind cannot be read otherwise.");

    /// <summary>Tells the run what was wrong with the encoding, once the text is read.</summary>
    public void Report(Reading reading)
    {
        if (Choice?.Contradiction is { } contradiction)
        {
            reading.Report(new Problem("charset-mismatch", Severity.Warning, Whose.Source, null, null,
                $"{contradiction}, but the bytes are {Choice.Encoding.WebName}; they were read as such"));
        }

        if (Unreadable > 0)
        {
            reading.Report(new Problem("unreadable-characters", Severity.Warning, Whose.Source, null, null,
                $"{Unreadable} characters could not be read as {Choice?.Encoding.WebName ?? "ASCII"}, the first in line {FirstUnreadableLine}; they stand as U+FFFD. If this is the wrong encoding, name the right one as charset"));
        }
    }

    private async ValueTask<int> ReadPlainAsync(Memory<char> buffer)
    {
        if (atStart)
        {
            await CompactAndFillAsync(); // marks, a page's meta element and UTF-16 show at the beginning, which may come in small pieces
            own = Charsets.OwnWord(window.AsSpan(0, filled), hints);
        }

        var start = used;
        var plain = window.AsSpan(used, filled - used).IndexOfAnyExcept(Plain);
        if (atStart && (window.AsSpan(0, filled).Contains((byte)0) || Charsets.AreWide(hints)))
            plain = 0; // UTF-16: its ASCII is not ASCII

        if (plain == 0)
        {
            await CompactAndFillAsync();
            Choice = Charsets.Choose(window.AsSpan(0, filled), ended, hints with { Own = own });
            decoder = Choice.Encoding.GetDecoder();
            if (atStart)
                used += Mark(window.AsSpan(0, filled));
            atStart = false;
            return 0;
        }

        var count = Math.Min(plain < 0 ? filled - used : plain, buffer.Length);
        if (count > 0)
            atStart = false;
        used += count;
        return Encoding.ASCII.GetChars(window.AsSpan(start, count), buffer.Span);
    }

    private static int Mark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? 3
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? 4
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? 2
        : 0;

    private int Decode(Span<char> buffer)
    {
        decoder!.Convert(window.AsSpan(used, filled - used), buffer, flush: ended, out var bytes, out var chars, out _);
        used += bytes;
        // .NET gives the bytes 0xA0 and 0xFD to 0xFF, which are no characters in code page 932 and EUC-JP, places in the private area
        if (Choice!.Encoding.CodePage is 932 or 51932)
            buffer[..chars].ReplaceAny(PrivatePlaces, '\uFFFD');
        return chars;
    }

    private void Watch(ReadOnlySpan<char> text)
    {
        if (Unreadable == 0)
        {
            var bad = text.IndexOf('\uFFFD');
            lines += text[..(bad < 0 ? text.Length : bad)].Count('\n');
            if (bad < 0)
                return;
            FirstUnreadableLine = lines;
        }

        Unreadable += text.Count('\uFFFD');
    }

    private async ValueTask FillAsync()
    {
        (used, filled) = (0, await content.ReadAsync(window, cancellationToken));
        ended = filled == 0;
    }

    /// <summary>Moves what is left to the front and fills the window up, for a choice by as much as there is.</summary>
    private async ValueTask CompactAndFillAsync()
    {
        window.AsSpan(used, filled - used).CopyTo(window);
        (filled, used) = (filled - used, 0);
        while (filled < window.Length && !ended)
        {
            var count = await content.ReadAsync(window.AsMemory(filled), cancellationToken);
            filled += count;
            ended = count == 0;
        }
    }
}
