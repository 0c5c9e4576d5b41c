using System.Text;
using System.Text.RegularExpressions;
using Harvester.Core.Model;
using UtfUnknown;

namespace Harvester.Connectors.Html;

/// <summary>
/// Turns a page's bytes into text. What the bytes can be weighs more than what the server says: a header or a meta element is believed only
/// when every byte is valid in that encoding. Shift_JIS is CP932, as everywhere on the web (WHATWG Encoding, section 12.3).
/// </summary>
internal static partial class PageCharset
{
    /// <summary>How far into a page a meta element counts; the standard says 1024, old pages have long comments first.</summary>
    private const int MetaWithin = 4096;

    /// <summary>One damaged character in so many may be: a page cut in two by its CMS. More is the wrong encoding.</summary>
    private const int ToleratedIn = 1000;

    static PageCharset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="stated">The charset of the Content-Type header, or null.</param>
    /// <param name="damaged">How many characters could not be read and became U+FFFD.</param>
    /// <exception cref="SourceException">Code <c>unknown-charset</c>: no encoding makes text of the bytes.</exception>
    public static (string Text, Encoding Encoding) Decode(byte[] bytes, string? stated, Uri url, out int damaged)
    {
        damaged = 0;
        if (OfByteOrderMark(bytes) is { } marked)
            return (marked.GetString(bytes.AsSpan(marked.Preamble.Length)), marked);
        var candidates = Candidates(bytes, stated).DistinctBy(encoding => encoding.CodePage).ToList();
        foreach (var encoding in candidates)
        {
            if (Strictly(encoding, bytes) is { } text)
                return (text, encoding);
        }

        var (best, chosen) = candidates.Select(encoding => (Text: Leniently(encoding, bytes), encoding)).MinBy(pair => Damage(pair.Text));
        damaged = Damage(best);
        if (damaged * (long)ToleratedIn > best.Length)
        {
            throw new SourceException("unknown-charset", Whose.Source, url.AbsoluteUri,
                $"The page's encoding cannot be found: {stated ?? "none"} is stated, and {damaged} of its characters are not valid even in {chosen.WebName}; nothing was taken.");
        }

        return (best, chosen);
    }

    private static IEnumerable<Encoding> Candidates(byte[] bytes, string? stated)
    {
        var meta = Meta().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, MetaWithin))) is { Success: true } match ? match.Groups[1].Value : null;
        Encoding?[] said = [Named(stated), Named(meta)];
        // Its bytes are ASCII, and so valid in every other encoding.
        var escaped = said.FirstOrDefault(encoding => encoding?.CodePage is 50220 or 50221 or 50222);
        if (escaped is not null)
            yield return escaped;
        // Japanese that is valid UTF-8 by chance does not exist, while CP932 takes many a UTF-8 text.
        yield return Encoding.UTF8;
        foreach (var encoding in said)
        {
            if (encoding is not null)
                yield return encoding;
        }

        if (Named(CharsetDetector.DetectFromBytes(bytes).Detected?.EncodingName) is { } detected)
            yield return detected;
        yield return Encoding.GetEncoding(932);
        yield return Encoding.GetEncoding(51932);
    }

    private static Encoding? Named(string? name)
    {
        try
        {
            return name?.Trim().Trim('"', '\'').ToLowerInvariant() switch
            {
                null or "" => null,
                "shift_jis" or "shift-jis" or "sjis" or "x-sjis" or "ms_kanji" or "windows-31j" or "cp932" or "ms932" => Encoding.GetEncoding(932),
                "euc-jp" or "x-euc-jp" or "eucjp" => Encoding.GetEncoding(51932),
                { } other => Encoding.GetEncoding(other),
            };
        }
        catch (ArgumentException)
        {
            return null; // no encoding of that name: as if none were stated
        }
    }

    private static Encoding? OfByteOrderMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8
        : bytes.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode
        : bytes.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode
        : null;

    private static string? Strictly(Encoding encoding, byte[] bytes)
    {
        try
        {
            return Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    // CP932 and EUC-JP replace by ・ or ? unless told.
    private static string Leniently(Encoding encoding, byte[] bytes) =>
        Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ReplacementFallback, new DecoderReplacementFallback("\uFFFD")).GetString(bytes);

    private static int Damage(string text) => text.Count(character => character == '\uFFFD');

    [GeneratedRegex("<meta[^>]*?charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Meta();
}
