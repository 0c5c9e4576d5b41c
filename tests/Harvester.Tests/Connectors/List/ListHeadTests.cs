using Harvester.Connectors.Definitions.Mappings;
using Harvester.Connectors.List;
using Harvester.Core.Model;
using Xunit;

namespace Harvester.Tests.Connectors.List;

/// <summary>Finding a list's head, and knowing its columns, whatever was done to them.</summary>
public sealed class ListHeadTests
{
    private static readonly ListColumns Columns = ListColumns.For(new Dictionary<string, FieldRule>());

    [Theory]
    [InlineData("データセット_タイトル,データセット_URL")]
    [InlineData("データセット＿タイトル,データセット＿ＵＲＬ")]
    [InlineData("データセットタイトル,データセットURL")]
    [InlineData("\"データセット_\nタイトル\",\"データセット_\nURL\"")]
    [InlineData(" データセット_タイトル　,　データセット_URL ")]
    [InlineData("データセット_タイトル（必須）,データセット_URL※1")]
    [InlineData("【必須】データセット_タイトル,\"データセット_URL\n（掲載ページ）\"")]
    [InlineData("*データセット_タイトル,データセット_url")]
    public async Task NamesInEveryDress_AreTheStandardsNames(string head)
    {
        var (records, _, _) = await Lists.ReadAsync(head + "\r\n公園,https://x.example/p.html\r\n");

        Assert.Equal(("公園", "https://x.example/p.html"), (Assert.Single(records).Cell("データセット_タイトル"), records[0].RecordUrl));
    }

    [Fact]
    public async Task ColumnsRenamedAndReordered_AreFoundByTheirNames()
    {
        var (records, _, problems) = await Lists.ReadAsync("更新日,URL,形式,データ名,分類\r\n2026/4/1,https://x.example/a.csv,CSV,公園,まち\r\n");

        Assert.Equal("公園", Assert.Single(records).RecordId);
        Assert.Equal(["https://x.example/a.csv"], records[0].Files());
        Assert.Empty(problems.Codes());
    }

    [Fact]
    public async Task MissingColumns_AreToldOnce()
    {
        var (records, _, problems) = await Lists.ReadAsync("データ名称,分類\r\n公園,まち\r\n避難所,防災\r\n");

        var missing = Assert.Single(problems, problem => problem.Problem.Code == "missing-columns").Problem;
        Assert.Contains("address, description, format, licence, date of the last change", missing.Detail, StringComparison.Ordinal);
        Assert.Equal((2, Severity.Info, Whose.Source), (records.Count, missing.Severity, missing.Whose));
    }

    [Fact]
    public async Task UnknownColumns_AreToldOnceAndTheirCellsKept()
    {
        var (records, _, problems) = await Lists.ReadAsync("データ名称,分類,庁内管理欄,URL\r\n公園,まち,甲,https://x.example/a.csv\r\n避難所,防災,乙,\r\n");

        Assert.Equal("庁内管理欄", Assert.Single(problems, problem => problem.Problem.Code == "unknown-columns").Problem.Value);
        Assert.Equal("甲", records[0].Cell("庁内管理欄"));
    }

