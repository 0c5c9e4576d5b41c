using System.IO.Compression;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors.List;

/// <summary>Lists as workbooks of Excel, told by their first bytes.</summary>
public sealed class WorkbookTests
{
    private const string Type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private static readonly object?[] Head = ["ID", "データ名称", "URL", "更新日"];

    private static object?[] Row(string id, string title = "公園", object? date = null) => [id, title, $"https://x.example/{id}.csv", date];

    private static Task<(List<SourceRecord> Records, Reading Reading, List<RunProblem> Problems)> ReadAsync(byte[] body, string? sheet = null, string type = Type, long? maxBytes = null) =>
        Lists.ReadAsync(body, type, new ListBlock { Url = new Uri("http://www.city.ota.example/opendata/list.xlsx"), Sheet = sheet }, maxBytes);

    private static async Task<SourceException> FaultAsync(byte[] body, string? sheet = null, long? maxBytes = null) =>
        await Assert.ThrowsAsync<SourceException>(() => ReadAsync(body, sheet, maxBytes: maxBytes));

    private static byte[] Zip(params (string Name, string Content)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in parts)
            {
                using var part = new StreamWriter(zip.CreateEntry(name).Open());
                part.Write(content);
            }
        }

        return file.ToArray();
    }

    [Theory]
    [InlineData(Type)]
    [InlineData("text/csv")]
    [InlineData("application/octet-stream")]
    public async Task Workbook_IsKnownByItsBytesWhateverTheServerCallsIt(string type)
    {
        var (records, reading, problems) = await ReadAsync(new Workbooks().Sheet("一覧", [["大田区オープンデータ一覧"], [], Head, Row("x1"), [], Row("x2", "避難所"), ["※毎月更新"]]).ToBytes(), type: type);

        Assert.Equal(["x1", "x2"], records.Select(record => record.RecordId));
        Assert.Equal(["https://x.example/x1.csv"], records[0].Files());
        Assert.Equal((true, 0), (reading.ReachedEnd, reading.Unreadable));
        Assert.Equal(("no-dataset", "row 7 of sheet \"一覧\""), (Assert.Single(problems.Codes()), problems.Single(problem => problem.Problem.Code == "no-dataset").Problem.Value));
    }

    [Fact]
    public async Task CellsBeyondColumn256_AreTold()
    {
        object?[] Wide(object?[] row, object? last) => [.. row, .. Enumerable.Repeat<object?>(null, 258 - row.Length), last];
        var (records, reading, problems) = await ReadAsync(new Workbooks().Sheet("一覧", [Wide(Head, "備考"), Wide(Row("x1"), "a"), Row("x2"), Wide(Row("x3"), null)]).ToBytes());

        Assert.Equal((3, true), (records.Count, reading.ReachedEnd));
        Assert.Equal(["sheet-too-wide"], problems.Codes());
        Assert.StartsWith("row 2 of sheet \"一覧\" has cells beyond column 256", problems.Single(problem => problem.Problem.Code == "sheet-too-wide").Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CsvWhereAWorkbookWasPromised_IsReadAsCsv()
    {
        var (records, _, _) = await ReadAsync("ID,データ名称,URL\r\nx1,公園,/a.csv\r\n"u8.ToArray());

        Assert.Equal("x1", Assert.Single(records).RecordId);
    }

    [Fact]
    public async Task FirstVisibleSheetWithAHead_IsTheList()
    {
        var book = new Workbooks().Sheet("表紙", [["オープンデータ"]]).Sheet("作業用", [Head, Row("hidden")], state: "hidden").Sheet("奥", [Head, Row("deep")], state: "veryHidden")
            .Sheet("一覧", [Head, Row("x1")]).Sheet("旧一覧", [Head, Row("old")]).ToBytes();

        var (records, _, problems) = await ReadAsync(book);

        Assert.Equal("x1", Assert.Single(records).RecordId);
        var told = Assert.Single(problems, problem => problem.Problem.Code == "other-sheets").Problem;
        Assert.Equal("旧一覧", told.Value);
        Assert.Contains("sheet \"一覧\" was read", told.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("作業用", "hidden")]
    [InlineData("一覧（令和８年度）", "x1")]
    [InlineData("一覧(令和8年度)", "x1")]
    public async Task SheetThatTheConnectorFileNames_IsTheList(string sheet, string id)
    {
        var book = new Workbooks().Sheet("作業用", [Head, Row("hidden")], state: "hidden").Sheet("旧", [Head, Row("old")]).Sheet("一覧（令和８年度）", [Head, Row("x1")]).ToBytes();

        var (records, _, problems) = await ReadAsync(book, sheet);

        Assert.Equal(id, Assert.Single(records).RecordId);
        Assert.Empty(problems.Codes());
    }

    [Fact]
    public async Task SheetThatIsNotThere_IsAFaultThatNamesThoseThatAre()
    {
        var fault = await FaultAsync(new Workbooks().Sheet("一覧", [Head, Row("x1")]).Sheet("表紙", []).ToBytes(), "公開一覧");

        Assert.Equal(("no-such-sheet", Whose.Ours), (fault.Code, fault.Whose));
        Assert.Contains("no sheet \"公開一覧\"", fault.Message, StringComparison.Ordinal);
        Assert.Contains("\"一覧\", \"表紙\"", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NoSheetWithAHead_IsAFaultThatNamesTheSheets()
    {
        var fault = await FaultAsync(new Workbooks().Sheet("表紙", [["あ"]]).Sheet("奥付", [["い", "う"]]).ToBytes());

        Assert.Equal("not-a-list", fault.Code);
        Assert.Contains("\"表紙\", \"奥付\"", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NumbersAndDates_AreWhatAPersonSees()
    {
        const double Day = 45383; // 2024-04-01
        var (records, _, _) = await ReadAsync(new Workbooks().Sheet("一覧", [
            ["ID", "データ名称", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"],
            [(1021.0, 4), "公園", 131113, 12.5, (Day, 1), (Day, 2), (Day, 3), (Day + 0.5, 5), (Day, 6), (Day, 7), (Day, 8), (Day, 9), 1234567890123.0],
        ]).ToBytes());

        var row = Assert.Single(records).Row().EnumerateObject().Select(cell => cell.Value.GetString()!).ToArray();
        Assert.Equal(["0001021", "公園", "131113", "12.5", "2024-04-01", "2024-04-01", "2024-04", "2024-04-01T12:00:00", "2024-04-01", "2024-04-01", "2024-04", "2024-04-01", "1234567890123"], row);
    }

    [Fact]
    public async Task WorkbookThatCountsDaysFrom1904_HasTheSameDates()
    {
        const double Day = 45383 - 1462;
        var (records, _, _) = await ReadAsync(new Workbooks().From1904().Sheet("一覧", [["ID", "データ名称", "登録日", "更新日"], ["x1", "公園", (Day, 1), (Day, 6)]]).ToBytes());

        Assert.Equal(("2024-04-01", "2024-04-01"), (Assert.Single(records).Cell("登録日"), records[0].Cell("更新日")));
    }

    /// <summary>Excel in Japanese keeps with each text how it was typed, which is no part of it (ECMA-376 part 1, section 18.4.6).</summary>
    [Fact]
    public async Task Readings_AreNoTextAndRunsAreOne()
    {
        const string Xml = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
            + "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>ID</t></is></c><c r=\"B1\" t=\"s\"><v>0</v></c></row>"
            + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>x1</t></is></c><c r=\"B2\" t=\"s\"><v>1</v></c></row></sheetData></worksheet>";

        var (records, _, _) = await ReadAsync(new Workbooks().Shared("<t>データ名称</t><rPh sb=\"3\" eb=\"5\"><t>メイショウ</t></rPh><phoneticPr fontId=\"1\"/>")
            .Shared("<r><t>公園の</t></r><r><rPr><b/></rPr><t>一覧</t></r><rPh sb=\"0\" eb=\"2\"><t>コウエン</t></rPh>").Raw("一覧", Xml).ToBytes());

        Assert.Equal("公園の一覧", Assert.Single(records).Cell("データ名称"));
    }

    [Fact]
    public async Task CellsMergedOverRows_AreInEachOfThem()
    {
        var (records, reading, _) = await ReadAsync(new Workbooks().Sheet("一覧", [
            ["ID", "データ名称", "ファイル", null],
            [null, null, "形式", "ダウンロードURL"],
            ["x1", "公園", "CSV", "/a.csv"],
            [null, null, "XLSX", "/a.xlsx"],
            [null, null, "PDF", "/a.pdf"],
            ["x2", "避難所", "CSV", "/b.csv"],
        ], "A1:A2 B1:B2 C1:D1 A3:A5 B3:B5").ToBytes());

        Assert.Equal(["x1", "x2"], records.Select(record => record.RecordId));
        Assert.Equal((3, 0), (records[0].Files().Length, reading.Unreadable));
        Assert.Equal("XLSX", records[0].Cell("ファイル_形式", 1));
    }

    [Fact]
    public async Task SheetThatIsFormattedToTheLastRowAndColumn_IsReadInNoTime()
    {
        const string Xml = "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><dimension ref=\"A1:XFD1048576\"/><sheetData>"
            + "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>ID</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>データ名称</t></is></c></row>"
            + "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>x1</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>公園</t></is></c></row>"
            + "<row r=\"1048576\"><c r=\"XFD1048576\"/></row></sheetData></worksheet>";

        var (records, _, _) = await ReadAsync(new Workbooks().Raw("一覧", Xml).ToBytes());

        Assert.Equal("x1", Assert.Single(records).RecordId);
    }

    [Fact]
    public async Task ZipBomb_IsNotOpened()
    {
        var book = Zip(("xl/workbook.xml", new string(' ', 40_000_000)));
        Assert.True(book.Length < 100_000);

        var fault = await FaultAsync(book, maxBytes: 1_000_000);

        Assert.Equal("too-large", fault.Code);
        Assert.Contains("http.max-bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task EntitiesThatExpand_AreRefused()
    {
        const string Xml = "<!DOCTYPE w [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
            + "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>&b;</t></is></c></row></sheetData></worksheet>";

        Assert.Equal("broken-workbook", (await FaultAsync(new Workbooks().Raw("一覧", Xml).ToBytes())).Code);
    }

    public static TheoryData<string, byte[], string> Broken => new()
    {
        { "cut", new Workbooks().Sheet("一覧", [Head, Row("x1")]).ToBytes()[..600], "broken-workbook" },
        { "csv in a zip", Zip(("list.csv", "ID,名称")), "not-a-list" },
        { "open document", Zip(("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")), "not-a-list" },
        { "no sheets", Zip(("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"/>")), "not-a-list" },
        { "no xml", Zip(("xl/workbook.xml", "{}")), "broken-workbook" },
        { "damaged sheet", new Workbooks().Raw("一覧", "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData><row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c").ToBytes(), "broken-workbook" },
        { "compound file", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[2000]], "broken-workbook" },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task DamagedOrOtherFile_IsANamedFault(string what, byte[] body, string code)
    {
        var fault = await FaultAsync(body);

        Assert.True(code == fault.Code, $"{what}: {fault.Code} {fault.Message}");
    }

    [Fact]
    public async Task OldWorkbook_IsReadToo()
    {
        var (records, _, _) = await ReadAsync(OldWorkbooks.Of(["ID", "データ名称", "URL"], ["x1", "公園", "https://x.example/a.csv"]), type: "application/vnd.ms-excel");

        Assert.Equal(("x1", "公園"), (Assert.Single(records).RecordId, records[0].Cell("データ名称")));
        Assert.Equal(["https://x.example/a.csv"], records[0].Files());
    }
}
