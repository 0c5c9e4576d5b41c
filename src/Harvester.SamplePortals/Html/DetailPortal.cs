using System.Globalization;
using System.Text;
using Harvester.SamplePortals.Content;
using Harvester.SamplePortals.Serving;
using Microsoft.AspNetCore.Http;

namespace Harvester.SamplePortals.Html;

/// <summary>An island town's site of about 2005: Shift_JIS said only in a meta element, a list of links, one page with a small table per dataset.</summary>
internal sealed class DetailPortal(SampleCatalogues catalogues) : IPortal
{
    private const string Folder = "/opendata/";

    public string Host => HachijoContent.Host;

    public Document? Find(string path, IQueryCollection query)
    {
        if (path is "/" or Folder or Folder + "index.html")
            return Page("オープンデータ", List(), catalogues.Hachijo.Select(dataset => (DateOnly?)dataset.Modified).Max());
        if (path == Folder + "kiyaku.html")
            return Page("利用規約", "<p>このページのデータはCC BY 4.0で利用できます。</p>", new DateOnly(2024, 4, 1));
        var dataset = catalogues.Hachijo.FirstOrDefault(dataset => path == $"{Folder}detail{dataset.Name}.html");
        return dataset is null ? null : Page(dataset.Title, Detail(dataset), dataset.Modified);
    }

    private string List()
    {
        var text = new StringBuilder("<p>町が保有するデータを公開しています。<a href=\"kiyaku.html\">利用規約</a></p>\n");
        foreach (var category in catalogues.Hachijo.GroupBy(dataset => dataset.Category))
        {
            text.Append(CultureInfo.InvariantCulture, $"<h2>■{category.Key}</h2>\n<ul class=\"datalist\">\n");
            foreach (var dataset in category)
                text.Append(CultureInfo.InvariantCulture, $"<li><a href=\"detail{dataset.Name}.html\">{Document.Encode(dataset.Title)}</a>（{dataset.Unit}）\n");
            text.Append("</ul>\n");
        }

        return text.ToString();
    }

    private static string Detail(SampleDataset dataset)
    {
        var links = dataset.Files.Select(file => string.Create(
            CultureInfo.InvariantCulture,
            $"<a href=\"files/{Path.GetFileName(new Uri(file.Url).AbsolutePath)}\">{dataset.Title}（{Label(file)}：{(file.Size ?? 0) / 1024}KB）</a>"));
        return $"""
            <table border="1" class="shosai">
            <tr><th>名称</th><td>{Document.Encode(dataset.Title)}</td></tr>
            <tr><th>説明</th><td>{Document.Encode(dataset.Description)}</td></tr>
            <tr><th>分類</th><td>{dataset.Category}</td></tr>
            <tr><th>更新日</th><td>{JapaneseDates.Mixed(dataset.Modified, dataset.Name)}</td></tr>
            <tr><th>担当課</th><td>{dataset.Unit}</td></tr>
            <tr><th>ファイル</th><td>{string.Join("<br>", links)}</td></tr>
            </table>
            <p><a href="index.html">オープンデータへ戻る</a></p>

            """;
    }

    private static string Label(SampleFile file) => file.Format == "XLSX" ? "エクセル" : file.Format;

    // Closing tags of li left out and attributes in capitals, as the editors of the time wrote them.
    private static Document Page(string title, string body, DateOnly? modified) => new(
        Charsets.Cp932.GetBytes($"""
            <!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
            <HTML lang="ja">
            <HEAD>
            <META http-equiv="Content-Type" content="text/html; charset=Shift_JIS">
            <TITLE>{Document.Encode(title)}／八丈町（見本）</TITLE>
            </HEAD>
            <BODY bgcolor="#ffffff">
            <p><a href="/"><img src="/images/logo.gif" alt="八丈町"></a>｜<a href="/kurashi/">くらし</a>｜<a href="/kanko/">観光</a>｜<a href="/kouhou/kouhou.pdf">広報はちじょう</a></p>
            <h1>{Document.Encode(title)}</h1>
            {body}
            <hr>
            <address>八丈町役場　企画財政課　電話 04996-0-0000</address>
            </BODY>
            </HTML>

            """),
        "text/html",
        modified);
}
