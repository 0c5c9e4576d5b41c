namespace Harvester.SamplePortals.Content;

/// <summary>40 datasets of a city that publishes a list of them as a CSV in CP932.</summary>
internal static class FuchuContent
{
    public const string Host = "www.city.fuchu.example";

    // ①, Ⅲ, ㈱, 髙 and ～ are in CP932 but not in JIS X 0208 (or at another place there).
    private static readonly Topic[] Own =
    [
        new("statistics_3", "数字で見る府中～統計書～　第Ⅲ部 経済", "行財政", "総務課", "ANNUAL", "XLSX", "統計書のうち経済に関する表です。"),
        new("designated_managers", "指定管理者一覧（㈱、（一財）を含む）", "行財政", "企画課", "ANNUAL", "CSV", "公の施設の指定管理者の一覧です。"),
        new("kofun_relics", "髙倉塚古墳出土品一覧", "教育・文化", "ふるさと文化財課", "NEVER", "CSV", "出土品の名称、時代、点数の一覧です。"),
        new("bus_route_1", "コミュニティバス運行経路①", "交通", "地区整備課", "IRREG", "CSV KML", "コミュニティバスの運行経路です。"),
        new("groundwater", "地下水位観測結果", "くらし・環境", "環境政策課", "MONTHLY", "CSV", "観測井の地下水位の月平均値です。"),
        new("street_trees", "街路樹一覧", "くらし・環境", "公園緑地課", "ANNUAL", "CSV SHP", "路線別の街路樹の樹種、本数です。"),
    ];

    public static SampleDatasets Create()
    {
        var datasets = new SampleDatasets();
        var number = 0;
        foreach (var topic in Topics.All.Take(20).Concat(Topics.All.Skip(30).Take(14)).Concat(Own))
        {
            datasets.Add(Drafts.Dataset(Municipality.Fuchu, topic, $"132063{++number:D6}", format =>
                $"http://{Host}/gyosei/johokokai/opendata/data.files/132063_{topic.Slug}.{Drafts.Extension(format)}"));
        }

        // A file that was announced before it had an address.
        datasets["132063000001"].Files[1].Url = "";
        return datasets;
    }
}
