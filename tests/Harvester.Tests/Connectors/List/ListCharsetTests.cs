using System.Text;
using CsCheck;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Xunit;

namespace Harvester.Tests.Connectors.List;

/// <summary>Lists in the encodings that are met, from a server's bytes to cells: no character is lost or changed, wherever buffers end and whatever is declared.</summary>
public sealed class ListCharsetTests
{
    public static MatrixTheoryData<string, string?> Declarations => new(["cp932", "euc-jp", "utf-8", "utf-8-bom"], [null, "utf-8", "Shift_JIS"]);

    [Theory]
    [MemberData(nameof(Declarations))]
    public async Task EveryTitleOfALongList_IsReadRight(string encoding, string? declared)
    {
        const int Rows = 3000; // more than any buffer on the way holds
        for (var shift = 0; shift < 3; shift++)
        {
            var titles = Enumerable.Range(0, Rows).Select(n => $"髙井戸①の表～能ソ{n}").ToList();
            var text = $"ID,名称,説明\r\nx,表,{new string('b', shift)}\r\n" + string.Concat(titles.Select((title, n) => $"x{n},{title},\r\n"));

            var (records, reading, problems) = await Lists.ReadAsync(Bytes(encoding, text), declared is null ? "text/csv" : $"text/csv; charset={declared}");

            Assert.Equal(titles, records.Skip(1).Select(record => record.Cell("名称")));
            Assert.Equal((Rows + 1, 0L), (records.Count, reading.Unreadable));
            var lies = declared is not null && Charsets.Named(declared)!.CodePage != Charsets.Named(encoding.Replace("-bom", "", StringComparison.Ordinal))!.CodePage;
            Assert.Equal(lies ? ["charset-mismatch"] : [], problems.Codes().Where(code => code is "charset-mismatch" or "unreadable-characters"));
        }
    }

    [Fact]
    public async Task AnyTitles_InAnyEncoding_CutAnywhereByTheNetwork()
    {
        var title = OneOf("あ", "漢", "①", "髙", "ｱ", "a", "～", "表", "ソ", "能", "十", "予", "\u3000", "－").Array[1, 12].Select(string.Concat);
        await Gen.Select(title.Array[6], OneOf("cp932", "euc-jp", "utf-8", "utf-8-bom"), Gen.Double[0, 1]).SampleAsync(
            async list =>
            {
                var (made, encoding, place) = list;
                var titles = made.Select((one, n) => $"表{n}{one}終").ToList();
                var body = Bytes(encoding, "ID,名称\r\n" + string.Concat(titles.Select((one, n) => $"x{n},{one}\r\n")));

                var (records, _, problems) = await Lists.ReadAsync(
                    body, "text/csv", new ListBlock { Url = Lists.Url, Charset = encoding.Replace("-bom", "", StringComparison.Ordinal) }, cut: (int)(place * body.Length));

                Assert.Equal(titles, records.Select(record => record.Cell("名称")));
                Assert.DoesNotContain(problems.Codes(), code => code is "charset-mismatch" or "unreadable-characters");
            },
            iter: 60,
            threads: 1);
    }

    [Fact]
    public async Task BytesOfNoEncoding_AreToldAndNotGuessedAt()
    {
        var (records, _, problems) = await Lists.ReadAsync([.. Charsets.Cp932.GetBytes("ID,名称\r\nx1,公園"), 0xFF, .. Charsets.Cp932.GetBytes("一覧表\r\nx2,避難所\r\n")], "text/csv; charset=Shift_JIS");

        Assert.Equal(["公園\uFFFD一覧表", "避難所"], records.Select(record => record.Cell("名称")));
        Assert.Contains("unreadable-characters", problems.Codes());
    }

    private static byte[] Bytes(string encoding, string text) =>
        encoding == "utf-8-bom" ? [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(text)] : Charsets.Named(encoding)!.GetBytes(text);

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);
}
