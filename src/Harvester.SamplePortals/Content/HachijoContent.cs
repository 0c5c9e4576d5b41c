namespace Harvester.SamplePortals.Content;

/// <summary>25 datasets of an island town: a list of links to detail pages in Shift_JIS.</summary>
internal static class HachijoContent
{
    public const string Host = "www.town.hachijo.example";

    private static readonly Topic[] Own =
    [
        new("ferry", "定期船就航状況", "交通", "産業観光課", "MONTHLY", "CSV", "定期船の月別の就航率、乗降客数です。"),
        new("airport", "空港乗降客数", "交通", "産業観光課", "MONTHLY", "CSV", "八丈島空港の月別の乗降客数です。"),
        new("fishery", "魚種別漁獲量", "産業", "産業観光課", "ANNUAL", "CSV XLSX", "トビウオ、キンメダイなど魚種別の漁獲量です。"),
        new("ashitaba", "アシタバ・フェニックスロベレニー生産量", "産業", "産業観光課", "ANNUAL", "XLSX", "主な農産物の生産量と生産額です。"),
        new("hot_spring", "温泉施設一覧", "観光", "企画財政課", "IRREG", "CSV", "町営温泉の所在地、泉質、利用時間の一覧です。"),
        new("tsunami_shelter", "津波避難施設一覧", "防災", "総務課", "NEVER", "CSV PDF", "津波からの避難施設の位置、標高の一覧です。"),
        new("textile", "黄八丈生産反数", "産業", "産業観光課", "ANNUAL", "CSV", "黄八丈の年度別の生産反数です。"),
    ];

    public static SampleDatasets Create()
    {
        var datasets = new SampleDatasets();
        var number = 100;
        foreach (var topic in Topics.All.Take(18).Concat(Own))
        {
            datasets.Add(Drafts.Dataset(Municipality.Hachijo, topic, $"{number += 3}", format =>
                $"http://{Host}/opendata/files/134015_{topic.Slug}.{Drafts.Extension(format)}"));
        }

        return datasets;
    }
}
