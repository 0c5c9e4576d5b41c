namespace Harvester.SamplePortals.Content;

/// <summary>40 datasets of a city that offers its catalogue as one RDF/XML file.</summary>
internal static class MachidaContent
{
    public const string Host = "opendata.machida.example";

    private static readonly Topic[] Own =
    [
        new("statistics_population", "町田市統計書 第2章 人口（令和6年版）", "行財政", "総務課", "ANNUAL", "XLSX CSV", "統計書のうち人口に関する統計表です。"),
        new("satoyama", "里山環境活用保全計画区域", "まちづくり", "農業振興課", "NEVER", "SHP", "里山環境活用保全計画の対象区域です。"),
        new("city_model", "3D都市モデル 建築物（LOD1）", "まちづくり", "都市計画課", "IRREG", "CITYGML", "建築物の3D都市モデル（CityGML）です。", "3D city model, buildings"),
        new("opinion_survey", "市民意識調査 単純集計結果", "行財政", "広聴課", "ANNUAL", "XLSX", "市民意識調査の設問別の集計です。"),
        new("local_products", "名産品一覧", "産業", "産業政策課", "IRREG", "CSV", "認定された名産品と製造者の一覧です。"),
        new("cycle_lanes", "自転車走行空間", "交通", "道路政策課", "IRREG", "GEOJSON KML", "整備済みの自転車走行空間の区間です。", "Cycle lanes"),
    ];

    public static SampleDatasets Create()
    {
        var datasets = new SampleDatasets();
        foreach (var topic in Topics.All.Skip(2).Take(34).Concat(Own))
        {
            datasets.Add(Drafts.Dataset(Municipality.Machida, topic, topic.Slug, format =>
                $"http://{Host}/files/132098_{topic.Slug}.{Drafts.Extension(format)}"));
        }

        // Statistics named by a fiscal year in the title: a period, not a date of change.
        datasets["budget"].Title = "令和８年度 当初予算の概要";
        datasets["settlement"].Title = "令和6年度決算状況";
        return datasets;
    }
}
