using System.Text;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

public sealed class CharsetTests
{
    private const string Page = "<li>髙橋町①　消防団詰所の位置～令和３年の一覧</li><li>水道使用量と配水管の延長</li>";

    static CharsetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("shift_jis", "text/html; charset=Shift_JIS", null)]
    [InlineData("shift_jis", "text/html", "shift_jis")]
    [InlineData("shift_jis", "text/html", null)]
    [InlineData("shift_jis", "text/html; charset=utf-8", "utf-8")] // header and meta are wrong
    [InlineData("shift_jis", "text/html; charset=utf-8", "x-sjis")]
    [InlineData("euc-jp", "text/html", "EUC-JP")]
    [InlineData("euc-jp", "text/html; charset=EUC-JP", null)]
    [InlineData("shift_jis", "text/html; charset=ISO-8859-1", null)]
    [InlineData("iso-2022-jp", "text/html; charset=ISO-2022-JP", null)]
    [InlineData("utf-8", "text/html", null)]
    [InlineData("utf-8", "text/html; charset=Shift_JIS", "utf-8")] // header is wrong
    [InlineData("utf-8-bom", "text/html", "shift_jis")]
    [InlineData("utf-8", "text/html; charset=nonsense", null)]
    [InlineData("utf-8", "text/html; charset=utf-7", null)]
    [InlineData("utf-8", "text/html; charset=ISO-8859-1", null)]
    [InlineData("iso-2022-jp", "text/html", null)]
    public async Task Page_GivesTheRightWords(string encoding, string type, string? meta)
    {
        var text = (meta is null ? "" : $"<meta http-equiv=Content-Type content='text/html; charset={meta}'>") + Page;
        byte[] bytes = encoding == "utf-8-bom" ? [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)] : Encoding.GetEncoding(encoding).GetBytes(text);
        await using var site = await LoopbackSite.StartAsync();
        site.Bytes("/index.html", bytes, type);
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li"));
        var expected = encoding is "euc-jp" or "iso-2022-jp" ? "橋町" : "髙橋町①";
        Assert.Contains(expected, harvest.Titles[0]);
        Assert.Equal("水道使用量と配水管の延長", harvest.Titles[1]);
    }

    [Fact]
    public async Task DamagedCharacter_IsReported_AndTheRestRead()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Bytes("/index.html", [.. Encoding.UTF8.GetBytes("<li>水道使用量と配水管の延長"), 0xE6, 0xB0, .. Encoding.UTF8.GetBytes("</li>")], "text/html; charset=utf-8");
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li"));
        Assert.StartsWith("水道使用量と配水管の延長\uFFFD", harvest.Titles[0]);
        Assert.Equal("undecodable-bytes", harvest.Problems[0].Problem.Code);
    }

    [Theory]
    [InlineData("text/html; charset=Shift_JIS")]
    [InlineData("text/html")]
    public async Task DamagedCharacterInShiftJis_IsReported_AndTheRestRead(string type)
    {
        var shiftJis = Encoding.GetEncoding(932);
        await using var site = await LoopbackSite.StartAsync();
        site.Bytes("/index.html", [.. shiftJis.GetBytes("<meta charset=shift_jis><li>水道使用量と配水管の延長"), 0xFF, .. shiftJis.GetBytes("</li>")], type);
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li"));
        Assert.Equal("水道使用量と配水管の延長\uFFFD", harvest.Titles[0]);
        Assert.Equal("undecodable-bytes", harvest.Problems[0].Problem.Code);
    }

    [Fact]
    public async Task LinkWithALetterThatThePagesEncodingLacks_IsStillALink()
    {
        await using var site = await LoopbackSite.StartAsync();
        site.Bytes("/index.html", Encoding.GetEncoding(932).GetBytes(Page + "<li>野家<a href='a.cgi?q=&#134071;'>CSV</a>"), "text/html; charset=Shift_JIS");
        var harvest = await Harvest.HtmlAsync(site, Blocks.Of("li"));
        Assert.StartsWith($"{LoopbackSite.Host}/a.cgi?q=", Assert.Single(harvest.Files(2)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BytesThatAreNoText_AreRefused()
    {
        var noise = new byte[4096];
        new Random(7).NextBytes(noise);
        await using var site = await LoopbackSite.StartAsync();
        site.Bytes("/index.html", [0x3C, .. noise.Where(octet => octet != 0)], "text/html");
        var fault = await Assert.ThrowsAsync<Harvester.Core.Model.SourceException>(() => Harvest.HtmlAsync(site, Blocks.Of("li")));
        Assert.Equal("unknown-charset", fault.Code);
    }
}
