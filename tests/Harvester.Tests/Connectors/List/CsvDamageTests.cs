using System.Text;
using CsCheck;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.List;
using Xunit;

namespace Harvester.Tests.Connectors.List;

/// <summary>Lists as CSV with other separators, encodings and damage: what is lost is one row, and it is told.</summary>
public sealed class CsvDamageTests
{
    [Theory]
    [InlineData('\t')]
    [InlineData(';')]
    [InlineData('|')]
    public async Task OtherSeparators_AreFoundByTheHead(char separator)
    {
        var (records, _, _) = await Lists.ReadAsync("一覧、,,\r\nID,名称,説明\r\nx1,公園,\"a,b;c\td\"\r\n".Replace("ID,名称,説明", $"ID{separator}名称{separator}説明", StringComparison.Ordinal)
            .Replace("x1,公園,", $"x1{separator}公園{separator}", StringComparison.Ordinal));

        Assert.Equal(("x1", "a,b;c\td"), (Assert.Single(records).RecordId, records[0].Cell("説明")));
    }

    [Theory]
    [InlineData("\r\n")]
    [InlineData("\n")]
    [InlineData("\r")]
    public async Task CellsWithQuotesCommasAndLineBreaks_AreOneCell(string end)
    {
        var (records, _, problems) = await Lists.ReadAsync($"ID,名称,説明{end}x1,\"表,\"\"A\"\"\",\"一行目{end}二行目\"{end}x2,b,c{end}");

        Assert.Equal(("表,\"A\"", "一行目\n二行目"), (records[0].Cell("名称"), records[0].Cell("説明")));
        Assert.Equal(2, records.Count);
        Assert.DoesNotContain("stray-quote", problems.Codes());
    }

    [Fact]
    public async Task RowWithTooManyCells_IsLeftOutAndNamedByItsLine()
    {
        var (records, reading, problems) = await Lists.ReadAsync("ID,名称,URL\r\nx1,a,\"/1.csv\n/2.csv\"\r\nx2,b,/c.csv,d\r\nx3,e,/f.csv,,\r\n");

        Assert.Equal(["x1", "x3"], records.Select(record => record.RecordId));
        Assert.Equal(1, reading.Unreadable);
        Assert.Equal(("row-too-long", "line 4"), (Assert.Single(problems.Codes()), problems.Single(problem => problem.Problem.Code == "row-too-long").Problem.Value));
    }

    [Fact]
    public async Task RowsWithTooFewCells_AreTakenAndToldOnce()
    {
        var (records, reading, problems) = await Lists.ReadAsync("ID,URL,名称,説明,備考\r\nx1,/a.csv,a\r\nx2,/b.csv,b,c,\r\nx3,/c.csv,c\r\n");

        Assert.Equal((3, 0), (records.Count, reading.Unreadable));
        var told = Assert.Single(problems, problem => problem.Problem.Code == "row-too-short").Problem;
        Assert.Equal("line 2", told.Value);
        Assert.StartsWith("2 rows, the first at line 2, have fewer cells", told.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x2,\"b,c\r\nx3,e,f\r\nx4,g,h\r\n")]                     // never closed
    [InlineData("x2,\"b,c\r\nx3,\"e\",f\r\nx4,\"g\",h\r\n")]             // closed by the next row's
    [InlineData("x2,\"b,c\r\nx3,\"e, \"\"f\"\"\",f\r\nx4,g,\"h\"\r\n")]
    public async Task QuoteThatIsNotClosed_CostsItsRowOnly(string rows)
    {
        var (records, reading, problems) = await Lists.ReadAsync("ID,名称,説明\r\nx1,a,b\r\n" + rows);

        Assert.Equal(["x1", "x3", "x4"], records.Select(record => record.RecordId));
        Assert.Equal("line 3", Assert.Single(problems, problem => problem.Problem.Code == "unclosed-quote").Problem.Value);
        Assert.Equal((1, true), (reading.Unreadable, reading.ReachedEnd));
    }

    [Fact]
    public async Task QuoteThatIsNotClosedOnTopOfALongList_CostsItsRowOnly()
    {
        var text = new StringBuilder("ID,名称,説明\r\nx0,\"a,b\r\n");
        for (var i = 1; i <= 5000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"x{i},名称{i},説明\r\n");

        var (records, reading, _) = await Lists.ReadAsync(text.ToString());

        Assert.Equal((5000, 1), (records.Count, reading.Unreadable));
    }

    [Fact]
    public async Task QuoteInTheMiddleOfACell_IsKept()
    {
        var (records, _, problems) = await Lists.ReadAsync("ID,名称,URL\r\nx1,5\"の画面,/a.csv\r\nx2,\"甲\"乙,/b.csv\r\nx3, \"丙\" ,/c.csv\r\n");

        Assert.Equal(["5\"の画面", "甲乙", "丙"], records.Select(record => record.Cell("名称")));
        Assert.Equal("2 rows, the first at line 2, have a quotation mark in the middle of a cell; it was kept as it stands", Assert.Single(problems, problem => problem.Problem.Code == "stray-quote").Problem.Detail);
    }

