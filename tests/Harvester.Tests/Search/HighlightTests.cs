using CsCheck;
using Harvester.Search;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>What was found is marked in the text as it was written.</summary>
public sealed class HighlightTests
{
    [Theory]
    [InlineData("町丁別人口統計", "人口", "町丁別[人口]統計")]
    [InlineData("町丁別人口統計", "人口統計", "町丁別[人口統計]")]
    [InlineData("㍻30年の人口", "平成30年", "[㍻30年]の人口")]
    [InlineData("ｶﾞｲﾄﾞﾌﾞｯｸ", "ガイド", "[ｶﾞｲﾄﾞ]ﾌﾞｯｸ")]
    [InlineData("オープンデーター集", "データ", "オープン[データー]集")]
    [InlineData("か\u3099いど", "ガ", "[か\u3099]いど")]
    [InlineData("桜、桜並木と桜", "桜", "[桜]、[桜]並木と[桜]")]
    [InlineData("ＡＥＤ（自動体外式除細動器）設置箇所", "aed設置", "[ＡＥＤ]（自動体外式除細動器）[設置]箇所")]
    [InlineData("人口と世帯", "世帯 人口", "[人口]と[世帯]")]
    [InlineData("人口人口", "人口", "[人口人口]")]
    [InlineData("𠮷野家と𠮷野", "𠮷野", "[𠮷野]家と[𠮷野]")]
    [InlineData("葛\U000E0100飾区", "葛飾", "[葛\U000E0100飾]区")]
    public async Task Words_AreMarked(string title, string words, string expected)
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", title));
        Assert.Equal(expected, Marked(bench.Index.Search(new SearchRequest { Words = words, Highlight = true }).Hits.Single().Highlights["title"]));
    }

    [Theory]
    [InlineData("title:locat*", "AED [locations] open data", "locationsなし AED")]
    [InlineData("aed -世帯", "[AED] locations open data", "locationsなし [AED]")]
    [InlineData("notes:aed", "AED locations open data", "locationsなし [AED]")]
    [InlineData("\"open data\" OR 世帯", "AED locations [open data]", "locationsなし AED")]
    [InlineData("*:*", "AED locations open data", "locationsなし AED")]
    public async Task Query_MarksWhatItLooksFor_InItsField(string query, string title, string notes)
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", "AED locations open data", "locationsなし AED"));
        var found = bench.Index.Search(new SearchRequest { Query = query, Highlight = true }).Hits.Single().Highlights;
        Assert.Equal(title, Marked(found["title"]));
        Assert.Equal(notes, Marked(found["notes"]));
    }

    [Fact]
    public async Task LongDescription_IsCutAroundTheFirstPlace()
    {
        var notes = new string('前', 500) + "人口" + new string('後', 500);
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", "表", notes));
        var passage = bench.Index.Search(new SearchRequest { Words = "人口", Highlight = true }).Hits.Single().Highlights["notes"];
        Assert.Equal(200, passage.Text.Length);
        Assert.Equal(("人口", 40), (passage.Text.Substring(passage.Found[0].Start, passage.Found[0].Length), passage.Found[0].Start));
        Assert.Empty(bench.Index.Search(new SearchRequest { Words = "人口" }).Hits.Single().Highlights);
    }

    [Fact]
    public void Passages_AreCutFromTheText_AndMarksStandInOrder() =>
        Gen.Select(FoldedTextTests.AnyText, FoldedTextTests.AnyText, Gen.Int[1, 30]).Sample((text, words, longest) =>
        {
            var query = Harvester.Search.Queries.TypedWords.Parse(words.Length > 3 ? words[..3] : words + text);
            var needles = Harvester.Search.Highlighting.Needles.Of([query], Harvester.Search.Indexing.IndexFields.Title);
            var passage = Harvester.Search.Highlighting.Passages.Of(text, needles, longest);
            Assert.Contains(passage.Text, text, StringComparison.Ordinal);
            Assert.True(passage.Text.Length <= longest);
            var end = 0;
            foreach (var (start, length) in passage.Found)
            {
                Assert.True(start >= end && length > 0 && start + length <= passage.Text.Length, $"{start} {length} after {end} of {passage.Text.Length}");
                end = start + length;
            }
        });

    private static string Marked(Passage passage)
    {
        var text = passage.Text;
        foreach (var (start, length) in passage.Found.Reverse())
            text = text.Insert(start + length, "]").Insert(start, "[");
        return text;
    }
}
