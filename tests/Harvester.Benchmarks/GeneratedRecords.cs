using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage;

namespace Harvester.Benchmarks;

/// <summary>
/// Records as the catalogues have them, ten by ten: one of a ward's own portal and its copy in the metropolitan catalogue; four of a monthly series; two
/// with the title of a standard dataset, which every ward has; two that share a page with fifty others.
/// </summary>
internal static class GeneratedRecords
{
    public const int Block = 10;
    private const int BatchSize = 500;
    private const int Wards = 23;

    public static readonly IReadOnlyDictionary<string, Source> Sources = Enumerable.Range(0, Wards)
        .Select(ward => new Source { Id = $"ward-{ward:00}", Title = $"第{ward}区", Kind = RecordKind.Dcat, PublisherCode = Code(ward), Schedule = "daily" })
        .Append(new Source { Id = "tokyo", Title = "東京都", Kind = RecordKind.Ckan, PublisherCode = "130001", Schedule = "daily", Shared = true })
        .ToDictionary(source => source.Id);

    public static async Task<long> StoreAsync(int count, string database)
    {
        await using var store = await Stores.OpenAsync($"sqlite:{database}", TimeProvider.System, CancellationToken.None);
        foreach (var some in Enumerable.Range(0, count).GroupBy(SourceOf))
        {
            foreach (var batch in some.Chunk(BatchSize))
                await ApplyAsync(store, some.Key, ChangeKind.Added, batch.Select(number => Record(number)));
        }

        return count;
    }

    public static async Task ApplyAsync(IStore store, string source, ChangeKind kind, IEnumerable<Dataset> datasets)
    {
        var now = TimeProvider.System.GetUtcNow();
        var lease = await store.Sources.AcquireAsync(source, "benchmark", now, TimeSpan.FromHours(1), CancellationToken.None) ?? throw new InvalidOperationException("no lease");
        await store.Catalogue.ApplyAsync(
            lease,
            new CatalogueBatch("run", now, [.. datasets.Select(dataset => new CatalogueWrite.Put(kind, dataset, new RawPayload(RecordKind.Ckan, dataset.Provenance.RecordId, null, "raw", "{}"u8.ToArray())))]),
            CancellationToken.None);
        await store.Sources.ReleaseAsync(lease, CancellationToken.None);
    }

    public static string SourceOf(int number) => number % Block is 0 or 8 ? $"ward-{number / Block % Wards:00}" : "tokyo";

    public static Dataset Record(int number, int version = 1)
    {
        var (block, member) = (number / Block, number % Block);
        var ward = block % Wards;
        var (title, files) = member switch
        {
            0 => ($"施設の表{block}の一覧", Files($"https://www.city{ward}.example/opendata/{block}/hyo")),
            1 => ($"【第{ward}区】施設の表{block}の一覧", Files($"http://city{ward}.example:80/opendata/{block}/hyo")),
            < 6 => ($"住民基本台帳による世帯と人口 {block} 令和{(block % 7) + 1}年{member}月", [$"https://www.toukei.example/juukim/{block}/jm{block}v{member}.csv"]),
            < 8 => ("都市公園・都立公園一覧", [$"https://www.opendata.example/ward{ward}/{Code(ward)}_{block}_{member}_koen.csv"]),
            _ => ($"単独の表{block}・{member}", new[] { $"https://www.city{ward}.example/tandoku/{block}-{member}a.csv", $"https://www.city{ward}.example/tandoku/{block}-{member}b.xlsx" }),
        };
        return new Dataset
        {
            Id = $"{SourceOf(number)}~{number:0000000}",
            Title = LanguageMap.Japanese(title),
            Description = LanguageMap.Japanese("区内の施設の名称、所在地、緯度及び経度の一覧です。毎月末日現在の状況を翌月に更新します。"),
            Publisher = new Publisher { Code = Code(ward), Name = LanguageMap.Japanese($"第{ward}区"), Organization = $"t{Code(ward)}" },
            Licence = new Licence { Id = "CC-BY-4.0", Url = "https://creativecommons.org/licenses/by/4.0/", Basis = LicenceBasis.Record, Original = "クリエイティブ・コモンズ 表示" },
            LandingPage = $"https://www.city{ward}.example/opendata/page{block / 25}.html",
            Modified = "2026-04-01",
            Distributions = [.. files.Select((url, n) => new Distribution { Id = $"{n}", Title = LanguageMap.Japanese($"{title} {n}"), AccessUrl = url, DownloadUrl = url, Format = n == 1 ? "XLSX" : "CSV" })],
            Provenance = new Provenance
            {
                Source = SourceOf(number),
                RecordId = $"{number:0000000}",
                RawHash = "raw",
                ContentHash = $"{number}-{version}",
                MappingVersion = "m",
                FirstSeen = DateTimeOffset.UnixEpoch,
                LastChanged = DateTimeOffset.UnixEpoch,
            },
            Version = version,
        };
    }

    private static string[] Files(string stem) => [$"{stem}_ichiran.csv", $"{stem}_ichiran.xlsx", $"{stem}_bunpu.csv"];

    private static string Code(int ward) => $"1310{ward:00}";
}
