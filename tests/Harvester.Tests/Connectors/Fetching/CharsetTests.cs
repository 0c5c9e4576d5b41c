using System.Text;
using CsCheck;
using Harvester.Connectors.Fetching;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching;

public sealed class CharsetTests
{
    private const string Sample = "番号,名称\r\n1,港区の避難所一覧①髙橋㈱～－ﾃｽﾄ\r\n2,防災マップ（令和５年度）\r\n";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static Encoding ByName(string name) => name switch
    {
        "utf-16le" => new UnicodeEncoding(false, false),
        "utf-16be" => new UnicodeEncoding(true, false),
        _ => Charsets.Named(name)!,
    };

    private static async Task<(string Text, CharsetReader Reader)> ReadAsync(byte[] bytes, CharsetHints hints, int step = int.MaxValue, int take = 4096)
    {
        var reader = new CharsetReader(new Trickle(bytes, step), hints, Cancel);
        var text = new StringBuilder();
        var buffer = new char[take];
        while (await reader.ReadAsync(buffer.AsMemory(), Cancel) is > 0 and var count)
            text.Append(buffer, 0, count);
        return (text.ToString(), reader);
    }

    [Theory]
    [InlineData("utf-8", null)]
    [InlineData("utf-8", "shift_jis")]
    [InlineData("cp932", null)]
    [InlineData("cp932", "Shift_JIS")]
    [InlineData("cp932", "UTF-8")]
    [InlineData("euc-jp", null)]
    [InlineData("euc-jp", "utf-8")]
    [InlineData("euc-jp", "EUC-JP")]
    [InlineData("iso-2022-jp", null)]
    [InlineData("iso-2022-jp", "utf-8")]
    [InlineData("cp932", "ISO-8859-1")]
    [InlineData("utf-8", "windows-1252")]
    [InlineData("utf-8", "utf-7")]
    [InlineData("utf-16le", "utf-16")]
    [InlineData("utf-16le", null)]
    [InlineData("utf-16be", null)]
    public async Task Text_IsReadWhateverIsDeclared(string encoding, string? declared)
    {
        var (text, reader) = await ReadAsync(ByName(encoding).GetBytes(Sample), new CharsetHints(Header: declared));

        Assert.Equal(Sample, text);
        Assert.Equal(0, reader.Unreadable);
    }

    [Fact]
    public void Cp932_HasItsSecondPlaces_AndStillShowsDamage()
    {
        var own = Encoding.GetEncoding(932);
        var second = 0;
        for (var lead = 0x81; lead <= 0xFC; lead++)
        {
            for (var trail = 0x40; trail <= 0xFC && lead is not (>= 0xA0 and <= 0xDF); trail++)
            {
                var (expected, read) = (own.GetString([(byte)lead, (byte)trail]), Charsets.Cp932.GetString([(byte)lead, (byte)trail]));
                if (expected == "・" && (lead, trail) != (0x81, 0x45))
                    Assert.Equal("\uFFFD", read);
                else if (expected.Length == 1)
                    Assert.Equal(expected, read);
                second += expected.Length == 1 && !own.GetBytes(expected).AsSpan().SequenceEqual([(byte)lead, (byte)trail]) && expected != "・" ? 1 : 0;
            }
        }

        Assert.Equal(398, second);
        Assert.Equal("\uFFFDあ", Charsets.Cp932.GetString([0xED, 0xFD, 0x82, 0xA0]));
        Assert.Equal("ab≒\uFFFD", Charsets.Cp932.GetString([0x61, 0x62, 0x87, 0x90, 0x82])); // cut in the middle of a character
    }

