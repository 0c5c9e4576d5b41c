using System.Text;
using System.Text.RegularExpressions;
using CsCheck;
using Harvester.Core.Model;
using Harvester.Publishing;
using Harvester.Publishing.Csv;
using Xunit;

namespace Harvester.Tests.Publishing;

public sealed partial class CsvExportTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ADataset_HasOneRowPerDistribution_AndOneWithoutAny()
    {
        var two = Samples.Dataset("minato", "1", "施設") with
        {
            Distributions = [Samples.File("a", "https://x.example/a.csv", "CSV") with { Checksum = new Checksum("md5", "9e107d9d372bb6826bd81d3542a419d6") }, Samples.File("b", "https://x.example/b.pdf", "PDF")],
        };
        var none = Samples.Dataset("minato", "2", "空") with { Distributions = [] };

        var rows = await RowsAsync(two, none);

        Assert.Equal(["minato~1", "minato~1", "minato~2"], rows.Select(row => row["id"]));
        Assert.Equal(["a", "b", ""], rows.Select(row => row["distribution_id"]));
        Assert.Equal(["12345", "12345", ""], rows.Select(row => row["byte_size"]));
        Assert.Equal(["md5 9e107d9d372bb6826bd81d3542a419d6", " ", " "], rows.Select(row => $"{row["checksum_algorithm"]} {row["checksum"]}"));
        Assert.Equal("2026-09-23T18:30:00Z", rows[0]["first_seen"]);
    }

    [Fact]
    public async Task TheFile_BeginsWithABomAndTheHeader_AndEndsEachLineWithCrLf()
    {
        var bytes = await BytesAsync(Samples.Dataset("minato", "1", "施設"));

        Assert.Equal([0xEF, 0xBB, 0xBF], bytes[..3]);
        var text = Encoding.UTF8.GetString(bytes[3..]);
        Assert.StartsWith("id,title,title_en,description,", text, StringComparison.Ordinal);
        Assert.Equal(2, text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(CsvColumns.All, column => Assert.NotEmpty(column.Meaning));
        Assert.Distinct(CsvColumns.All.Select(column => column.Name));
    }

    [Theory]
    [InlineData("=HYPERLINK(\"https://evil.example\")")]
    [InlineData("+1")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("＝1+1")]
    public async Task ACellThatASpreadsheetWouldRun_GetsAnApostrophe(string title)
    {
        var rows = await RowsAsync(Samples.Dataset("minato", "1", title));

        Assert.Equal("'" + title, rows[0]["title"]);
    }

    [Fact]
    public async Task AFormulaInsideTheText_StaysAsItIs()
    {
        var rows = await RowsAsync(Samples.Dataset("minato", "1", "1-1 =x"));

        Assert.Equal("1-1 =x", rows[0]["title"]);
    }

    [Fact]
    public void AnyTexts_ReadBackThroughAnRfc4180Reader()
    {
        var cell = Gen.OneOf(Gen.String, Gen.String[Gen.Char[",\"\r\n'= 港"], 0, 12]).Where(text => !text.Contains('\0', StringComparison.Ordinal));
        cell.Array[1, 6].Sample(cells =>
        {
            var row = new StringBuilder();
            CsvRow.Append(row, [.. cells, "end"]);
            Assert.Equal(
                cells.Append("end").Select(text => text.Length > 0 && "=+-@\t\r\n＝＋－＠".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text),
                Assert.Single(Rfc4180(row.ToString())));
        });
    }

    private static async Task<byte[]> BytesAsync(params Dataset[] datasets)
    {
        using var output = new MemoryStream();
        await new CsvExport().WriteAsync(Samples.Stream(datasets), output, Cancel);
        return output.ToArray();
    }

    private static async Task<IReadOnlyList<Dictionary<string, string>>> RowsAsync(params Dataset[] datasets)
    {
        var rows = Rfc4180(Encoding.UTF8.GetString((await BytesAsync(datasets)).AsSpan(3)));
        return [.. rows.Skip(1).Select(row => rows[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
    }

    /// <summary>Every record of RFC 4180, section 2, read to the letter: CRLF ends a record, a quote inside quotes is doubled.</summary>
    private static List<List<string>> Rfc4180(string text)
    {
        var records = new List<List<string>>();
        for (var at = 0; at < text.Length; at += 2)
        {
            var record = new List<string>();
            do
            {
                if (record.Count > 0)
                    at++;
                var match = Cell().Match(text, at);
                Assert.True(match.Success, $"no cell at {at}");
                record.Add(match.Groups["quoted"].Success ? match.Groups["quoted"].Value.Replace("\"\"", "\"", StringComparison.Ordinal) : match.Groups["plain"].Value);
                at += match.Length;
            }
            while (text[at] == ',');
            Assert.Equal("\r\n", text.Substring(at, 2));
            Assert.True(records.Count == 0 || records[0].Count == record.Count, "records differ in length");
            records.Add(record);
        }

        return records;
    }

    [GeneratedRegex("\\G(?:\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<plain>[^,\"\r\n]*))")]
    private static partial Regex Cell();
}
