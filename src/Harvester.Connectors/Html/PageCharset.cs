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

    /// <summary>In UTF-8 one damaged character in so many beyond ASCII may be: a CMS cut a text in two. More is another encoding.</summary>
    private const int ToleratedIn = 10;

    static PageCharset() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <param name="stated">The charset of the Content-Type header, or null.</param>
    /// <param name="damaged">How many characters could not be read and became U+FFFD.</param>
    /// <exception cref="SourceException">Code <c>unknown-charset</c>: no encoding makes text of the bytes.</exception>
    public static (string Text, Encoding Encoding) Decode(byte[] bytes, string? stated, Uri url, out int damaged)
    {
        damaged = 0;
        if (OfByteOrderMark(bytes) is { } marked)
            return (marked.GetString(bytes.AsSpan(marked.Preamble.Length)), marked);
        Encoding?[] said = [Named(stated), OfMeta(bytes)];
        // The bytes of ISO-2022-JP are ASCII, and so valid in every other encoding.
        if (said.FirstOrDefault(encoding => encoding?.CodePage is 50220 or 50221 or 50222) is { } escaped)
            return (escaped.GetString(bytes), escaped);
        // Japanese that is valid UTF-8 by chance does not exist, while CP932 takes many a UTF-8 text.
        var text = Encoding.UTF8.GetString(bytes);
        damaged = text.Count(character => character == '\uFFFD');
        if (damaged == 0 || damaged * (long)ToleratedIn <= text.Count(character => character > '\u007F') - damaged)
            return (text, Encoding.UTF8);
        var damagedInUtf8 = damaged;
        damaged = 0;
        foreach (var encoding in Candidates(bytes, said))
        {
            if (Strictly(encoding, bytes) is { } valid)
                return (valid, encoding);
        }

        throw new SourceException("unknown-charset", Whose.Source, url.AbsoluteUri,
            $"The page's encoding cannot be found: {stated ?? "none"} is stated, in UTF-8 {damagedInUtf8} of its characters are not valid, and in no other encoding all are; nothing was taken.");
    }

    /// <summary>Encodings of one byte per character take any bytes, and old servers state ISO-8859-1 for everything: they come after what the bytes look like.</summary>
    private static IEnumerable<Encoding> Candidates(byte[] bytes, IReadOnlyList<Encoding?> said) =>
        said.Where(encoding => encoding is { IsSingleByte: false })
            .Append(Named(CharsetDetector.DetectFromBytes(bytes).Detected?.EncodingName) is { IsSingleByte: false } detected ? detected : null)
            // EUC-JP is valid CP932, too, but as rows of half-width katakana.
            .Concat(new[] { Encoding.GetEncoding(932), Encoding.GetEncoding(51932) }
                .OrderBy(encoding => Strictly(encoding, bytes)?.Count(character => character is >= '\uFF61' and <= '\uFF9F')))
            .Concat(said)
            .OfType<Encoding>();

    private static Encoding? OfMeta(byte[] bytes) =>
        Meta().Match(Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, MetaWithin))) is { Success: true } match ? Named(match.Groups[1].Value) : null;

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

    [GeneratedRegex("<meta[^>]*?charset\\s*=\\s*[\"']?\\s*([A-Za-z0-9_:.-]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Meta();
}