    [Theory] // 髙 and 﨑 as NEC selected them, which other programs than Windows' write; the detector takes such text for Chinese
    [InlineData(0xEE, 0xE0, "髙")]
    [InlineData(0xED, 0x95, "﨑")]
    [InlineData(0xFB, 0xFC, "髙")]
    [InlineData(0x87, 0x90, "≒")]
    [InlineData(0xFA, 0x5B, "∵")]
    public async Task Cp932WithRareKanji_IsNoForeignText(byte lead, byte trail, string kanji)
    {
        const string Before = "データセット_タイトル,データ名称,URL\r\n";
        byte[] bytes = [.. Charsets.Cp932.GetBytes(Before), lead, trail, .. Charsets.Cp932.GetBytes("橋の一覧,一覧,https://x.example/1.csv\r\n")];

        var (text, _) = await ReadAsync(bytes, new CharsetHints());

        Assert.Equal($"{Before}{kanji}橋の一覧,一覧,https://x.example/1.csv\r\n", text);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16LE")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public async Task ByteOrderMark_DecidesAndIsNoText(string name)
    {
        var encoding = name == "utf-8" ? new UTF8Encoding(true) : Encoding.GetEncoding(name);
        var preamble = name switch { "utf-16LE" => [0xFF, 0xFE], "utf-16BE" => [0xFE, 0xFF], _ => encoding.GetPreamble() };

        var (text, reader) = await ReadAsync([.. preamble, .. encoding.GetBytes(Sample)], new CharsetHints(Header: "shift_jis"), step: 1);

        Assert.Equal(Sample, text);
        Assert.Equal(("byte order mark", "Content-Type says shift_jis"), (reader.Choice!.By, reader.Choice.Contradiction));
    }

    [Theory]
    [InlineData("cp932", "Shift_JIS", null, null)]
    [InlineData("euc-jp", "EUC-JP", "utf-8", null)]
    [InlineData("iso-2022-jp", "ISO-2022-JP", null, null)]
    [InlineData("utf-8", "UTF-8", "shift_jis", null)]
    [InlineData("utf-8", "Shift_JIS", null, "the XML declaration says shift_jis")]
    [InlineData("utf-8", "Shift_JIS", "utf-8", "the XML declaration says shift_jis")]
    [InlineData("cp932", "UTF-8", null, "the XML declaration says utf-8")]
    [InlineData("cp932", "utf-8", "Shift_JIS", "the XML declaration says utf-8")]
    public async Task XmlDeclaration_IsHeardAndCheckedAgainstTheBytes(string encoding, string declared, string? header, string? contradiction)
    {
        var xml = $"<?xml version='1.0' encoding = '{declared}' ?>\n<a>{Sample}</a>";

        var (text, reader) = await ReadAsync(ByName(encoding).GetBytes(xml), new CharsetHints(Header: header, IsXml: true), step: 1);

        Assert.Equal(xml, text);
        Assert.Equal((ByName(encoding).CodePage, contradiction), (reader.Choice!.Encoding.CodePage, reader.Choice.Contradiction));
    }

    [Fact]
    public async Task WrongDeclaration_IsReported()
    {
        var reading = new Reading();
        var (_, reader) = await ReadAsync(Charsets.Cp932.GetBytes(Sample), new CharsetHints(Header: "UTF-8"));

        reader.Report(reading);

        var problem = Assert.Single(reading.TakeProblems()).Problem;
        Assert.Equal("charset-mismatch", problem.Code);
        Assert.Equal("Content-Type says utf-8, but the bytes are shift_jis; they were read as such", problem.Detail);
    }

    [Theory]
    [InlineData("cp932")]
    [InlineData("utf-8")]
    [InlineData("euc-jp")]
    public async Task BytesThatAreNoText_AreCountedAndLocated(string name)
    {
        var encoding = Charsets.Named(name)!;
        byte[] bytes = [.. encoding.GetBytes(Sample), 0xFF, (byte)',', .. encoding.GetBytes("それから")];
        var reading = new Reading();

        var (text, reader) = await ReadAsync(bytes, new CharsetHints(File: name));
        reader.Report(reading);

        Assert.StartsWith(Sample, text, StringComparison.Ordinal);
        Assert.EndsWith("それから", text, StringComparison.Ordinal);
        Assert.Contains('\uFFFD', text);
        Assert.Equal(4, reader.FirstUnreadableLine);
        Assert.Equal("unreadable-characters", Assert.Single(reading.TakeProblems()).Problem.Code);
    }

    [Fact]
    public async Task LongPlainBeginning_DoesNotDecideForWhatFollows()
    {
        var plain = string.Concat(Enumerable.Repeat("id,name,url\r\n", 20_000));

        var (text, _) = await ReadAsync(Charsets.Cp932.GetBytes(plain + Sample), new CharsetHints(Header: "utf-8"));

        Assert.Equal(plain + Sample, text);
    }

    [Theory]
    [InlineData("<meta charset=\"Shift_JIS\">")]
    [InlineData("<META http-equiv=Content-Type content='text/html; charset=x-sjis'>")]
    public async Task MetaElementOfAPage_Declares(string meta)
    {
        var page = $"<html><head>{meta}<title>開</title>";

        var (text, reader) = await ReadAsync(Charsets.Cp932.GetBytes(page), new CharsetHints(IsHtml: true), step: 3);

        Assert.Equal(page, text);
        Assert.Equal("the page's meta element", reader.Choice!.By);
    }

    [Fact]
    public async Task WrongHeaderAndRightMeta_TheMetaIsBelieved()
    {
        var page = "<meta charset=EUC-JP><title>港区";

        var (text, reader) = await ReadAsync(Charsets.EucJp.GetBytes(page), new CharsetHints(Header: "utf-8", IsHtml: true));

        Assert.Equal(page, text);
        Assert.Equal(("the page's meta element", "Content-Type says utf-8"), (reader.Choice!.By, reader.Choice.Contradiction));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("utf-8")]
    [InlineData("shift_jis")]
    public async Task CharacterCutInTwo_DoesNotMakeUtf8AnotherEncoding(string? declared)
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Sample), 0xE6, 0xB0, (byte)',', .. Encoding.UTF8.GetBytes("それから")];

        var (text, reader) = await ReadAsync(bytes, new CharsetHints(Header: declared));

        Assert.Equal(Sample + "\uFFFD,それから", text);
        Assert.Equal((65001, 1), (reader.Choice!.Encoding.CodePage, reader.Unreadable));
    }

    [Fact]
    public async Task StrayZeroByte_DoesNotMakeUtf16OfAText()
    {
        var (text, _) = await ReadAsync([.. Encoding.ASCII.GetBytes(new string('a', 200)), 0, .. Charsets.Cp932.GetBytes(Sample)], new CharsetHints());

        Assert.EndsWith(Sample, text, StringComparison.Ordinal);
    }

    [Fact]
    public void CharacterSplitAtAnyBufferEdge_IsReadRight()
    {
        var texts = OneOf("あ", "漢", "①", "髙", "ｱ", "a", ",", "\r\n", "～", "表", "ソ", "能").Array[1, 60]
            .Select(parts => string.Concat(parts) + "能あ"); // 漢あ alone is ASCII in UTF-16, 能 alone UTF-8 in EUC-JP: nobody could tell
        Gen.Select(texts, OneOf("utf-8", "cp932", "euc-jp", "iso-2022-jp", "utf-16le"), Gen.Int[1, 7], Gen.Int[2, 9]).Sample(t =>
        {
            var (text, name, step, take) = t;
            var bytes = ByName(name).GetBytes(text);
            var read = ReadAsync(bytes, new CharsetHints(File: name == "utf-16le" ? "utf-16" : name), step, take).GetAwaiter().GetResult();
            return read.Text == text && read.Reader.Unreadable == 0;
        });
    }

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Theory]
    [InlineData("utf-8", "𠮷野家", 3)]
    [InlineData("cp932", "表示ソート能力", 1)]
    public async Task LongTextOfMultibyteCharacters_SurvivesTheWindowsEdge(string name, string unit, int lead)
    {
        var text = new string('x', lead) + string.Concat(Enumerable.Repeat(unit, 40_000));

        var (read, reader) = await ReadAsync(Charsets.Named(name)!.GetBytes(text), new CharsetHints(File: name), step: 4093, take: 4001);

        Assert.Equal(text, read);
        Assert.Equal(0, reader.Unreadable);
    }

    [Theory]
    [InlineData("sjis", 932)]
    [InlineData("Windows-31J", 932)]
    [InlineData("\"Shift_JIS\"", 932)]
    [InlineData("x-euc-jp", 51932)]
    [InlineData("iso-8859-1", 28591)]
    public void Names_AreUnderstood(string name, int codePage) => Assert.Equal(codePage, Charsets.Named(name)!.CodePage);

    [Theory]
    [InlineData("auto")]
    [InlineData("")]
    [InlineData("klingon")]
    [InlineData("utf-7")]
    [InlineData(null)]
    public void NoName_IsNoEncoding(string? name) => Assert.Null(Charsets.Named(name));

    /// <summary>Gives a few bytes at a time.</summary>
    private sealed class Trickle(byte[] bytes, int step) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(step, buffer.Length)], cancellationToken);
    }
}
