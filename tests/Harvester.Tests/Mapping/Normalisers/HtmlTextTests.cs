using CsCheck;
using Harvester.Core.Mapping.Normalisers;
using Xunit;

namespace Harvester.Tests.Mapping.Normalisers;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<b>一覧</b>", "一覧")]
    [InlineData("<p>一つ目</p><p>二つ目</p>", "一つ目\n\n二つ目")]
    [InlineData("一つ目<br>二つ目<BR/>\n三つ目", "一つ目\n二つ目\n三つ目")]
    [InlineData("<ul><li>甲</li><li>乙</li></ul>", "甲\n\n乙")]
    [InlineData("<table><tr><td>甲</td><td>乙</td></tr></table>", "甲 乙")]
    [InlineData("<a href=\"https://example.jp/?a=1&amp;b=2\" target='_blank'>詳細</a>。", "詳細 (https://example.jp/?a=1&b=2)。")]
    [InlineData("<a href='https://example.jp/'>https://example.jp/</a>", "https://example.jp/")]
    [InlineData("<a href=https://example.jp/a>甲</a>", "甲 (https://example.jp/a)")]
    [InlineData("<a href=\"javascript:alert(1)\">甲</a>", "甲")]
    [InlineData("<a data-href=\"https://example.jp/\">甲</a>", "甲")]
    [InlineData("<a href=\"/a.html\">甲</a>", "甲")]
    [InlineData("前<script>alert('<b>')</script>後", "前後")]
    [InlineData("前<STYLE type=\"text/css\">p { color: red }</STYLE >後", "前後")]
    [InlineData("前<script>alert(1)", "前")]
    [InlineData("<img src=\"x\" alt=\"地図\" onerror=\"alert(1)\">", "地図")]
    [InlineData("<!-- 注 -->本文<?xml version=\"1.0\"?><!DOCTYPE html>", "本文")]
    [InlineData("A&amp;B &lt;5 &#12354;&#x3044;&nbsp;&hellip;&eacute;", "A&B <5 あい …é")]
    [InlineData("&lt;script&gt;alert(1)&lt;/script&gt;", "＜script>alert(1)＜/script>")]
    [InlineData("&amp;lt;b&amp;gt;", "&lt;b&gt;")]
    [InlineData("<scr<b></b>ipt>alert(1)</script>", "＜script>alert(1)")]
    [InlineData("<b title=\"a>b\">甲</b>", "甲")]
    [InlineData("<b title=\"a>甲</b>", "甲")]
    [InlineData("<foo onclick=\"alert(1)\">甲</foo>", "＜foo onclick=\"alert(1)\">甲＜/foo>")]
    [InlineData("x<y and y>z", "x＜y and y>z")]
    [InlineData("<o:p>甲</o:p>", "甲")]
    [InlineData("<https://example.jp/a> と <a@example.jp>", "https://example.jp/a と ＜a@example.jp>")]
    [InlineData("<img src=x onerror=alert(1) ", "＜img src=x onerror=alert(1) ")]
    [InlineData("<!-- 開いたまま", "＜!-- 開いたまま")]
    public void Plain_Markup_IsText(string html, string expected) => Assert.Equal(expected, HtmlText.Plain(html));

    [Theory]
    [InlineData("【港区】住宅宿泊事業届出情報一覧です。\n  字下げも そのまま\n\n\n三行あける")]
    [InlineData("5 < 6 > 3 <3 <> < p > R&D A&B; &unknown; ?a=1&copy=2 &#0; &#xD800;")]
    [InlineData("")]
    public void Plain_TextWithoutMarkup_IsTheSameInstance(string text) => Assert.Same(text, HtmlText.Plain(text));

    [Fact]
    public void Plain_AnyText_HasNothingThatABrowserTakesForATag()
    {
        var piece = Gen.OneOf(Gen.String[Gen.Char, 0, 6], Gen.OneOf("<", ">", "</", "<b>", "</b>", "<script>", "</script>", "<!--", "-->", "<a href=\"https://e/\">", "</a>", "&lt;", "&gt;", "&#60;", "&#x3c;", "&amp;", "\"", "'", "=",
            "<img alt='<b>' src=x onerror=y>", "<svg/onload=x>", "<p", "br", "script", "&", ";", "\n", " ", "<a href='&lt;script>'>", "<style>", "</title>", "<http://", "<o:p>", "＜"));
        piece.Array[0, 12].Select(string.Concat).Sample(text =>
        {
            var plain = HtmlText.Plain(text);
            for (var i = 0; i + 1 < plain.Length; i++)
                Assert.False(plain[i] == '<' && (char.IsAsciiLetter(plain[i + 1]) || plain[i + 1] is '/' or '!' or '?'), plain);
        }, iter: 30_000);
    }

    [Fact]
    public void Plain_AnyTextWithoutSigns_IsTheSame() =>
        Gen.String.Where(text => !text.Contains('<', StringComparison.Ordinal) && !text.Contains('&', StringComparison.Ordinal)).Sample(text => Assert.Same(text, HtmlText.Plain(text)));

    [Theory]
    [InlineData("<b ='>' ")]
    [InlineData("<b ")]
    [InlineData("<!--")]
    [InlineData("<a href='x'>")]
    [InlineData("<script>")]
    [InlineData("&lt;")]
    [InlineData("<b>")]
    public async Task Plain_AMillionTimesTheSame_TakesNoSquare(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)) + ">";
        Assert.NotNull(await Task.Run(() => HtmlText.Plain(text), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }
}
