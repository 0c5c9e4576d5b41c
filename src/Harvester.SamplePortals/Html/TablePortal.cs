using System.Globalization;
using System.Text;
using Harvester.SamplePortals.Content;
using Harvester.SamplePortals.Serving;
using Microsoft.AspNetCore.Http;

namespace Harvester.SamplePortals.Html;

/// <summary>A municipal site with one table of files over two pages: merged category cells, dates in several spellings, site furniture around.</summary>
internal sealed class TablePortal(SampleCatalogues catalogues) : IPortal
{
    private const string Folder = "/shiseijouhou/opendata/";
    private const int RowsPerPage = 21;

    public string Host => KiyoseContent.Host;

    public Document? Find(string path, IQueryCollection query) => path switch
    {
        "/" or Folder => List(1),
        Folder + "index.html" => List(1),
        Folder + "index_2.html" => List(2),
        Folder + "1008801.html" => Document.Html("オープンデータ利用規約", "<p>クリエイティブ・コモンズ 表示 4.0 国際（CC BY 4.0）</p>"),
        "/_res/common/opendata_kiyaku.pdf" => Document.Text("%PDF-1.4\n%%EOF\n", "application/pdf"),
        _ => null,
    };

    // All that does not fit on page 1 stands on page 2.
    private Document List(int page)
    {
        var rows = (page == 1 ? catalogues.Kiyose.Take(RowsPerPage) : catalogues.Kiyose.Skip(RowsPerPage)).ToList();
        var table = new StringBuilder();
        for (var index = 0; index < rows.Count; index++)
        {
            table.Append("<tr>");
            if (index == 0 || rows[index - 1].Category != rows[index].Category)
            {
                var span = rows.Skip(index).TakeWhile(row => row.Category == rows[index].Category).Count();
                table.Append(CultureInfo.InvariantCulture, $"<td class=\"bunrui\" rowspan=\"{span}\">{rows[index].Category}</td>");
            }

            table.Append(Row(rows[index])).Append("</tr>\n");
        }

        var pager = page == 1
            ? "<p class=\"pager\"><strong>1</strong>　<a href=\"index_2.html\">2</a>　<a rel=\"next\" href=\"index_2.html\">次へ</a></p>"
            : "<p class=\"pager\"><a rel=\"prev\" href=\"index.html\">前へ</a>　<a href=\"index.html\">1</a>　<strong>2</strong></p>";
        return Document.Text(
            TablePage.Around(table.ToString(), pager),
            "text/html; charset=UTF-8",
            rows.Count == 0 ? null : rows.Max(row => row.Modified));
    }

    private static string Row(SampleDataset dataset)
    {
        var cells = new StringBuilder($"<td class=\"name\">{Document.Encode(dataset.Title)}</td>");
        if (dataset.Files.Count == 0)
            return cells.Append("<td>&nbsp;</td><td class=\"junbi\">準備中</td>").ToString();
        cells.Append(CultureInfo.InvariantCulture, $"<td class=\"date\">{JapaneseDates.Mixed(dataset.Modified, dataset.Name)}</td><td class=\"files\">");
        cells.AppendJoin('　', dataset.Files.Select(file => string.Create(
            CultureInfo.InvariantCulture,
            $"<a href=\"{Uri.UnescapeDataString(new Uri(file.Url).AbsolutePath)}\" class=\"{Drafts.Extension(file.Format)}\">{Label(file)} （{(file.Size ?? 0) / 1024.0:F1}KB）<img src=\"/_template_/_site_/_default_/_res/images/newwin.gif\" alt=\"新しいウィンドウで開きます\"></a>")));
        return cells.Append("</td>").ToString();
    }

    private static string Label(SampleFile file) => file.Format switch
    {
        "XLSX" => "Excel",
        "SHP" => "シェープファイル",
        "GTFS" => "GTFS",
        "GEOJSON" => "GeoJSON",
        var format => format,
    };
}
