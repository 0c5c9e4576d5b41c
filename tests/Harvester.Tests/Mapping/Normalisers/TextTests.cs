using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Xunit;

namespace Harvester.Tests.Mapping.Normalisers;

public sealed class TextTests
{
    [Theory]
    [InlineData("ＣＳＶ１２", "CSV12")]
    [InlineData("㋿5年", "令和5年")]
    [InlineData("㍻", "平成")]
    [InlineData("ｶﾞｿﾘﾝ", "ガソリン")]
    [InlineData("か\u3099", "が")]
    [InlineData("①㎡㈱", "1m2(株)")]
    [InlineData("Cafe\u0301", "Café")]
    [InlineData("　", " ")]
    [InlineData("東京都", "東京都")]
    public void ToNfkc_WidthAndCompatibility_IsFolded(string text, string expected) => Assert.Equal(expected, Text.ToNfkc(text));

    [Fact]
    public void ToNfkc_Twice_ChangesNothingMore() =>
        Gen.String.Sample(text => Assert.Equal(Text.ToNfkc(text), Text.ToNfkc(Text.ToNfkc(text))));

    [Theory]
    [InlineData("  Ａ　b\t\nC ", "a b c")]
    [InlineData("abc", "abc")]
    public void Comparable_CaseWidthAndSpace_MakeNoDifference(string text, string expected) => Assert.Equal(expected, Text.Comparable(text));

    [Fact]
    public void Clean_ControlCharactersAndUnpairedSurrogates_AreRemovedAndTold()
    {
        Assert.Equal("ab😀c\nd", Text.Clean("a\u0001b😀\ud800c\r\nd ", out var removed));
        Assert.True(removed);
    }

    [Fact]
    public void Clean_OrdinaryText_IsTheSameInstance()
    {
        var text = "【港区】<b>一覧</b>";
        Assert.Same(text, Text.Clean(text, out var removed));
        Assert.False(removed);
    }

