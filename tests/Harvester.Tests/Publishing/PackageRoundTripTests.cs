using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Publication;
using Harvester.Publishing.Ckan;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Publishing;

/// <summary>What another Harvester reads from our packages is what our source said: in every field, derived values told from stated ones.</summary>
public sealed class PackageRoundTripTests
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    [Fact]
    public void RealPackages_AreReadBackAsTheyWere()
    {
        foreach (var file in Directory.EnumerateFiles(Repository.Shared("real/ckan"), "*.json"))
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file));
            var packages = json.RootElement.TryGetProperty("result", out var result) && result.TryGetProperty("results", out var results) ? results.EnumerateArray().ToList() : [json.RootElement];
            foreach (var package in packages)
                AssertReadBack(MappingFixture.Dataset(RecordKind.Ckan, package.GetRawText()));
        }
    }

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static TheoryData<string> Pages =>
    [
        """{"title": "港区の人口", "url": "https://example.jp/jinko.html", "files": [{"url": "https://example.jp/jinko.csv"}, {"url": "https://example.jp/jinko", "title": "表 (PDF)"}]}""",
        """{"title": "Population", "description": "No Japanese at all", "modified": "令和5年3月31日", "labels": {"担当課": "企画課", "ライセンス": "CC BY 4.0", "更新頻度": "毎年"}, "files": [{"url": "https://example.jp/%E8%A1%A8.xlsx", "size": "12KB"}]}""",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void RecordOfAPage_IsReadBackAsItWas(string record) =>
        AssertReadBack(MappingFixture.Dataset(RecordKind.Html, record, MappingFixture.Source(RecordKind.Html, shared: false) with { PublisherCode = "131032" }));

    [Fact]
    public void EveryField_IsReadBack() => AssertReadBack(Whole);

    /// <summary>All fields that CKAN can carry.</summary>
    private static Dataset Whole { get; } = new()
    {
        Id = "test~r1",
        Title = new Dictionary<string, string> { ["ja"] = "人口 & 世帯 \"令和\"", ["en"] = "Population", ["und"] = "?" },
        Description = new Dictionary<string, string> { ["ja"] = "一行目\n二行目", ["en"] = "First" },
        Keywords = new Dictionary<string, IReadOnlyList<string>> { ["ja"] = ["人口", "世帯"], ["en"] = ["population"] },
        Publisher = new Publisher { Code = "130001", Name = new Dictionary<string, string> { ["ja"] = "東京都", ["en"] = "Tokyo Metropolis" }, Unit = "総務局統計部", Organization = "t000054" },
        ContactPoint = new ContactPoint { Name = "統計部", Email = "toukei@example.jp", Phone = "03-0000-0000", Url = "https://example.jp/contact" },
        Attribution = "東京都「人口」",
        Themes = [new Theme(Theme.EuList + "SOCI", Theme.Stated)],
        Groups = ["人口・世帯", "くらし"],
        GroupNames = ["c001"],
        Licence = new Licence { Id = "CC-BY-4.0", Url = "https://creativecommons.org/licenses/by/4.0/", Open = true, Original = "クリエイティブ・コモンズ 表示 4.0 国際 | cc-by", Basis = LicenceBasis.Record },
        AccessRights = "公開",
        Rights = "自由に利用できる",
        Issued = "2019-04",
        Modified = "2026-03-31",
        ModifiedBasis = ModifiedBasis.Record,
        Derived = ["issued"],
        Frequency = "ANNUAL",
        Temporal = new PeriodOfTime("2025-04-01", "2026-03-31"),
        Spatial = new Location { Code = "130001", Name = "東京都", Bbox = [138.9, 35.5, 139.92, 35.9], Geometry = JsonDocument.Parse("""{"type":"Point","coordinates":[139.7,35.7]}""").RootElement.Clone() },
        Language = ["ja"],
        LandingPage = "https://example.jp/jinko",
        Identifiers = ["t000054d1", "https://example.jp/jinko"],
        InSeries = "https://example.jp/series/jinko",
        Distributions =
        [
            new Distribution
            {
                Id = "f-1", Title = new Dictionary<string, string> { ["ja"] = "表", ["en"] = "Table" }, Description = LanguageMap.Japanese("説明"),
                AccessUrl = "https://example.jp/jinko", DownloadUrl = "https://example.jp/jinko.csv", Format = "CSV", MediaType = "text/csv", ByteSize = 123,
                Checksum = new Checksum("sha256", new string('a', 64)), Rights = "表の利用条件", Issued = "2026-03-30", Modified = "2026-03-31T12:34:56+09:00",
                Licence = new Licence { Id = "CC0-1.0", Url = "https://creativecommons.org/publicdomain/zero/1.0/", Open = true, Original = "CC0", Basis = LicenceBasis.Distribution },
                Openness = 3, Derived = ["mediaType"],
            },
            new Distribution { Id = "f-2", Title = LanguageMap.Japanese("ページ"), AccessUrl = "https://example.jp/api" },
        ],
        Provenance = new Provenance { Source = "test", RecordId = "r1", RawHash = "raw", MappingVersion = "m", FirstSeen = Samples.Seen, LastChanged = Samples.Seen },
        Version = 3,
    };

    private static void AssertReadBack(Dataset dataset)
    {
        dataset = dataset with { Provenance = dataset.Provenance with { FirstSeen = Samples.Seen, LastChanged = Samples.Seen } };
        var package = Package(dataset);
        var again = MappingFixture.Dataset(RecordKind.Ckan, package);
        Assert.Equal(Content(dataset), Content(again));
    }

    private static string Package(Dataset dataset)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            PackageWriter.Write(json, dataset, new PackageContext { Name = one => PackageNames.Own(one) ?? PackageNames.Slug(one.Id) });
        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>What is compared: all but whose record it is, what is derived anew by the same rules from other words, and what the format cannot carry (the basis and statement of a licence).</summary>
    private static string Content(Dataset dataset) => JsonSerializer.Serialize(JsonSerializer.SerializeToElement(dataset with
    {
        Id = "",
        PreviousIds = [],
        Provenance = new Provenance { Source = "", RecordId = "", RawHash = "", MappingVersion = "" },
        Problems = [],
        State = DatasetState.Active,
        Version = 0,
        Sequence = 0,
        Annotations = null,
        Themes = [.. dataset.Themes.Where(theme => theme.IsStated)],
        PriorityFields = [],
        Licence = dataset.Licence is null ? null : dataset.Licence with { Basis = LicenceBasis.Record, Statement = null },
    }, DatasetJson.Plain.Dataset), Indented);
}