    [Fact]
    public async Task TitleOfTenMillionCharacters_CostsItsRowOnly()
    {
        var (records, reading, problems) = await Lists.ReadAsync("ID,名称,URL\r\nx1," + new string('あ', 10_000_000) + ",/a.csv\r\nx2,公園,/b.csv\r\n");

        Assert.Equal("x2", Assert.Single(records).RecordId);
        Assert.Equal((1, "row-too-large"), (reading.Unreadable, Assert.Single(problems.Codes())));
    }

    public static TheoryData<string, bool> Encodings => new()
    {
        { "cp932", false }, { "utf-8", false }, { "utf-8", true }, { "euc-jp", false }, { "utf-16", false }, { "utf-16", true }, { "utf-16BE", false }, { "utf-16BE", true }, { "iso-2022-jp", false },
    };

    /// <summary>Long enough that characters lie over every boundary of the buffers.</summary>
    [Theory]
    [MemberData(nameof(Encodings))]
    public async Task LongList_IsReadInEveryEncoding(string name, bool mark)
    {
        var text = new StringBuilder("ID,名称,説明,URL\r\n");
        for (var i = 0; i < 4000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"x{i},表能ソ十予{i},区の①次データ～その{new string('あ', i % 7)},/{i}.csv\r\n");
        var encoding = name.StartsWith("utf-16", StringComparison.Ordinal) ? (name.EndsWith("BE", StringComparison.Ordinal) ? Encoding.BigEndianUnicode : Encoding.Unicode) : Charsets.Named(name)!;
        var body = encoding.GetBytes(name == "iso-2022-jp" ? text.ToString().Replace("～", "", StringComparison.Ordinal) : text.ToString());

        var (records, _, problems) = await Lists.ReadAsync(mark ? [.. encoding.CodePage == 65001 ? Encoding.UTF8.GetPreamble() : encoding.GetPreamble(), .. body] : body);

        Assert.Equal(4000, records.Count);
        Assert.All(records, (record, i) => Assert.Equal($"表能ソ十予{i}", record.Cell("名称")));
        Assert.Empty(problems.Codes());
    }

    [Theory]
    [InlineData("cp932", "text/csv; charset=UTF-8")]
    [InlineData("utf-8", "text/csv; charset=Shift_JIS")]
    [InlineData("euc-jp", "text/csv; charset=Shift_JIS")]
    public async Task WrongDeclaration_IsToldAndTheTextIsRight(string name, string type)
    {
        var rows = string.Concat(Enumerable.Range(0, 200).Select(i => $"x{i},公園と避難所の一覧その{i},/{i}.csv\r\n"));

        var (records, _, problems) = await Lists.ReadAsync(Charsets.Named(name)!.GetBytes("ID,名称,URL\r\nx,ひらがなの題,/a.csv\r\n" + rows), type);

        Assert.Equal("ひらがなの題", records[0].Cell("名称"));
        Assert.Contains("charset-mismatch", problems.Codes());
    }

    [Fact]
    public async Task WellFormedRecords_ComeBackAsTheyWereWritten()
    {
        var cell = Gen.Char["ab,;\"\n 表"].Array[0, 6].Select(chars => new string(chars));
        await Gen.Select(cell.Array[2, 5].Array[1, 8], Gen.Bool).SampleAsync(async (table, quoteAll) =>
        {
            var width = table[0].Length;
            var rows = table.Select(row => Enumerable.Range(0, width).Select(i => i < row.Length ? row[i] : "").ToArray()).ToArray();
            var text = string.Concat(rows.Select(row => string.Join(',', row.Select(one => quoteAll || one.AsSpan().ContainsAny(",\"\n ") || one.Length == 0 ? $"\"{one.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : one)) + "\r\n"));
            var read = new List<string[]>();
            var records = new CsvRecords(new StringReader(text), ',') { Width = width };
            while (await records.ReadAsync(TestContext.Current.CancellationToken) is { } line)
                read.Add(line.Cells);
            Assert.Equal(rows, read);
        });
    }

    [Fact]
    public async Task AnyText_IsReadToItsEnd() =>
        await Gen.Char["a,\"\r\n;"].Array[0, 200].SampleAsync(async chars =>
        {
            var records = new CsvRecords(new StringReader(new string(chars)), ',') { Width = 3 };
            long last = 0;
            while (await records.ReadAsync(TestContext.Current.CancellationToken) is { } line)
            {
                Assert.True(line.Number > last);
                last = line.Number;
            }
        });
}
