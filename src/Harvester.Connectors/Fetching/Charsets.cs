using System.Text;
using System.Text.RegularExpressions;
using UtfUnknown;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// Encodings as Japanese public bodies use them and name them. What is declared is checked against the bytes; where they disagree the bytes
/// win, and where nothing is declared they decide alone.
/// </summary>
public static partial class Charsets
{
    private const int MetaLength = 4096;
    private const int ReplacementThreshold = 3;

    /// <summary>One damaged character in so many beyond ASCII may be: a CMS cut a text in two. More is another encoding.</summary>
    private const int ToleratedIn = 10;

    /// <summary>Japanese in UTF-16 has at least one zero byte in so many, beside its commas, digits and line ends.</summary>
    private const int FewestZerosIn = 50;

    /// <summary>Undecodable bytes become U+FFFD everywhere (the default of code page 932 would be a middle dot, which hides them).</summary>
    private static readonly DecoderFallback Visible = new DecoderReplacementFallback("\uFFFD");

    static Charsets() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static Encoding Utf8 { get; } = Encoding.GetEncoding(65001, EncoderFallback.ExceptionFallback, Visible);

    /// <summary>Windows-31J: what Shift_JIS means in the wild (① ㈱ 髙), so that is what its name gives here.</summary>
    public static Encoding Cp932 => ByCodePage(932);

    public static Encoding EucJp => ByCodePage(51932);
    public static Encoding Iso2022Jp => ByCodePage(50221);

    /// <summary>By name (Encoding Standard, section 4.2, labels, and what Japanese servers write); null when unknown.</summary>
    public static Encoding? Named(string? name)
    {
        var label = name?.Trim().Trim('"', '\'').ToLowerInvariant();
        switch (label)
        {
            case null or "" or "auto":
                return null;
            case "utf-8" or "utf8" or "unicode-1-1-utf-8":
                return Utf8;
            case "shift_jis" or "shift-jis" or "sjis" or "x-sjis" or "ms_kanji" or "csshiftjis" or "windows-31j" or "cswindows31j" or "ms932" or "cp932" or "windows-932":
                return Cp932;
            case "euc-jp" or "eucjp" or "x-euc-jp" or "eucjp-ms" or "cp51932" or "cseucpkdfmtjapanese":
                return EucJp;
            case "iso-2022-jp" or "csiso2022jp" or "jis":
                return Iso2022Jp;
        }

        try
        {
            return ByCodePage(Encoding.GetEncoding(label).CodePage);
        }
        catch (ArgumentException)
        {
            return null;
        }
        catch (NotSupportedException)
        {
            return null; // UTF-7, which .NET refuses (and so do browsers)
        }
    }

    /// <summary>Decides by the first bytes that are not plain ASCII; see <see cref="CharsetHints"/> for what may be declared.</summary>
    /// <param name="bytes">A good stretch of the text, from its beginning or from its first byte that is not ASCII.</param>
    /// <param name="isAll">False: the stretch may end in the middle of a character.</param>
    public static CharsetChoice Choose(ReadOnlySpan<byte> bytes, bool isAll, CharsetHints hints)
    {
        if (ByteOrderMark(bytes) is { } marked)
            return new CharsetChoice(marked, "byte order mark", Contradicted(hints, marked));
        var declared = Declared(bytes, hints).ToArray();
        if (!bytes.ContainsAnyExceptInRange((byte)1, (byte)0x7F) && !bytes.Contains((byte)0x1B))
            return declared is [{ Encoding.CodePage: not (1200 or 1201) } plain, ..] ? new CharsetChoice(plain.Encoding, plain.By, null) : new CharsetChoice(Utf8, "plain ASCII", null);

        var isJis = bytes.IndexOf("\u001b$"u8) >= 0 && !bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF);
        var multibyte = Utf8Characters(bytes, isAll);
        foreach (var (encoding, by) in declared)
        {
            var fits = isJis ? encoding.CodePage == Iso2022Jp.CodePage
                : encoding.CodePage == Utf8.CodePage ? multibyte >= 0
                // any bytes are valid where each is a character, and old servers state ISO-8859-1 for everything
                : !encoding.IsSingleByte && multibyte < ReplacementThreshold && Fits(encoding, bytes, isAll);
            if (fits)
                return new CharsetChoice(encoding, by, Contradicted(hints, encoding));
        }

