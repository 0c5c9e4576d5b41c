using CsCheck;
using Harvester.Search.Analysis;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>The folded text keeps the place of every character in the original, whatever the text.</summary>
public sealed class FoldedTextTests
{
    internal static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.String,
        Gen.String[Gen.Char["人口防災データビー一覧のｶﾞﾞ゛ﾊﾟがカアーｰ-−ヶヴABCａｂ1２㍻㌔℃ﬁé e\u0301\u3099\uFE00\u200B \u3000\"*?()[]{}:^~!/\\+-_.,、。・【】𠮷\uD842\uDFB7\uD800\uDC00\uDB40\uDD00"]]);

    [Theory]
    [InlineData("ＡＢＣ１２３", "abc123")]
    [InlineData("ｶﾞｲﾄﾞ", "がいど")]
    [InlineData("㍻㌔", "平成きろ")]
    [InlineData("データー", "でーた")]
    [InlineData("データ", "でーた")]
    [InlineData("ビール", "びーる")]
    [InlineData("カー", "かー")]
    [InlineData("サーバーの", "さーばの")]
    [InlineData("霞ヶ関ヵ", "霞け関か")]
    [InlineData("ヴィラ", "ゔぃら")]
    [InlineData("A\u0301", "á")]
    [InlineData("デ-タ", "でーた")]
    [InlineData("データ-1", "でーた-1")]
    [InlineData("あ\u200Bい", "あい")]
    [InlineData("葛\U000E0100飾", "葛飾")]
    public void Text_IsFolded(string text, string expected) => Assert.Equal(expected, new FoldedText().Read(text).Text.ToString());

    [Fact]
    public void Places_AreWithinTheText_InOrder_AndOfWholeCharacters() => AnyText.Sample(text =>
    {
        var folded = new FoldedText().Read(text);
        var before = (Start: 0, End: 0);
        for (var i = 0; i < folded.Length; i++)
        {
            var (start, end) = (folded.StartOf(i), folded.EndOf(i));
            Assert.True(start < end && end <= text.Length, $"{i}: {start} to {end} of {text.Length}");
            Assert.True((start, end) == before || start >= before.End || start >= before.Start, $"{i}: {start} to {end} after {before}");
            Assert.True(start == 0 || !(char.IsLowSurrogate(text[start]) && char.IsHighSurrogate(text[start - 1])), "a character is torn apart");
            before = (start, end);
        }
    });

    [Fact]
    public void Buffer_ThatWasUsedBefore_GivesTheSame()
    {
        var used = new FoldedText();
        AnyText.Sample(text => Assert.Equal(new FoldedText().Read(text).Text.ToString(), used.Read(text).Text.ToString()), threads: 1);
    }

    [Fact]
    public void Tokens_StandInOrder_AndCoverEveryLetterOnce() => AnyText.Sample(text =>
    {
        var folded = new FoldedText().Read(text);
        var tokens = new TextTokens();
        tokens.Read(folded);
        var (end, position) = (0, -1);
        while (tokens.MoveNext())
        {
            Assert.InRange(tokens.Length, 1, TextTokens.LongestWord);
            if (tokens.Kind is TokenKind.Pair)
            {
                Assert.Equal(position, tokens.Position);
                continue;
            }

            Assert.True(tokens.Start >= end && tokens.Position > position, "tokens overlap");
            for (var i = end; i < tokens.Start; i++)
                Assert.False(char.IsAsciiLetterOrDigit(folded[i]) || folded[i] is (>= 'ぁ' and <= 'ゖ') or (>= '一' and <= '\u9FFF'), $"{folded[i]} is in no token");
            (end, position) = (tokens.Start + tokens.Length, tokens.Position);
        }
    });
}
