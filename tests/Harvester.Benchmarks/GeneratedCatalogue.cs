using System.Globalization;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage;

namespace Harvester.Benchmarks;

/// <summary>
/// Datasets that read like those of the Tokyo catalogue: titles of body, place, subject, form and period, descriptions of one to four sentences, keywords, groups, one to four
/// files. The same number always gives the same dataset.
/// </summary>
internal static class GeneratedCatalogue
{
    private const int BatchSize = 500;

    private static readonly string[] Bodies =
        ["千代田区", "中央区", "港区", "新宿区", "文京区", "台東区", "墨田区", "江東区", "品川区", "目黒区", "大田区", "世田谷区", "渋谷区", "中野区", "杉並区", "豊島区", "北区", "荒川区", "板橋区", "練馬区", "足立区", "葛飾区", "江戸川区", "八王子市", "立川市", "武蔵野市", "三鷹市", "青梅市", "府中市", "調布市", "町田市", "小平市"];

    private static readonly string[] Subjects =
        ["人口", "世帯数", "住民基本台帳", "公共施設", "公園", "公衆トイレ", "避難所", "防災倉庫", "AED設置箇所", "保育園", "幼稚園", "小学校", "中学校", "図書館", "文化財", "観光施設", "イベント", "公衆無線LAN", "医療機関", "介護サービス事業所", "子育て施設", "ごみ収集", "道路占用", "橋りょう", "コミュニティバス", "放射線量", "水質調査", "大気汚染", "食品営業許可", "住宅宿泊事業", "予算", "決算", "入札結果", "統計書", "学校給食", "消火栓", "自転車駐車場", "町丁目境界", "都市計画", "ハザードマップ"];

    private static readonly string[] Forms = ["一覧", "に関するデータ", "の状況", "（町丁別）", "（年齢別・男女別）", "の推移", "マップ", "の概要", "調査結果"];

    private static readonly string[] Sentences =
        ["{0}が管理する{1}の名称、所在地、緯度及び経度の一覧です。", "毎月1日現在の{1}を町丁目ごとに集計したデータです。", "データの更新は年1回、前年度末の状況を公表します。", "{0}公式ホームページで公開している{1}の情報をCSV形式で提供します。", "自治体標準オープンデータセットの項目定義に準拠しています。", "利用にあたってはクリエイティブ・コモンズ・ライセンスの表示4.0国際に従ってください。", "位置情報は世界測地系（WGS84）です。", "集計の方法は令和2年国勢調査によります。", "お問い合わせは{0}の情報政策課データ活用担当までお願いします。"];

    private static readonly string[] Keywords = ["人口", "防災", "福祉", "子育て", "教育", "観光", "環境", "交通", "統計", "施設", "健康", "都市計画", "行政", "安全", "産業"];
    private static readonly string[] Groups = ["防災・防犯", "保健・福祉", "子育て・教育", "観光・文化", "環境・ごみ", "まちづくり", "統計・調査", "行政・財政"];
    private static readonly string[] Formats = ["CSV", "XLSX", "PDF", "GeoJSON", "SHP", "JSON"];
    private static readonly string[] Frequencies = ["ANNUAL", "MONTHLY", "IRREG", "QUARTERLY", "UNKNOWN"];

    private static readonly Lazy<IReadOnlyDictionary<string, string>> Codes = new(() =>
        MappingFiles.Load(Path.Combine(Harvest.Root(), "mappings")).Rules!.Publishers.Municipalities.ToDictionary(body => body.Name, body => body.Code));

    public static async Task<long> StoreAsync(int count, string database)
    {
        await using var store = await Stores.OpenAsync($"sqlite:{database}", TimeProvider.System, CancellationToken.None);
        foreach (var batch in Enumerable.Range(0, count).Chunk(BatchSize))
            await GeneratedRecords.ApplyAsync(store, "tokyo", ChangeKind.Added, batch.Select(Dataset));
        return count;
    }

    public static Dataset Dataset(int number)
    {
        var random = new Random(number);
        var body = random.Next(Bodies.Length);
        var subject = Any(random, Subjects);
        var name = Bodies[body];
        var title = $"{(random.Next(3) == 0 ? $"【{name}】" : name + (random.Next(2) == 0 ? "の" : ""))}{subject}{Any(random, Forms)}{(random.Next(2) == 0 ? $"（令和{random.Next(1, 8)}年{random.Next(1, 13)}月）" : "")}";
        var notes = string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => string.Format(CultureInfo.InvariantCulture, Any(random, Sentences), name, subject)));
        var code = Codes.Value[name];
        return new Dataset
        {
            Id = $"tokyo~t{code}d{number:0000000000}",
            Title = LanguageMap.Japanese(title),
            Description = LanguageMap.Japanese(notes),
            Keywords = new Dictionary<string, IReadOnlyList<string>> { ["ja"] = [.. Enumerable.Range(0, random.Next(0, 4)).Select(_ => Any(random, Keywords)).Distinct()] },
            Publisher = new Publisher { Code = code, Name = LanguageMap.Japanese(name), Organization = $"t{code}" },
            Groups = [Any(random, Groups)],
            Themes = [new Theme($"{Theme.EuList}{(random.Next(2) == 0 ? "GOVE" : "SOCI")}", Theme.Stated)],
            PriorityFields = random.Next(2) == 0 ? ["disaster-prevention"] : [],
            Licence = new Licence { Id = "CC-BY-4.0", Open = true, Original = "クリエイティブ・コモンズ 表示", Basis = LicenceBasis.Record },
            Modified = string.Create(CultureInfo.InvariantCulture, $"20{random.Next(18, 27)}-{random.Next(1, 10):00}-{random.Next(1, 29):00}"),
            Frequency = Any(random, Frequencies),
            LandingPage = $"https://www.{code}.example/opendata/{number}.html",
            Distributions = [.. Enumerable.Range(0, random.Next(1, 5)).Select(n => File(number, n, title, Any(random, Formats)))],
            Provenance = new Provenance
            {
                Source = "tokyo",
                RecordId = $"t{code}d{number:0000000000}",
                RawHash = "raw",
                ContentHash = $"{number}",
                MappingVersion = "m",
                FirstSeen = DateTimeOffset.UnixEpoch.AddYears(56),
                LastChanged = DateTimeOffset.UnixEpoch.AddYears(56).AddMinutes(number),
            },
            Version = 1,
        };
    }

    private static Distribution File(int number, int n, string title, string format) => new()
    {
        Id = $"{n}",
        Title = LanguageMap.Japanese(n == 0 ? title : $"{title} {n + 1}"),
        DownloadUrl = $"https://www.opendata.example/{number}/{n}.{format.ToLowerInvariant()}",
        Format = format,
        Openness = format is "CSV" or "GeoJSON" or "JSON" ? 3 : 1,
    };

    private static string Any(Random random, string[] some) => some[random.Next(some.Length)];
}