        if ((isJis ? Iso2022Jp : Detect(bytes, isAll, multibyte, declared.Select(one => one.Encoding))) is { } found)
            return new CharsetChoice(found, "its bytes", declared is [{ } wrong, ..] && wrong.Encoding.CodePage != found.CodePage ? $"{wrong.By} says {wrong.Encoding.WebName}" : null);
        return declared is [{ } only, ..] ? new CharsetChoice(only.Encoding, only.By, null) : new CharsetChoice(Utf8, "nothing better", null);
    }

    /// <summary>Whether a text whose damaged characters stand as U+FFFD was read in the right encoding all the same.</summary>
    /// <param name="damaged">How many there are.</param>
    internal static bool IsMostlyRead(string text, long damaged) =>
        damaged * ToleratedIn <= text.Count(character => character > '\u007F') - damaged || damaged * 100 <= text.Length;

    /// <summary>Null when nothing speaks for an encoding of more than one byte; the others are never guessed, since they take any bytes.</summary>
    private static Encoding? Detect(ReadOnlySpan<byte> bytes, bool isAll, int utf8Characters, IEnumerable<Encoding> declared)
    {
        if (utf8Characters > 0)
            return Utf8;
        if (bytes.Count((byte)0) * FewestZerosIn > bytes.Length)
            return Utf16(bytes);
        var all = bytes.ToArray();
        var guesses = (CharsetDetector.DetectFromBytes(all).Details ?? [])
            .Select(detail => Named(detail.EncodingName)).OfType<Encoding>().Where(encoding => !encoding.IsSingleByte && encoding.CodePage != Utf8.CodePage).ToArray();
        // Nearly any bytes are GB 18030, and the detector likes it for rare kanji: a foreign encoding is believed only where no Japanese one fits.
        var fitting = new List<Encoding>([EucJp, Cp932]);
        fitting.RemoveAll(encoding => !Fits(encoding, all, isAll));
        if (guesses.FirstOrDefault(guess => fitting.Exists(encoding => encoding.CodePage == guess.CodePage)) is { } likely)
            return likely;
        if (fitting.Count > 0)
            return fitting[0];
        foreach (var encoding in guesses)
        {
            if (Fits(encoding, bytes, isAll))
                return encoding;
        }

        // damaged text: what makes the most of it, in doubt what is declared
        return declared.Where(encoding => !encoding.IsSingleByte && !IsWide(encoding)).Concat(guesses.Take(1)).MinBy(encoding => encoding.GetString(all).Count(IsDamaged));
    }

    private static bool IsDamaged(char character) => character is '\uFFFD' or (>= '\uF8F0' and <= '\uF8F3');

    /// <summary>Text in UTF-16 without a mark: the zeros of its commas and digits stand on one side.</summary>
    private static Encoding Utf16(ReadOnlySpan<byte> bytes)
    {
        var odd = 0;
        var even = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0)
                _ = (i & 1) == 0 ? even++ : odd++;
        }

        return ByCodePage(odd >= even ? 1200 : 1201);
    }

    private static Encoding? ByteOrderMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? Utf8
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) ? ByCodePage(12000)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? ByCodePage(1200)
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? ByCodePage(1201)
        : null;

    /// <summary>
    /// The declarations that name an encoding we know, the weightiest first: connector file, Content-Type, HTML meta. An XML declaration goes before
    /// Content-Type, against RFC 7303 (section 3): whoever wrote the file wrote it, while servers state one charset for every file.
    /// </summary>
    private static List<(Encoding Encoding, string By)> Declared(ReadOnlySpan<byte> bytes, CharsetHints hints)
    {
        var declared = new List<(Encoding, string)>(3);
        Add(hints.File, "the connector file");
        if (hints.IsXml)
            Add(hints.Own ?? OwnWord(bytes, hints), "the XML declaration");
        Add(hints.Header, "Content-Type");
        if (hints.IsHtml)
            Add(hints.Own ?? OwnWord(bytes, hints), "the page's meta element");
        return declared;

        void Add(string? name, string by)
        {
            if (Named(name) is { } encoding)
                declared.Add((encoding, by));
        }
    }

    /// <summary>The charset that an HTML page's own meta element names, or null.</summary>
    public static string? MetaOf(ReadOnlySpan<byte> bytes)
    {
        var match = Meta().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, MetaLength)]));
        return match.Success ? match.Groups[1].Value : null;
    }

    /// <summary>The encoding that an XML declaration names (XML 1.0, section 4.3.3), or null.</summary>
    public static string? XmlDeclarationOf(ReadOnlySpan<byte> bytes)
    {
        var match = XmlDeclaration().Match(Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 256)]));
        return match.Success ? match.Groups[1].Value : null;
    }

    /// <summary>What a text says of its own encoding at its beginning.</summary>
    internal static string? OwnWord(ReadOnlySpan<byte> bytes, CharsetHints hints) => hints.IsXml ? XmlDeclarationOf(bytes) : hints.IsHtml ? MetaOf(bytes) : null;

    /// <summary>Whether an encoding is declared whose ASCII takes more than one byte.</summary>
    internal static bool AreWide(CharsetHints hints) => Declared([], hints) is [{ Encoding: var encoding }, ..] && IsWide(encoding);

    private static bool IsWide(Encoding encoding) => encoding.CodePage is 1200 or 1201 or 12000 or 12001;

    private static string? Contradicted(CharsetHints hints, Encoding found) =>
        Declared([], hints) is [{ } declared, ..] && declared.Encoding.CodePage != found.CodePage && !(declared.Encoding.CodePage is 1200 && found.CodePage is 1201)
            ? $"{declared.By} says {declared.Encoding.WebName}"
            : null;

    /// <summary>How many characters of more than one byte the text has as UTF-8; -1 when it is not UTF-8, not even with some damage.</summary>
    private static int Utf8Characters(ReadOnlySpan<byte> bytes, bool isAll)
    {
        var (count, damaged) = (0, 0);
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out _, out var length);
            if (status is System.Buffers.OperationStatus.NeedMoreData && !isAll)
                break;
            if (status is not System.Buffers.OperationStatus.Done)
                damaged++;
            else if (length > 1)
                count++;
            bytes = bytes[length..];
        }

        return damaged == 0 || damaged * ToleratedIn <= count ? count : -1;
    }

    private static bool Fits(Encoding encoding, ReadOnlySpan<byte> bytes, bool isAll)
    {
        var strict = ByCodePage(encoding.CodePage, DecoderFallback.ExceptionFallback);
        try
        {
            var chars = new char[strict.GetMaxCharCount(bytes.Length)];
            var length = strict.GetDecoder().GetChars(bytes, chars, flush: isAll);
            // private use is where .NET puts the lead bytes 0xFD to 0xFF, which text does not have
            return !chars.AsSpan(0, length).ContainsAnyInRange('\uF8F0', '\uF8F3');
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding ByCodePage(int codePage) => ByCodePage(codePage, Visible);

    private static Encoding ByCodePage(int codePage, DecoderFallback fallback) =>
        Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, codePage is 932 or 51932 ? new SecondPlaces(codePage, fallback) : fallback);

    [GeneratedRegex("""^(?:\xEF\xBB\xBF)?\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._\-]*)["']""")]
    private static partial Regex XmlDeclaration();

    [GeneratedRegex("""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:\-]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Meta();
}
