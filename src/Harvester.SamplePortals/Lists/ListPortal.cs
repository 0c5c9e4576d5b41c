using System.Globalization;
using System.Text;
using Harvester.SamplePortals.Content;
using Harvester.SamplePortals.Serving;
using Microsoft.AspNetCore.Http;

namespace Harvester.SamplePortals.Lists;

/// <summary>
/// オープンデータ一覧: the standard list of datasets as a CSV in CP932 with CRLF, as Excel saves it. One row per file; the
/// columns of a dataset are repeated.
/// </summary>
internal sealed class ListPortal(SampleCatalogues catalogues) : IPortal
{
    private const string Folder = "/gyosei/johokokai/opendata/";

    public string Host => FuchuContent.Host;

    public Document? Find(string path, IQueryCollection query) => path switch
    {
        Folder + "132063_open_data_list.csv" => new Document(
            Charsets.Cp932.GetBytes(List()),
            "text/csv", // such servers name no charset
            catalogues.Fuchu.Count == 0 ? null : catalogues.Fuchu.Max(dataset => dataset.Modified)),
        Folder + "index.html" or "/" => Document.Html("オープンデータ", $"<p><a href=\"{Folder}132063_open_data_list.csv\">オープンデータ一覧（CSV）</a></p>"),
        Folder + "terms.html" => Document.Html("オープンデータ利用規約", "<p>クリエイティブ・コモンズ・ライセンス 表示 4.0 国際</p>"),
        _ when catalogues.Fuchu.Any(dataset => path == PageOf(dataset)) => Document.Html(catalogues.Fuchu.First(dataset => path == PageOf(dataset)).Title, ""),
        _ => null,
    };

    private static string PageOf(SampleDataset dataset) => $"{Folder}{dataset.Name}.html";

    private string List()
    {
        var text = new StringBuilder();
        Row(text, ListColumns.Names);
        foreach (var dataset in catalogues.Fuchu)
        {
            if (dataset.Files.Count == 0)
                Row(text, Cells(dataset, null));
            foreach (var file in dataset.Files)
                Row(text, Cells(dataset, file));
        }

        return text.ToString();
    }

    private static IEnumerable<string> Cells(SampleDataset dataset, SampleFile? file) => ListColumns.Names.Select(column => column switch
    {
        "全国地方公共団体コード" => Municipality.Fuchu.Code,
        "データセット_ID" => dataset.Name,
        "地方公共団体名" => "東京都府中市",
        "データセット_タイトル" => dataset.Title,
        "データセット_概要" => dataset.Description,
        "データセット_キーワード" => string.Join(';', dataset.Keywords),
        "データセット_分類" => dataset.Category,
        "データセット_公開日" => JapaneseDates.Mixed(dataset.Issued, dataset.Name + "issued"),
        "データセット_最終更新日" => JapaneseDates.Mixed(dataset.Modified, dataset.Name),
        "データセット_言語" => "ja",
        "データセット_URL" => $"http://{FuchuContent.Host}{PageOf(dataset)}",
        "データセット_更新頻度" => Frequency(dataset),
        "データセット_対象地域" => "府中市",
        "データセット_連絡先名称" => dataset.Unit ?? "",
        "データセット_連絡先電話番号" => $"042-000-{Stable.Number(dataset.Unit ?? "", 10000):D4}",
        "データセット_連絡先備考（その他、SNSなど）" => Stable.Number(dataset.Name, 5) == 0 ? "平日午前8時30分から午後5時まで\n（土曜日・日曜日、祝日を除く）" : "",
        _ => file is null ? "" : Cell(column, file),
    });

    private static string Cell(string column, SampleFile file) => column switch
    {
        "ファイル_タイトル" => file.Title,
        "ファイル_アクセスURL" => "",
        "ファイル_ダウンロードURL" => file.Url,
        "ファイル形式" => file.Format switch { "XLSX" => "エクセル", "SHP" => "シェープファイル（ZIP）", var format => format },
        "ファイル_ライセンス" => Stable.Pick<string>(file.Title, "CC BY 4.0", "CC BY", "クリエイティブ・コモンズ・ライセンス 表示4.0国際", "CC BY４．０"),
        "ファイル_サイズ" => file.Size?.ToString(CultureInfo.InvariantCulture) ?? "",
        "ファイル_最終更新日" => JapaneseDates.Mixed(file.Modified, file.Url),
        "ファイル_利用規約" => $"http://{FuchuContent.Host}{Folder}terms.html",
        "ファイル_言語" => "ja",
        "API対応有無" => "無",
        _ => "",
    };

    private static string Frequency(SampleDataset dataset) => dataset.Frequency switch
    {
        "ANNUAL" => Stable.Pick<string>(dataset.Name, "年1回", "毎年度", "1年"),
        "ANNUAL_2" => "年2回",
        "MONTHLY" => "毎月",
        "QUARTERLY" => "四半期",
        "QUINQUENNIAL" => "5年ごと",
        "NEVER" => "更新予定なし",
        "OTHER" => "選挙時ごと",
        "IRREG" => "随時",
        _ => "",
    };

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text
        .AppendJoin(',', cells.Select(cell => cell.AsSpan().ContainsAny(",\"\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell))
        .Append("\r\n");
}
