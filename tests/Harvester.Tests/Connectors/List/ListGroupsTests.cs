using System.Text;
using Harvester.Connectors.List;
using Xunit;

namespace Harvester.Tests.Connectors.List;

/// <summary>Rows → datasets and files: identity, addresses, repeats.</summary>
[Collection("MemoryTests")] // one of them measures memory
public sealed class ListGroupsTests
{
    [Fact]
    public async Task OneIdWithDifferentTitles_IsOneDatasetAndTold()
    {
        var (records, _, problems) = await Lists.ReadAsync("ID,名称,URL\r\nx1,公園,/a.csv\r\nx2,避難所,/b.csv\r\nx1,公園の一覧,/c.csv\r\n");

        Assert.Equal(["x1", "x2"], records.Select(record => record.RecordId));
        var told = Assert.Single(problems, problem => problem.Problem.Code == "several-titles");
        Assert.Equal(("x1", "公園の一覧"), (told.RecordId, told.Problem.Value));
        Assert.Contains("\"公園\" in line 2 and another in line 4", told.Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IdThatIsTheSameForAllTitles_IsNoIdentifier()
    {
        var (records, _, problems) = await Lists.ReadAsync("ID,名称,URL\r\n" + string.Concat(Enumerable.Range(1, 9).Select(i => $"131113,データ{i},/{i}.csv\r\n")));

        Assert.Equal(Enumerable.Range(1, 9).Select(i => $"データ{i}"), records.Select(record => record.RecordId));
        Assert.Equal(["shared-ids"], problems.Codes());
    }

    [Fact]
    public async Task IdenticalRows_AreTakenOnceAndToldOnce()
    {
        var (records, _, problems) = await Lists.ReadAsync("ID,名称,URL\r\nx1,公園,/a.csv\r\nx1,公園,/a.csv\r\nx2,避難所,/b.csv\r\nx2, 避難所 ,/b.csv\r\n");

        Assert.Equal([1, 1], records.Select(record => record.Files().Length));
        Assert.StartsWith("2 rows, the first at line 3, say the same", Assert.Single(problems, problem => problem.Problem.Code == "repeated-row").Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RowWithoutTitle_IsLostAlone_UnlessItsIdHasOne()
    {
        var (records, reading, problems) = await Lists.ReadAsync("ID,名称,URL\r\nx1,公園,/a.csv\r\nx1,,/b.csv\r\n,,/c.csv\r\n,避難所,/d.csv\r\n");

        Assert.Equal(["x1", "避難所"], records.Select(record => record.RecordId));
        Assert.Equal(2, records[0].Files().Length);
        Assert.Equal(("no-title", "line 4", 1), (Assert.Single(problems.Codes()), problems.Single(problem => problem.Problem.Code == "no-title").Problem.Value, reading.Unreadable));
    }

    [Fact]
    public async Task RowsWithoutAddresses_AreDatasetsWithoutFilesAndToldOnceWithTheirCount()
    {
        var (records, reading, problems) = await Lists.ReadAsync("ID,名称,URL\r\n" + string.Concat(Enumerable.Range(1, 64).Select(i => $"x{i},データ{i},{(i == 5 ? "/5.csv" : i % 2 == 0 ? "-" : "")}\r\n")));

        Assert.Equal((64, 0), (records.Count, reading.Unreadable));
        Assert.Empty(records[0].Files());
        Assert.Single(records[4].Files());
        Assert.StartsWith("63 of the list's 64 rows, the first at line 2, have no address of a file", Assert.Single(problems, problem => problem.Problem.Code == "no-address").Problem.Detail, StringComparison.Ordinal);
        Assert.Equal(["no-address"], problems.Codes());
    }

    [Theory]
    [InlineData("https://x.example/a.csv\nhttps://x.example/a.xlsx", "https://x.example/a.csv https://x.example/a.xlsx")]
    [InlineData("https://x.example/a.csv、https://x.example/a.xlsx", "https://x.example/a.csv https://x.example/a.xlsx")]
    [InlineData("https://x.example/a.csv; https://x.example/a.xlsx", "https://x.example/a.csv https://x.example/a.xlsx")]
    [InlineData("CSV：https://x.example/a.csv\nExcel：https://x.example/a.xlsx", "https://x.example/a.csv https://x.example/a.xlsx")]
    [InlineData("/a.csv\n/a.xlsx", "http://www.city.ota.example/a.csv http://www.city.ota.example/a.xlsx")]
    [InlineData("https://x.example/very/\nlong.csv", "https://x.example/very/long.csv")]
    [InlineData("https://x.example/get?a=1;b=2,3", "[https://x.example/get?a=1;b=2,3]")]
    [InlineData("https://x.example/r?to=https://y.example/a", "[https://x.example/r?to=https://y.example/a]")]
    [InlineData("files/a.csv", "http://www.city.ota.example/opendata/files/a.csv")]
    [InlineData("../data/a.csv", "http://www.city.ota.example/data/a.csv")]
    [InlineData("//y.example/a.csv", "http://y.example/a.csv")]
    [InlineData("a.csv", "http://www.city.ota.example/opendata/a.csv")]
    [InlineData("https://x.example/避難所 一覧.csv", "https://x.example/%E9%81%BF%E9%9B%A3%E6%89%80%20%E4%B8%80%E8%A6%A7.csv")]
    [InlineData("/files/避難所.csv", "http://www.city.ota.example/files/%E9%81%BF%E9%9B%A3%E6%89%80.csv")]
    [InlineData("ｈｔｔｐｓ：／／x.example/a.csv", "https://x.example/a.csv")]
    [InlineData("https://x.example/page.html", "[https://x.example/page.html]")]
    [InlineData("なし", "")]
    [InlineData("－", "")]
    public async Task Addresses_AreResolvedAsPeopleTypeThem(string cell, string expected)
    {
        var (records, _, problems) = await Lists.ReadAsync($"ID,名称,URL\r\nx1,公園,\"{cell}\"\r\n");

        Assert.Equal(expected, string.Join(' ', Assert.Single(records).Files()));
        Assert.DoesNotContain("invalid-url", problems.Codes());
    }

    [Theory]
    [InlineData("準備中")]
    [InlineData("窓口で配布しています")]
    [InlineData("C:\\data\\a.csv")]
    [InlineData("javascript:alert(1)")]
    [InlineData("file:///etc/passwd")]
    [InlineData("www.city.ota.example/a.csv")]
    [InlineData("https://")]
    public async Task WordsThatAreNoAddress_AreToldAndNotTaken(string cell)
    {
        var (records, _, problems) = await Lists.ReadAsync($"ID,名称,URL\r\nx1,公園,{cell}\r\n");

        Assert.Empty(Assert.Single(records).Files());
        Assert.Equal(("URL", cell), problems.Where(problem => problem.Problem.Code == "invalid-url").Select(problem => (problem.Problem.Field, problem.Problem.Value)).Single());
        Assert.Equal(cell, records[0].Cell("URL"));
    }

    [Fact]
    public async Task CellWithTenThousandAddresses_IsBounded()
    {
        var (records, _, problems) = await Lists.ReadAsync($"ID,名称,URL\r\nx1,公園,\"{string.Join('、', Enumerable.Range(0, 10_000).Select(i => $"https://x.example/{i}.csv"))}\"\r\n");

        Assert.Equal(ListAddress.Most, Assert.Single(records).Files().Length);
        Assert.Contains("invalid-url", problems.Codes());
    }

    [Fact]
    public async Task ColumnsSayWhatIsPageAndWhatIsFile()
    {
        var (records, _, _) = await Lists.ReadAsync("データセット_ID,データセット_タイトル,データセット_URL,ファイル_アクセスURL,ファイル_ダウンロードURL\r\n"
            + "x1,公園,/p.html,/f.html,/a.csv\r\nx2,避難所,/q.html,,\r\nx3,学校,/only.csv,,\r\nx4,道路,,/g.html,\r\n");

        Assert.Equal(["http://www.city.ota.example/p.html", "http://www.city.ota.example/q.html", null, null], records.Select(record => record.RecordUrl));
        Assert.Equal(["http://www.city.ota.example/a.csv", "", "http://www.city.ota.example/only.csv", "[http://www.city.ota.example/g.html]"], records.Select(record => string.Join(' ', record.Files())));
    }

    [Fact]
    public async Task FiftyThousandRows_AreReadInBoundedMemory()
    {
        var text = new StringBuilder("ID,名称,説明,URL\r\n");
        var padding = new string('説', 300);
        for (var i = 0; i < 50_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"x{i},データ{i},{padding},https://x.example/{i}.csv\r\n");
        var body = Encoding.UTF8.GetBytes(text.ToString());
        text.Clear();
        await using var server = await LoopbackServer.StartAsync(_ => (200, "text/csv", body));
        using var network = Sources.Network();
        var file = Sources.List(server.Url);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        long most = 0;
        var count = 0;

        await foreach (var record in new ListConnector(file, network.FetcherFor(file)).ReadAsync(new Core.Ports.Reading(), TestContext.Current.CancellationToken))
        {
            if (count++ % 10_000 == 0)
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(50_000, count);
        Assert.True(body.Length > 45_000_000 && most < 32_000_000, $"{most} bytes were held for a list of {body.Length}");
    }
}