    [Fact]
    public async Task ListWithoutTitles_IsRefusedWithTheColumnsThatItHas()
    {
        var fault = await Assert.ThrowsAsync<SourceException>(() => Lists.ReadAsync("URL,分類,備考\r\nhttps://x.example/a.csv,まち,\r\n"));

        Assert.Equal("not-a-list", fault.Code);
        Assert.Contains("it has: URL, 分類, 備考", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TitleColumnThatOnlyTheConnectorFileNames_IsTheTitle()
    {
        var fields = new Dictionary<string, FieldRule> { ["title"] = new() { From = ["rows.お宝データ"] }, ["distributions.downloadUrl"] = new() { From = ["置き場所"] } };

        var (records, _, problems) = await Lists.ReadAsync("お宝データ,置き場所,分類\r\n公園,/a.csv,まち\r\n"u8.ToArray(), fields: fields);

        Assert.Equal("公園", Assert.Single(records).RecordId);
        Assert.Equal(["http://www.city.ota.example/a.csv"], records[0].Files());
        Assert.Empty(problems.Codes());
    }

    [Theory]
    [InlineData("オープンデータ一覧,,,\r\n令和8年4月1日現在,,,\r\n※URLは変わることがあります,,,\r\n,,,\r\n")]
    [InlineData("オープンデータ一覧\r\n")]
    [InlineData("\"大田区\nオープンデータ一覧\",,\r\n作成：デジタル課,,更新日\r\n")]
    public async Task Preamble_IsPassedOver(string preamble)
    {
        var (records, _, _) = await Lists.ReadAsync(preamble + "ID,データ名称,URL,備考\r\nx1,公園,https://x.example/a.csv,\r\n");

        Assert.Equal(("x1", "公園"), (Assert.Single(records).RecordId, records[0].Cell("データ名称")));
    }

    [Fact]
    public async Task HeadOfTwoRows_IsOneHead()
    {
        var (records, _, _) = await Lists.ReadAsync(
            "番号,データセット,,,ファイル,,\r\n,タイトル,概要,URL,タイトル,ダウンロードURL,形式\r\nA-1,公園,区の公園,https://x.example/p.html,公園CSV,https://x.example/a.csv,CSV\r\n");

        var record = Assert.Single(records);
        Assert.Equal(("公園", "区の公園", "https://x.example/p.html"), (record.Cell("データセット_タイトル"), record.Cell("データセット_概要"), record.RecordUrl));
        Assert.Equal(("公園CSV", "CSV"), (record.Cell("ファイル_タイトル"), record.Cell("ファイル_形式")));
        Assert.Equal(["https://x.example/a.csv"], record.Files());
    }

    [Fact]
    public async Task RowOfDataBelowTheHead_IsNoSecondRowOfIt()
    {
        var (records, _, _) = await Lists.ReadAsync("データ名称,分類,備考\r\nタイトル,URL,\r\n公園,まち,\r\n");

        Assert.Equal(["タイトル", "公園"], records.Select(record => record.RecordId));
    }

    [Fact]
    public async Task EmptyColumnsAtTheEnd_AreNoColumns()
    {
        var (records, reading, problems) = await Lists.ReadAsync("ID,名称,URL,,\r\nx1,公園,https://x.example/a.csv,,\r\nx2,避難所,https://x.example/b.csv\r\n");

        Assert.Equal((2, 0), (records.Count, reading.Unreadable));
        Assert.Equal(["ID", "名称", "URL"], records[0].Row().EnumerateObject().Select(cell => cell.Name));
        Assert.Empty(problems.Codes());
    }

    [Theory]
    [InlineData("合計,,2件")]
    [InlineData("合　計,2,")]
    [InlineData("※ この一覧は毎月更新します,,")]
    [InlineData(",（注）形式は主なもの,")]
    [InlineData("出典：大田区,,")]
    [InlineData("以上,,")]
    [InlineData("必須,必須,任意")]
    [InlineData("データ名称,分類,URL")]
    public async Task TotalsNotesAndRepeatedHeads_AreNoDatasets(string row)
    {
        var (records, reading, problems) = await Lists.ReadAsync($"データ名称,分類,URL\r\n公園,まち,https://x.example/a.csv\r\n避難所,防災,https://x.example/b.csv\r\n{row}\r\n");

        Assert.Equal(["公園", "避難所"], records.Select(record => record.RecordId));
        Assert.Equal(0, reading.Unreadable);
        Assert.Equal(("no-dataset", "line 4"), (Assert.Single(problems.Codes()), problems.Single(problem => problem.Problem.Code == "no-dataset").Problem.Value));
    }

    [Fact]
    public async Task DatasetsThatSoundLikeTotalsOrNotes_AreDatasets()
    {
        var (records, _, _) = await Lists.ReadAsync("データ名称,分類\r\n合計特殊出生率,人口\r\n注文住宅の着工数,まち\r\n合計,人口\r\n");

        Assert.Equal(3, records.Count);
    }

    /// <summary>Every column that the crosswalk maps is one that a list's head is known by, in the spelling that it gets.</summary>
    [Fact]
    public void ColumnsOfTheCrosswalk_AreKnownInTheirSpelling()
    {
        var crosswalk = MappingFiles.Load(Path.Combine(Repository.Root, "mappings")).Rules!.Crosswalks[RecordKind.List];
        string[] derived = ["page", "licence", "modified", "accessUrl", "downloadUrl"];
        var columns = crosswalk.Fields.Values.SelectMany(rule => rule.From).Select(path => path.StartsWith("rows.", StringComparison.Ordinal) ? path[5..] : path)
            .Concat(crosswalk.Distribution.Values.SelectMany(rule => rule.From)).Except(derived).ToList();

        Assert.All(columns, column => Assert.True(Columns.IsKnown(column) && Columns.NameOf(column) == column, column));
        Assert.All(crosswalk.Distribution.Values.SelectMany(rule => rule.From).Except(derived), column => Assert.True(Columns.IsOfFile(column), column));
    }

    [Fact]
    public void ColumnsOfEveryEdition_AreKnown()
    {
        var line = File.ReadLines(Repository.Shared("data/standard-datasets.csv")).Single(line => line.StartsWith("open-data-list,", StringComparison.Ordinal));
        var columns = line.Split(',').Where(part => part.Contains('|', StringComparison.Ordinal)).SelectMany(part => part.Split('|'))
            .Where(name => name.StartsWith("データセット", StringComparison.Ordinal) || name.StartsWith("ファイル", StringComparison.Ordinal) || name.StartsWith("都道府県", StringComparison.Ordinal)).ToList();

        Assert.True(columns.Count > 40);
        Assert.All(columns, column => Assert.True(Columns.IsKnown(column), column));
    }
}
