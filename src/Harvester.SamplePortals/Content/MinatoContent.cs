namespace Harvester.SamplePortals.Content;

/// <summary>60 datasets of a ward with its own DCAT portal.</summary>
internal static class MinatoContent
{
    public const string Host = "opendata.minato.example";

    private static readonly Topic[] Own =
    [
        new("minpaku", "住宅宿泊事業届出情報一覧", "観光", "生活衛生課", "MONTHLY", "CSV GEOJSON", "住宅宿泊事業（民泊）の届出住宅の一覧です。", "Notified private lodging"),
        new("survey_web", "港区の環境に関する区民アンケート（Web）調査結果・単純集計表", "くらし・環境", "環境課", "NEVER", "CSV", "環境に関する区民アンケート（Web）の単純集計表です。"),
        new("survey_mail", "港区の環境に関する区民アンケート（郵送）調査結果・クロス集計表", "くらし・環境", "環境課", "NEVER", "CSV", "環境に関する区民アンケート（郵送）のクロス集計表です。"),
        new("health_center", "【行政資料集】みなと保健所", "健康・福祉", "保健予防課", "NEVER", "CSV", "行政資料集のうち、みなと保健所に関する表です。"),
        new("slopes", "坂道一覧", "観光", "土木課", "NEVER", "CSV GEOJSON", "名前のある坂道の位置と由来です。", "Named slopes"),
        new("protected_trees", "保護樹木・保護樹林一覧", "くらし・環境", "環境課", "ANNUAL", "CSV", "指定された保護樹木及び保護樹林の一覧です。"),
        new("canal_quality", "運河水質調査結果", "くらし・環境", "環境課", "QUARTERLY", "CSV", "運河の水質の調査結果です。", "Canal water quality"),
        new("bus_passengers", "コミュニティバス利用者数", "交通", "地域交通課", "MONTHLY", "CSV XLSX", "路線別の月間利用者数です。"),
    ];

    public static SampleDatasets Create()
    {
        var datasets = new SampleDatasets();
        foreach (var topic in Topics.All.Take(52).Concat(Own))
        {
            var name = topic.Slug.Replace('_', '-');
            datasets.Add(Drafts.Dataset(Municipality.Minato, topic, name, format =>
                $"http://{Host}/dataset/{name}/resource/{Stable.Uuid(name + format)}/download/131032_{topic.Slug}.{Drafts.Extension(format)}"));
        }

        // A title with markup characters and quotation marks, and a description over several lines.
        datasets["slopes"].Description = "港区の名前のある坂道の位置と由来です。\n「<暗闇坂>」など、\"現地の標識\"と表記が異なるものがあります。\n\n出典：区史 & 現地調査";
        datasets["health-center"].Frequency = null;
        return datasets;
    }
}
