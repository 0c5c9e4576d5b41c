using System.Text;
using System.Text.Json;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors.List;

public sealed class ListConnectorTests
{
    private const string Standard = "全国地方公共団体コード,データセット_ID,データセット_タイトル,データセット_URL,ファイル_タイトル,ファイル_ダウンロードURL,ファイル形式\r\n";
    private const string Older = "都道府県コード又は市区町村コード,NO,データ名称,データ形式,URL,備考\r\n";

    private static Task<(List<SourceRecord> Records, Reading Reading, List<RunProblem> Problems)> ReadAsync(byte[] body, string type = "text/csv", string? charset = null) =>
        Lists.ReadAsync(body, type, new ListBlock { Url = Lists.Url, Charset = charset });

    private static Task<(List<SourceRecord> Records, Reading Reading, List<RunProblem> Problems)> ReadAsync(string text) => ReadAsync(Encoding.UTF8.GetBytes(text));

    private static async Task<SourceException> FaultAsync(string text, string type = "text/csv") =>
        await Assert.ThrowsAsync<SourceException>(() => ReadAsync(Encoding.UTF8.GetBytes(text), type));

    private static JsonElement Payload(SourceRecord record) => JsonSerializer.Deserialize<JsonElement>(record.Payload.Span);

    /// <summary>What is told beside the columns that these short lists lack.</summary>
    private static IEnumerable<Problem> Told(List<RunProblem> problems) => problems.Select(problem => problem.Problem).Where(problem => problem.Code != "missing-columns");

