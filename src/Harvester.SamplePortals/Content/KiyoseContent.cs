namespace Harvester.SamplePortals.Content;

/// <summary>40 datasets of a city with one table of files on two pages, and one announced as 準備中.</summary>
internal static class KiyoseContent
{
    public const string Host = "www.city.kiyose.example";

    private static readonly Topic[] Own =
    [
        new("sunflower_festival", "ひまわり畑来場者数", "観光", "産業振興課", "ANNUAL", "CSV", "ひまわり畑の年度別の来場者数です。"),
        new("carrot_production", "にんじん作付面積・収穫量", "産業", "産業振興課", "ANNUAL", "CSV XLSX", "にんじんの作付面積と収穫量です。"),
        new("sculptures", "けやき通り彫刻一覧", "教育・文化", "生涯学習スポーツ課", "NEVER", "CSV", "けやき通りに置かれた彫刻の一覧です。"),
        new("bird_survey", "河川の鳥類調査結果", "くらし・環境", "環境課", "ANNUAL", "XLSX", "柳瀬川、空堀川の鳥類の調査結果です。"),
        new("open_data_requests", "オープンデータ要望一覧", "行財政", "情報政策課", null, "", "寄せられた要望と対応の一覧です。"),
    ];

    public static SampleDatasets Create()
    {
        var datasets = new SampleDatasets();
        foreach (var topic in Topics.All.Take(36).Concat(Own).OrderBy(topic => Array.IndexOf(Categories, topic.Category)))
        {
            var page = 1 + Stable.Number(topic.Slug, 9);
            datasets.Add(Drafts.Dataset(Municipality.Kiyose, topic, topic.Slug, format =>
                $"http://{Host}/_res/projects/default_project/_page_/001/00{page}/{1200 + Stable.Number(topic.Slug, 700)}/132217_{topic.Slug}.{Drafts.Extension(format)}"));
        }

        datasets["open_data_requests"].Files.Clear();
        return datasets;
    }

    public static readonly string[] Categories = ["防災", "くらし・環境", "健康・福祉", "教育・文化", "交通", "まちづくり", "観光", "産業", "行財政"];
}
