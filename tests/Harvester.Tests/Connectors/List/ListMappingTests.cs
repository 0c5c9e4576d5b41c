using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.List;
using Harvester.Core.Model;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Connectors.List;

/// <summary>
/// Lists written after what is known of Tokyo's (edition, encoding, what is empty), from their bytes to the fields of the common schema. They lie as
/// UTF-8 in tests/fixtures/lists and are sent in the encoding that the municipality uses.
/// </summary>
public sealed class ListMappingTests
{
    private static async Task<(List<Dataset> Datasets, List<string> Told)> HarvestAsync(string name, string code, string charset, string url)
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "tests/fixtures/lists", name), TestContext.Current.CancellationToken);
        var (records, reading, problems) = await Lists.ReadAsync(Charsets.Named(charset)!.GetBytes(text), "text/csv", new ListBlock { Url = new Uri(url) });
        Assert.True(reading.ReachedEnd);
        Assert.Equal(0, reading.Unreadable);
        var source = new Source
        {
            Id = "ota-list",
            Title = name,
            Kind = RecordKind.List,
            PublisherCode = code,
            Schedule = "weekly",
            Licence = new SiteLicence("CC-BY-4.0", "http://x.example/terms"),
        };
        var results = records.Select(record => MappingFixture.Mapper.Map(record, source)).ToList();
        return ([.. results.Select(result => result.Dataset!)], [.. problems.Select(problem => problem.Problem.Code), .. results.SelectMany(result => result.Problems).Select(problem => problem.Code)]);
    }

    [Fact]
    public async Task NewestEdition_EveryFieldArrives()
    {
        var (datasets, told) = await HarvestAsync("chuo.csv", "131024", "utf-8", "http://www.city.chuo.example/documents/984/open_data_list.csv");

        Assert.Equal(["指定緊急避難場所", "公衆便所"], datasets.Select(one => one.Title["ja"]));
        var one = datasets[0];
        Assert.Equal("災害時に避難する場所", one.Description!["ja"]);
        Assert.Equal(["防災", "避難"], one.Keywords!["ja"]);
        Assert.Equal(["防災"], one.Groups);
        Assert.Equal(("131024", "中央区"), (one.Publisher.Code, one.Publisher.Name!["ja"]));
        Assert.Equal(new ContactPoint { Name = "防災課", Email = "bosai@city.chuo.example", Phone = "03-0000-0000", Url = "https://www.city.chuo.example/form" }, one.ContactPoint);
        Assert.Equal(("2020-03-01", "2024-04-01", "ANNUAL"), (one.Issued, one.Modified, one.Frequency));
        Assert.Equal(new PeriodOfTime("2023-04-01", "2024-03-31"), one.Temporal);
        Assert.Equal(("131024", "中央区"), (one.Spatial!.Code, one.Spatial.Name));
        Assert.Equal(["ja"], one.Language);
        Assert.Equal("http://www.city.chuo.example/bosai/hinan.html", one.LandingPage);
        Assert.Equal(["1"], one.Identifiers);
        Assert.Equal(("CC-BY-4.0", LicenceBasis.Distribution), (one.Licence!.Id, one.Licence.Basis));
        var file = one.Distributions[0];
        Assert.Equal(("避難場所CSV", "座標つき", "CSV"), (file.Title!["ja"], file.Description!["ja"], file.Format));
        Assert.Equal(("http://www.city.chuo.example/bosai/hinan.html", "http://www.city.chuo.example/documents/984/984/hinan.csv"), (file.AccessUrl, file.DownloadUrl));
        Assert.Equal((12288L, "2020-03-01", "2024-04-01", "区の利用規約"), (file.ByteSize!.Value, file.Issued, file.Modified, file.Rights));
        Assert.Equal(["CSV", "XLSX"], one.Distributions.Select(distribution => distribution.Format));
        Assert.EndsWith("/984/%E5%85%AC%E8%A1%86%E4%BE%BF%E6%89%80.csv", Assert.Single(datasets[1].Distributions).DownloadUrl, StringComparison.Ordinal);
        Assert.Empty(told);
    }

    [Theory] // the day on which anything of the dataset was last changed; that of a file stays with the file
    [InlineData("更新日", "2023/4/1", "令和6年5月2日", "2024-05-02")]
    [InlineData("更新日", "2024/4/1", "R5.3.31", "2024-04-01")]
    [InlineData("データセット_最終更新日", "2024", "2024-04-01", "2024-04-01")]
    [InlineData("データセット_最終更新日", "2023-04-01", "9999-12-31", "2023-04-01")]
    [InlineData("データセット_最終更新日", "未定", "2023-04-01", "2023-04-01")]
    [InlineData("データセット_最終更新日", "", "2023-04-01", "2023-04-01")]
    [InlineData("ファイル_最終更新日", "2023-04-01", "2024-04-01", "2024-04-01")]
    public async Task RowsOfOneDatasetWithDifferentDates_GiveItTheNewest(string column, string first, string second, string modified)
    {
        var (records, _, _) = await Lists.ReadAsync($"ID,名称,URL,{column}\r\nx1,公園,/a.csv,{first}\r\nx1,公園,/b.csv,{second}\r\n");
        var source = new Source { Id = "ota-list", Title = "大田区", Kind = RecordKind.List, PublisherCode = "131113", Schedule = "weekly" };

        Assert.Equal(modified, MappingFixture.Mapper.Map(Assert.Single(records), source).Dataset!.Modified);
    }

    [Fact]
    public async Task ColumnsThatNoRuleReads_AreNamedOnceEach()
    {
        var (records, _, _) = await Lists.ReadAsync("ID,名称,URL,形式,ライセンス,独自の列\r\nx1,公園,/a.csv,CSV,CC BY 4.0,甲\r\nx1,公園,/b.csv,CSV,CC BY 4.0,乙\r\n");

        var unmapped = MappingFixture.Mapper.Map(Assert.Single(records), MappingFixture.Source(RecordKind.List)).Unmapped.Select(field => field.Path).ToList();
        Assert.Equal("rows[].独自の列", Assert.Single(unmapped, path => path.EndsWith(".独自の列", StringComparison.Ordinal)));
        Assert.DoesNotContain(unmapped, path => path.EndsWith("形式", StringComparison.Ordinal) || path.EndsWith("ライセンス", StringComparison.Ordinal) || path.StartsWith("files", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ColumnsThatTheConnectorItselfReads_AreNotUnmapped()
    {
        var columns = ListColumns.For(new Dictionary<string, FieldRule>());
        string[] numbers = [.. ListColumns.Ids, .. ListColumns.Numbers];
        string[] addresses = [.. ListColumns.Pages, .. ListColumns.Addresses, .. columns.Accesses, .. columns.Downloads];
        string[] own = [.. numbers, .. addresses];
        foreach (var list in (string[])
        [
            $"名称,概要,{string.Join(',', own)}\r\n公園,一覧{string.Concat(numbers.Select(name => $",x-{name}"))}{string.Concat(addresses.Select((_, n) => $",https://e.example/{n}.csv"))}\r\n",
            "名称,ｕｒｌ（必須）\r\n公園,https://e.example/a.csv\r\n",
        ])
        {
            var (records, _, _) = await Lists.ReadAsync(list);
            Assert.Empty(MappingFixture.Mapper.Map(Assert.Single(records), MappingFixture.Source(RecordKind.List)).Unmapped.Select(field => field.Path));
        }
    }

    [Fact]
    public async Task NerimasListWithEmptyAddresses_GivesDatasetsWithoutFiles()
    {
        var (datasets, told) = await HarvestAsync("nerima.csv", "131202", "utf-8", "http://www.city.nerima.example/opendatasite/index.files/131202_open_data_list.csv");

        Assert.Equal(["世帯と人口", "公園トイレ", "AED設置場所"], datasets.Select(one => one.Title["ja"]));
        Assert.All(datasets, one => Assert.Empty(one.Distributions));
        Assert.All(datasets, one => Assert.Equal(("CC-BY-4.0", LicenceBasis.Record), (one.Licence!.Id, one.Licence.Basis)));
        Assert.Equal(("2016-04-01", "2026-08-03", "MONTHLY"), (datasets[0].Issued, datasets[0].Modified, datasets[0].Frequency));
        Assert.Equal(["no-address"], told);
    }

    [Fact]
    public async Task ShinjukusOlderEditionInCp932_IsReadWithSeveralAddressesInACell()
    {
        var (datasets, told) = await HarvestAsync("shinjuku.csv", "131041", "cp932", "http://www.city.shinjuku.example/content/000428573.csv");

        Assert.Equal(["公衆トイレ一覧", "保育所一覧", "統計要覧"], datasets.Select(one => one.Title["ja"]));
        Assert.Equal(["区内の公衆トイレ①", "髙田馬場ほか"], datasets.Take(2).Select(one => one.Description!["ja"]));
        Assert.Equal(("131041", "まちづくり", "IRREG"), (datasets[0].Publisher.Code, datasets[0].Groups[0], datasets[0].Frequency));
        Assert.Equal(("2016-04-01", "2026-06-01"), (datasets[1].Issued, datasets[1].Modified));
        Assert.Equal("LicenseRef-CC-BY-2.1-JP", datasets[0].Licence!.Id);
        Assert.Equal(["CSV", "XLSX"], datasets[1].Distributions.Select(file => file.Format));
        var page = Assert.Single(datasets[2].Distributions);
        Assert.Equal(("http://www.city.shinjuku.example/kusei/index03_0002.html".Replace("http:", "https:", StringComparison.Ordinal), null), (page.AccessUrl, page.DownloadUrl));
        Assert.Equal("https://www.city.shinjuku.example/kusei/index03_0002.html", datasets[2].LandingPage);
        Assert.Equal(("2016-04", null), (datasets[2].Issued, datasets[2].Modified)); // a fiscal year is no day
        Assert.Contains("running-numbers", told);
        Assert.Contains("period-as-date", told);
    }

    [Fact]
    public async Task FuchusOwnMetadata_IsOneDatasetForSeveralRowsThatStandApart()
    {
        var (datasets, told) = await HarvestAsync("fuchu-metadata.csv", "132063", "cp932", "http://www.city.fuchu.example/gyosei/opendata/index.files/metadata.csv");

        Assert.Equal(["町別人口", "避難所"], datasets.Select(one => one.Title["ja"]));
        Assert.Equal(["令和8年9月", "令和8年8月", "令和8年8月"], datasets[0].Distributions.Select(file => file.Title!["ja"]));
        Assert.Equal(["CSV", "CSV", "XLSX"], datasets[0].Distributions.Select(file => file.Format));
        Assert.Equal(("132063", "情報管理課", "2026-09-01"), (datasets[0].Publisher.Code, datasets[0].Publisher.Unit, datasets[0].Modified));
        Assert.Equal(["人口"], datasets[0].Groups);
        Assert.Equal(["missing-columns", "running-numbers"], told);
    }

    [Fact]
    public async Task BunkyosOwnMetadata_IsReadThroughNotesAndLineBreaksInItsHead()
    {
        var (datasets, told) = await HarvestAsync("bunkyo-metadata.csv", "131059", "utf-8", "http://www.city.bunkyo.example/documents/6059/metadata.csv");

        Assert.Equal(["文京区の人口", "緑の図書館"], datasets.Select(one => one.Title["ja"]));
        Assert.Equal(["人口", "世帯"], datasets[0].Keywords!["ja"]);
        Assert.Equal(("月初の人口", "情報政策課", "2026-09-01"), (datasets[0].Description!["ja"], datasets[0].Publisher.Unit, datasets[0].Modified));
        Assert.Equal("http://www.city.bunkyo.example/documents/6059/jinko.csv", Assert.Single(datasets[0].Distributions).DownloadUrl);
        Assert.Equal(("CC-BY-4.0", LicenceBasis.Site), (datasets[0].Licence!.Id, datasets[0].Licence!.Basis));
        Assert.Equal(["missing-columns"], told);
    }
}