    private static string[] FileTitles(SourceRecord record) =>
        [.. Payload(record).GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("ファイル_タイトル").GetString()!)];

    [Fact]
    public async Task RowsOfOneDataset_AreOneRecordThoughTheyStandApart()
    {
        var (records, reading, problems) = await ReadAsync(Standard
            + "131113,D1,避難所,https://x.example/p1.html,避難所1,https://x.example/1.csv,CSV\r\n"
            + "131113,D2,公園,https://x.example/p2.html,公園1,https://x.example/2.csv,CSV\r\n"
            + "131113,D1,避難所,https://x.example/p1.html,避難所2,https://x.example/1.xlsx,\r\n");

        Assert.Equal(["D1", "D2"], records.Select(r => r.RecordId));
        Assert.Equal(["避難所1", "避難所2"], FileTitles(records[0]));
        Assert.Equal("https://x.example/p1.html", records[0].RecordUrl);
        Assert.Equal("http://www.city.ota.example/opendata/list.csv", Payload(records[0]).GetProperty("url").GetString());
        Assert.False(Payload(records[0]).GetProperty("rows")[1].TryGetProperty("ファイル_形式", out _));
        Assert.Equal((true, null, RecordKind.List), (reading.ReachedEnd, reading.Announced, records[0].Kind));
        Assert.Empty(Told(problems));
    }

    [Fact]
    public async Task RecordUrl_IsTheDatasetsPage_NeverAFile()
    {
        var (records, _, _) = await ReadAsync(Older + "131113,A-1,公園,CSV,https://x.example/files/park.CSV,\r\n");

        Assert.Equal(("A-1", null), (Assert.Single(records).RecordId, records[0].RecordUrl));
    }

    [Fact]
    public async Task WithoutIds_PageAndTitleIdentify_AndAFilesAddressDoesNot()
    {
        var (records, _, _) = await ReadAsync("データ名称,URL,形式\r\n"
            + "人口　統計,/toukei/jinko.html,CSV\r\n人口 統計,/toukei/jinko.html,XLSX\r\n人口統計,/toukei/r5/jinko.csv,CSV\r\n人口統計,/toukei/r6/jinko.csv,CSV\r\n");

        Assert.Equal(["http://www.city.ota.example/toukei/jinko.html 人口 統計", "人口統計"], records.Select(r => r.RecordId));
    }

    [Fact]
    public async Task RunningNumbers_AreNoIdentifiers()
    {
        var (before, _, problems) = await ReadAsync(Older + "131113,1,公園,CSV,,\r\n131113,2,避難所,CSV,,\r\n");
        var (after, _, _) = await ReadAsync(Older + "131113,1,新しい表,CSV,,\r\n131113,2,公園,CSV,,\r\n131113,3,避難所,CSV,,\r\n");

        Assert.Equal(["公園", "避難所"], before.Select(r => r.RecordId));
        Assert.Superset(before.Select(r => r.RecordId).ToHashSet(), after.Select(r => r.RecordId).ToHashSet());
        Assert.Equal(["running-numbers", "no-address"], Told(problems).Select(problem => problem.Code));
    }

    [Fact]
    public async Task RowTakenOutOfTheMiddle_ChangesNoIdentity()
    {
        var (before, _, _) = await ReadAsync(Older + "131113,1,公園,CSV,,\r\n131113,2,学校,CSV,,\r\n131113,3,避難所,CSV,,\r\n");
        var (after, _, _) = await ReadAsync(Older + "131113,1,公園,CSV,,\r\n131113,3,避難所,CSV,,\r\n");

        Assert.Equal(["公園", "学校", "避難所"], before.Select(r => r.RecordId));
        Assert.Equal(["公園", "避難所"], after.Select(r => r.RecordId));
    }

    [Fact]
    public async Task LongNumbers_AreIdentifiers()
    {
        var (records, _, _) = await ReadAsync(Older + "131113,0000001021,公園,CSV,,\r\n131113,0000001007,避難所,CSV,,\r\n");

        Assert.Equal(["0000001021", "0000001007"], records.Select(r => r.RecordId));
    }

    public static TheoryData<string> Encodings => ["cp932", "utf-8", "utf-8-bom", "euc-jp", "utf-16-tabs"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task List_IsReadInEveryEncodingThatExcelAndItsUsersMake(string name)
    {
        var text = Standard + "131113,D1,髙井戸①の表～,https://x.example/p1.html,表能ソ,https://x.example/1.csv,CSV\r\n";
        byte[] body = name switch
        {
            "utf-8-bom" => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)],
            "utf-16-tabs" => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text.Replace(',', '\t'))],
            _ => Charsets.Named(name)!.GetBytes(text),
        };

        var (records, _, problems) = await ReadAsync(body);

        Assert.Equal(["表能ソ"], FileTitles(Assert.Single(records)));
        Assert.Equal("髙井戸①の表～", Payload(records[0]).GetProperty("rows")[0].GetProperty("データセット_タイトル").GetString());
        Assert.Empty(Told(problems));
    }

    [Fact]
    public async Task HeaderThatSaysUtf8OverShiftJis_IsReadRightAndReported()
    {
        var (records, _, problems) = await ReadAsync(Charsets.Cp932.GetBytes(Standard + "131113,D1,公園,,表,u,CSV\r\n"), "text/csv; charset=UTF-8");

        Assert.Equal(["表"], FileTitles(Assert.Single(records)));
        Assert.Equal(["invalid-url", "charset-mismatch", "no-address"], Told(problems).Select(problem => problem.Code));
    }

    [Fact]
    public async Task PreambleAboveTheHeader_IsPassedOver()
    {
        var (records, _, _) = await ReadAsync("大田区オープンデータ一覧,,,\r\n\r\n令和６年４月１日現在,,,\r\nＩＤ,データセット　名称, ＵＲＬ ,備考\r\nx1,公園,,\r\n");

        Assert.Equal("x1", Assert.Single(records).RecordId);
        Assert.Equal(["ID", "データセット_名称"], Payload(records[0]).GetProperty("rows")[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task HeadBelowMoreLinesThanAnyPreambleHas_IsNotFound() =>
        Assert.Equal("not-a-list", (await FaultAsync(string.Concat(Enumerable.Repeat("注\n", 30)) + "ID,名称\nx,y\n")).Code);

    [Fact]
    public async Task RowWithoutIdAndTitle_IsUnread()
    {
        var (records, reading, _) = await ReadAsync("名称,説明\r\na,1\r\n,2\r\nb,3\r\n");

        Assert.Equal(["a", "b"], records.Select(r => r.RecordId));
        Assert.Equal(1, reading.Unreadable);
    }

    [Fact]
    public async Task ColumnsWithoutOrWithTheSameName_KeepTheirCells()
    {
        var (records, _, _) = await ReadAsync("ID,名称,,備考,備考\r\nx1,a,b,c,d\r\n");

        Assert.Equal(["ID", "名称", "column 3", "備考", "備考 (2)"], Payload(records[0]).GetProperty("rows")[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public async Task EmptyList_ReachesItsEnd_AndIsTold()
    {
        var (records, reading, problems) = await ReadAsync(Standard);

        Assert.Empty(records);
        Assert.Equal(["no-rows"], Told(problems).Select(problem => problem.Code));
        Assert.True(reading.ReachedEnd);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>お探しのページは見つかりません</body></html>", "html-instead-of-csv")]
    [InlineData("  \r\n<html>", "html-instead-of-csv")]
    [InlineData("PK\u0003\u0004xl/workbook.xml", "broken-workbook")]
    [InlineData("%PDF-1.7\n%âãÏÓ", "not-a-list")]
    [InlineData(" \r\n\r\n", "empty-list")]
    [InlineData("a,b,c\r\n1,2,3\r\n", "not-a-list")]
    [InlineData("更新日,備考,分類\r\n1,2,3\r\n", "not-a-list")]
    [InlineData("", "empty-body")]
    public async Task AnswerThatIsNoList_FailsTheSource(string body, string code) => Assert.Equal(code, (await FaultAsync(body)).Code);

    [Fact]
    public async Task BlankTitlesAllOver_AreImplausible()
    {
        var fault = await FaultAsync("ID,名称,説明\r\na,,1\r\nb,,2\r\nc,公園,3\r\n");

        Assert.Equal(("implausible-listing", Whose.Ours), (fault.Code, fault.Whose));
        Assert.Contains("column \"名称\"", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ID,名称\r\na,大田区\r\nb,大田区\r\nc,大田区\r\nd,公園\r\ne,避難所\r\n")]
    [InlineData("名称,説明\r\n大田区,1\r\n大田区,2\r\n大田区,3\r\n公園,4\r\n避難所,5\r\n")]
    public async Task OneTitleAllOver_IsImplausible(string list) => Assert.Equal("implausible-listing", (await FaultAsync(list)).Code);

    [Fact]
    public async Task OneDatasetWithManyFiles_IsPlausible()
    {
        var (records, _, _) = await ReadAsync("ID,名称\r\n" + string.Concat(Enumerable.Repeat("a,人口統計\r\n", 40)) + "b,公園\r\n");

        Assert.Equal(2, records.Count);
    }
}
