namespace Harvester.SamplePortals.Content;

/// <summary>30 datasets of a ward on a hosted map portal with a data.json.</summary>
internal static class ShibuyaContent
{
    public const string Host = "city-shibuya.example";

    private static readonly Topic[] Own =
    [
        new("smoking_area", "公衆喫煙所一覧", "くらし・環境", "環境政策課", "IRREG", "GEOJSON CSV KML", "公衆喫煙所の位置、利用時間の一覧です。"),
        new("stranded_persons", "帰宅困難者受入施設一覧", "防災", "防災課", "ANNUAL", "GEOJSON CSV", "災害時に帰宅困難者を受け入れる施設の一覧です。"),
        new("redevelopment", "市街地再開発事業区域", "まちづくり", "まちづくり課", "IRREG", "GEOJSON SHP", "市街地再開発事業の施行区域です。"),
        new("block_boundary", "町丁目界", "まちづくり", "都市計画課", "NEVER", "GEOJSON SHP KML", "町丁目の境界線です。"),
        new("narrow_street", "細街路拡幅整備路線", "まちづくり", "建築課", "ANNUAL", "GEOJSON SHP", "細街路の拡幅整備の状況です。"),
        new("pedestrian_count", "歩行者通行量調査", "産業", "産業観光課", "ANNUAL", "CSV", "駅周辺の歩行者通行量の調査結果です。"),
    ];

    public static SampleDatasets Create()
    {
        var datasets = new SampleDatasets();
        foreach (var topic in Topics.All.Take(24).Concat(Own))
        {
            // Hosted map portals number their items with 32 hexadecimal digits.
            var item = Stable.Uuid(Host + topic.Slug).Replace("-", "", StringComparison.Ordinal);
            datasets.Add(Drafts.Dataset(Municipality.Shibuya, topic, item, format =>
                $"http://{Host}/api/download/v1/items/{item}/{(format == "SHP" ? "shapefile" : format.ToLowerInvariant())}?layers=0"));
        }

        return datasets;
    }
}
