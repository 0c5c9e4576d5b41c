using CsCheck;
using Harvester.Core.Mapping.Themes;
using Xunit;

namespace Harvester.Tests.Mapping.Themes;

/// <summary>Which words of a vocabulary stand in a text.</summary>
public sealed class WordFinderTests
{
    private static readonly string[] Words = ["公園", "公園墓地", "墓地", "都市公園", "水道", "道路", "路線", "ict", "gtfs-jp", "5g"];

    private static readonly WordFinder<int> Finder = new(Words.Select(word => (word, 0)));

    [Theory]
    [InlineData("公園墓地の公園", "公園墓地 公園")]
    [InlineData("都市公園墓地", "都市公園 墓地")]
    [InlineData("水道路線", "水道 路線")]
    [InlineData("ict推進", "ict")]
    [InlineData("推進ict", "ict")]
    [InlineData("district", "")]
    [InlineData("gtfs-jp形式", "gtfs-jp")]
    [InlineData("15g", "")]
    [InlineData("5g基地局", "5g")]
    [InlineData("", "")]
    public void In_Text_FindsTheLongestOfWordsThatOverlap(string text, string found) => Assert.Equal(found, string.Join(' ', Finder.In(text).Select(one => one.Word)));

    [Fact]
    public void In_AnyText_FindsWordsInOrderWithoutOverlapAndAlwaysOneWhereAnyStands() =>
        Gen.OneOf(Gen.OneOf(Words), Gen.OneOf("の", "公", "園", "道", "a", "1", " ")).Array[0, 12].Select(string.Concat).Sample(text =>
        {
            var found = Finder.In(text);
            Assert.All(found, one => Assert.Equal(one.Word, text.Substring(one.Start, one.Word.Length)));
            Assert.All(found.Zip(found.Skip(1)), pair => Assert.True(pair.First.End <= pair.Second.Start));
            Assert.Equal(Words.Any(word => !char.IsAsciiLetterOrDigit(word[0]) && text.Contains(word)), found.Exists(one => !char.IsAsciiLetterOrDigit(one.Word[0])));
        }, iter: 2000);
}
