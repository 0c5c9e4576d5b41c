using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.List;

/// <summary>Answers that are no list.</summary>
internal static class ListFaults
{
    public static SourceException Html(Uri url) => new("html-instead-of-csv", Whose.Source, FetchFaults.Show(url),
        "an HTML page came where a CSV was expected: the list may have moved (then put its new address into the connector file), or the site shows a maintenance page");

    public static SourceException Pdf(Uri url) => new("not-a-list", Whose.Ours, FetchFaults.Show(url),
        "the list is a PDF, not a CSV or an Excel workbook; ask for one of these, or name its address in the connector file");

    public static SourceException NotAWorkbook(Uri url, string holds) => new("not-a-list", Whose.Ours, FetchFaults.Show(url),
        $"the list is a ZIP file that holds no Excel workbook ({holds}); name the address of a CSV or XLSX in the connector file");

    public static SourceException Broken(Uri url, Exception inner) => new("broken-workbook", Whose.Source, FetchFaults.Show(url),
        $"the Excel workbook cannot be read ({inner.Message.TrimEnd('.')}): it is damaged, or protected; open it in Excel and save it again, or offer a CSV", inner);

    public static SourceException Protected(Uri url, Exception inner) => new("broken-workbook", Whose.Source, FetchFaults.Show(url),
        "the Excel workbook is protected with a password; ask for one without, or for a CSV", inner);

    public static SourceException TooLarge(Uri url, long limit) => new("too-large", Whose.Ours, FetchFaults.Show(url),
        $"the Excel workbook holds more than {limit} bytes once it is decompressed and was not opened; if that size is right, raise http.max-bytes in the connector file");

    public static SourceException NoRows(Uri url) => new("empty-list", Whose.Source, FetchFaults.Show(url),
        "the file holds no text at all, not even a head; nothing was taken");

    public static SourceException NoSheet(Uri url, string wanted, IEnumerable<string> sheets) => new("no-such-sheet", Whose.Ours, FetchFaults.Show(url),
        $"the workbook has no sheet \"{wanted}\", which list.sheet names; it has: {string.Join(", ", sheets.Take(12).Select(name => $"\"{name}\""))}");

    /// <param name="searched">Where none was found: <c>none of the first 30 rows</c>.</param>
    public static SourceException NoHeader(Uri url, string searched) => new("not-a-list", Whose.Ours, FetchFaults.Show(url),
        $"{searched} is a head with at least two column names of オープンデータ一覧 (データセット_タイトル, データ名称, URL …); is this the list?");

    public static SourceException NoTitle(Uri url, IReadOnlyList<string> names) => new("not-a-list", Whose.Ours, FetchFaults.Show(url),
        $"no column of the list is a title (データセット_タイトル, データ名称, 名称, タイトル …), unless fields.title in the connector file names it; it has: {string.Join(", ", names.Take(12))}");
}
