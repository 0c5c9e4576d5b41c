using Harvester.Connectors.Fetching;
using Harvester.Core.Model;

namespace Harvester.Connectors.List;

/// <summary>Answers that are no list.</summary>
internal static class ListFaults
{
    public static SourceException Html(Uri url) => new("html-instead-of-csv", Whose.Source, FetchFaults.Show(url),
        "an HTML page came where a CSV was expected: the list may have moved (then put its new address into the connector file), or the site shows a maintenance page");

    public static SourceException Workbook(Uri url) => new("not-a-list", Whose.Ours, FetchFaults.Show(url),
        "the list is an Excel workbook or another ZIP file, not CSV; ask for a CSV, or name the address of one in the connector file");

    public static SourceException NoHeader(Uri url, int rows) => new("not-a-list", Whose.Ours, FetchFaults.Show(url),
        $"none of the first {rows} rows is a header with at least two column names of オープンデータ一覧 (データセット_タイトル, データ名称, URL …); is this the list?");

    public static SourceException NoTitle(Uri url, IReadOnlyList<string> names) => new("not-a-list", Whose.Ours, FetchFaults.Show(url),
        $"no column of the list is a title (データセット_タイトル, データ名称, 名称, タイトル …); it has: {string.Join(", ", names.Take(12))}");

    public static SourceException CellTooLong(Uri url, long line, Exception inner) => new("not-a-list", Whose.Source, FetchFaults.Show(url),
        $"a cell from line {line} on has no end: a quotation mark may be missing; nothing was taken", inner);
}