    [Fact]
    public void Clean_AnyText_IsValidUtf16WithoutControls() =>
        Gen.String[Gen.Char, 0, 40].Sample(text =>
        {
            var clean = Text.Clean(text, out _);
            Assert.Equal(clean, System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(clean)));
            Assert.DoesNotContain(clean, c => char.IsControl(c) && c is not ('\n' or '\t'));
        });

    [Theory]
    [InlineData("131072", 131072L)]
    [InlineData("147253.0", 147253L)]
    [InlineData("12KB", 12288L)]
    [InlineData("1,105KB", 1131520L)]
    [InlineData("2.1 MB", 2202010L)]
    [InlineData("１２ＫＢ", 12288L)]
    [InlineData("5キロバイト", 5120L)]
    [InlineData("100バイト", 100L)]
    public void ByteSize_ASpellingInUse_IsBytes(string text, long expected) => Assert.Equal(expected, ByteSize.Read(text));

    [Theory]
    [InlineData("大")]
    [InlineData("-5")]
    [InlineData("1,2,3")]
    [InlineData("")]
    [InlineData("9999999999999999GB")]
    public void ByteSize_NoSize_IsNothing(string text) => Assert.Null(ByteSize.Read(text));

    [Fact]
    public void ByteSize_AnyText_NeverThrows() => Gen.String.Sample(text => { ByteSize.Read(text); });

    [Theory]
    [InlineData("https://example.jp/a.csv", "https://example.jp/a.csv", null)]
    [InlineData(" https://example.jp/港区 一覧.csv ", "https://example.jp/%E6%B8%AF%E5%8C%BA%20%E4%B8%80%E8%A6%A7.csv", null)]
    [InlineData("https://example.jp/%E6%B8%AF.csv", "https://example.jp/%E6%B8%AF.csv", null)]
    [InlineData("https://example.jp/100%.csv", "https://example.jp/100%25.csv", null)]
    [InlineData("HTTP://example.jp/a", "http://example.jp/a", null)]
    [InlineData("/data/a.csv", "/data/a.csv", "relative-url")]
    [InlineData("../a 1.csv", "../a%201.csv", "relative-url")]
    [InlineData("www.example.jp/a", "www.example.jp/a", "relative-url")]
    [InlineData("javascript:alert(1)", null, "refused-url")]
    [InlineData(" JavaScript:alert(1)", null, "refused-url")]
    [InlineData("java\nscript:alert(1)", null, "refused-url")]
    [InlineData("data:text/html,x", null, "refused-url")]
    [InlineData("file:///etc/passwd", null, "refused-url")]
    [InlineData("https://", null, "invalid-url")]
    [InlineData("準備中", null, "invalid-url")]
    public void WebAddress_AnAddress_IsEncodedKeptOrRefused(string text, string? value, string? code)
    {
        var (read, told, _) = WebAddress.Read(text);
        Assert.Equal((value, code), (read, told));
    }

    [Fact]
    public void WebAddress_AnyText_GivesPlainCharactersOutsideTheHostAndNoOtherScheme() =>
        Gen.OneOf(Gen.String, Gen.String.Select(text => "https://example.jp/" + text), Gen.String.Select(text => "javascript:" + text)).Sample(text =>
        {
            var (value, code, _) = WebAddress.Read(text);
            if (value is not null && value.StartsWith("https://example.jp/", StringComparison.Ordinal))
                Assert.DoesNotContain(value, c => c <= ' ' || c > '~');
            Assert.False(value is not null && value.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase));
            Assert.True(value is not null || code is not null || string.IsNullOrWhiteSpace(text));
        });

    [Theory]
    [InlineData("ja", "ja")]
    [InlineData("jpn", "ja")]
    [InlineData("日本語", "ja")]
    [InlineData("ja_JP", "ja-JP")]
    [InlineData("http://publications.europa.eu/resource/authority/language/JPN", "ja")]
    [InlineData("http://id.loc.gov/vocabulary/iso639-1/en", "en")]
    [InlineData("なにか", null)]
    public void LanguageTag_ANameInUse_IsItsTag(string text, string? expected) => Assert.Equal(expected, LanguageTag.Read(text));

    [Fact]
    public void LanguageTag_AnyText_NeverThrowsIsATagAndReadsAsItself() =>
        Gen.OneOf(Gen.String, Gen.OneOf("ja", "JPN", "日本語", "en_US", "English", "http://e/", "/", "-", "_", " ").Array[0, 4].Select(string.Concat)).Sample(text =>
        {
            if (LanguageTag.Read(text) is not { } tag)
                return;
            Assert.DoesNotContain(tag, c => !char.IsAsciiLetterOrDigit(c) && c != '-');
            Assert.Equal(LanguageTag.Read(tag), LanguageTag.Read(LanguageTag.Read(tag)!));
        }, iter: 5_000);

    [Theory]
    [InlineData("POINT(139.7 35.6)", "139.7 35.6 139.7 35.6")]
    [InlineData("ENVELOPE(139, 140, 36, 35)", "139 35 140 36")]
    [InlineData("POLYGON((139 35, 140 35, 140 36, 139 35))", "139 35 140 36")]
    [InlineData("POINT(139.7)", null)]
    [InlineData("POINT(a b)", null)]
    [InlineData("", null)]
    public void WktBox_AShape_IsItsBox(string text, string? expected) => Assert.Equal(expected, WktBox.Read(text) is { } box ? string.Join(' ', box) : null);

    [Fact]
    public void WktBox_AnyText_NeverThrowsIsOrderedAndIgnoresCase() =>
        Gen.OneOf(Gen.String, Gen.OneOf("POINT", "POLYGON", "(", ")", "((", "))", "139", "35.6", " ", ",", "-", "1e308", "NaN", "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>").Array[0, 9].Select(string.Concat)).Sample(text =>
        {
            var box = WktBox.Read(text);
            Assert.True(box is null || (box.Length == 4 && box.All(double.IsFinite)));
            if (box is not null)
                Assert.Equal(box, WktBox.Read(text.ToUpperInvariant()));
            if (box is not null && !text.Contains("ENVELOPE", StringComparison.OrdinalIgnoreCase))
                Assert.True(box[0] <= box[2] && box[1] <= box[3]);
        }, iter: 5_000);
}
