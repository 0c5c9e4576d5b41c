using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace Harvester.Tests.SamplePortals;

public sealed partial class ListAndHtmlPortalsTests
{
    private const string List = "http://www.city.fuchu.example/gyosei/johokokai/opendata/132063_open_data_list.csv";
    private const string Table = "http://www.city.kiyose.example/shiseijouhou/opendata/";
    private const string Pages = "http://www.town.hachijo.example/opendata/";

    private static readonly Encoding Cp932 = CodePagesEncodingProvider.Instance.GetEncoding(932, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    [Fact]
    public async Task List_IsCp932WithCrlf_AndHasOneRowPerFile()
    {
        await using var portals = await RunningPortals.StartAsync();

        using var answer = await portals.GetAsync(List);
        var text = Cp932.GetString(await answer.Content.ReadAsByteArrayAsync());

        var rows = text.Split("\r\n");
        Assert.StartsWith("全国地方公共団体コード,データセット_ID,", text, StringComparison.Ordinal);
        Assert.Equal(42, rows[0].Split(',').Length);
        Assert.Equal(1 + portals.Catalogues.Fuchu.Sum(dataset => dataset.Files.Count) + 1, rows.Length);
        Assert.Equal(40, rows.Skip(1).SkipLast(1).Select(row => row.Split(',')[1]).Distinct().Count());
        Assert.Null(answer.Content.Headers.ContentType!.CharSet);
        foreach (var special in new[] { "①", "Ⅲ", "㈱", "髙", "～" })
            Assert.Contains(special, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Table_ListsEveryDatasetOnTwoPages_AndOneRowWithoutLink()
    {
        await using var portals = await RunningPortals.StartAsync();

        var first = await portals.Client.GetStringAsync(Table + "index.html");
        var second = await portals.Client.GetStringAsync(Table + "index_2.html");

        Assert.Contains("<a rel=\"next\" href=\"index_2.html\">次へ</a>", first, StringComparison.Ordinal);
        Assert.DoesNotContain("rel=\"next\"", second, StringComparison.Ordinal);
        Assert.Equal(
            portals.Catalogues.Kiyose.Select(dataset => dataset.Title),
            Name().Matches(first + second).Select(match => match.Groups[1].Value));
        Assert.Single(Regex.Matches(first + second, "準備中"));
        Assert.Equal(40, Regex.Count(first + second, "<td class=\"files\"><a "));
    }

    [Fact]
    public async Task DetailPages_AreShiftJisSaidOnlyInTheDocument()
    {
        await using var portals = await RunningPortals.StartAsync();
        var list = Cp932.GetString(await portals.Client.GetByteArrayAsync(Pages + "index.html"));
        var links = Detail().Matches(list).Select(match => match.Groups[1].Value).ToList();

        Assert.Equal(25, links.Distinct().Count());
        foreach (var link in links)
        {
            using var answer = await portals.GetAsync(Pages + link);
            var page = Cp932.GetString(await answer.Content.ReadAsByteArrayAsync());

            Assert.Equal("text/html", answer.Content.Headers.ContentType!.ToString());
            Assert.Contains("charset=Shift_JIS", page, StringComparison.Ordinal);
            Assert.Matches("<tr><th>名称</th><td>[^<]+</td></tr>\\s+<tr><th>説明</th>", page);
        }
    }

    [Fact]
    public async Task RetitledDataset_ShowsOnItsPage()
    {
        await using var portals = await RunningPortals.StartAsync();
        portals.Catalogues.Hachijo["103"].Title = "公衆トイレ一覧（改訂版）";

        var page = Cp932.GetString(await portals.Client.GetByteArrayAsync(Pages + "detail103.html"));

        Assert.Contains("<th>名称</th><td>公衆トイレ一覧（改訂版）</td>", page, StringComparison.Ordinal);
    }

    [GeneratedRegex("<td class=\"name\">([^<]+)</td>")]
    private static partial Regex Name();

    [GeneratedRegex("<li><a href=\"(detail\\d+\\.html)\">")]
    private static partial Regex Detail();
}
