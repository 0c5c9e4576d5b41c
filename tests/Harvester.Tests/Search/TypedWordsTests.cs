using CsCheck;
using Harvester.Search;
using Xunit;

namespace Harvester.Tests.Search;

/// <summary>What a person types is never an error, and what stands in a title is found by any part of it.</summary>
public sealed class TypedWordsTests
{
    [Fact]
    public async Task AnyText_IsSearchedFor()
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", "人口"));
        FoldedTextTests.AnyText.Sample(text => Assert.InRange(bench.Index.Search(new SearchRequest { Words = text, Highlight = true }).Total, 0, 1));
    }

    [Fact]
    public async Task AnyPartOfATitle_FindsIt()
    {
        const string letters = "人口防災市区町村デタひらがなカタカナ統計表年月日1２AbＣ（）・ ";
        var titles = Gen.String[Gen.Char[letters], 4, 30].Where(text => text.Any(char.IsLetterOrDigit));
        await using var bench = await SearchBench.StartAsync();
        var version = 0;
        await titles.SampleAsync(
            async title =>
            {
                var dataset = Datasets.Of("1", "あ") with { Version = version };
                await bench.PutAsync(dataset.Retitled(title));
                version++;
                for (var start = 0; start < title.Length; start++)
                {
                    for (var length = 1; start + length <= title.Length; length += 3)
                    {
                        var part = title.Substring(start, length);
                        // Within a word of letters and digits there is no beginning.
                        if (!IsWhole(title, start, length) || !part.Any(char.IsLetterOrDigit))
                            continue;
                        Assert.True(bench.Index.Search(new SearchRequest { Words = $"\"{part}\"" }).Total == 1, $"“{part}” does not find “{title}”");
                    }
                }
            },
            iter: 30, threads: 1);

        static bool IsWhole(string title, int start, int length) =>
            !(start > 0 && IsLatin(title[start - 1]) && IsLatin(title[start])) && !(start + length < title.Length && IsLatin(title[start + length]) && IsLatin(title[start + length - 1]));

        static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(c) || c is '２' or 'Ｃ';
    }

    [Fact]
    public async Task Words_AreAllToOccur_InWhicheverField()
    {
        await using var bench = await SearchBench.StartAsync(
            Datasets.Of("1", "人口", notes: "世帯"), Datasets.Of("2", "人口"), Datasets.Of("3", "世帯", tags: ["人口"]), Datasets.Of("4", "別"));
        Assert.Equal(["1", "3"], bench.Words("人口　世帯").Order());
    }

    [Fact]
    public async Task Quotes_HoldTogether_OpenOnesToTheEnd()
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", "open data of tokyo"), Datasets.Of("2", "tokyo data, open"));
        Assert.Equal(["1"], bench.Words("\"open data\""));
        Assert.Equal(["1"], bench.Words("tokyo “open data"));
        Assert.Equal(2, bench.Words("open data").Length);
    }

    [Fact]
    public async Task NameOrPackageId_FindsItsDataset()
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("t131032d0000000271", "人口"), Datasets.Of("2", "世帯"));
        Assert.Equal(["t131032d0000000271"], bench.Words("t131032d0000000271"));
        Assert.Equal(["2"], bench.Words(Core.Publication.PackageNames.Id("tokyo~2").ToString()));
    }

    [Fact]
    public async Task HugeInput_IsCutShort()
    {
        await using var bench = await SearchBench.StartAsync(Datasets.Of("1", "人口"));
        Assert.Empty(bench.Words(string.Concat(Enumerable.Repeat("人口統計 ", 25_000))));
        Assert.Equal(["1"], bench.Words("人口" + new string(' ', 100_000) + "世帯"));
    }
}
