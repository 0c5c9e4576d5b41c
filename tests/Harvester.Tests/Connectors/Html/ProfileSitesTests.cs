using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Html;
using Harvester.Core.Model;
using Harvester.Tests.Mapping;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>Each profile over a site of its family, whole and damaged: the sites stand in tests/fixtures/html-sites, written after the templates that the profile names.</summary>
public sealed class ProfileSitesTests
{
    private const string Host = LoopbackSite.Host;

    [Fact]
    public async Task Shirasagi_SearchPagesAndDatasetPages()
    {
        await using var site = await SiteAsync("shirasagi");

        var harvest = await HarvestAsync("shirasagi", site);

        Assert.Equal(["消防団詰所", "公用車台数", "図書館利用者数"], harvest.Titles);
        Assert.Equal((3L, true), (harvest.Reading.Announced, harvest.Reading.ReachedEnd));
        Assert.Empty(harvest.Problems);
        Assert.Equal(["/dataset/search/", "/dataset/1.html", "/dataset/2.html", "/dataset/search/?page=2", "/dataset/3.html"], site.Requests);
        var first = harvest.Payloads[0];
        Assert.Equal("分団ごとの位置。", (string?)first["description"]);
        var mapped = MappingFixture.Dataset(RecordKind.Html, first.ToJsonString());
        Assert.Equal(("2021-06-01", "2022-06-01", "ANNUAL", "防災課"), (mapped.Issued, mapped.Modified, mapped.Frequency, mapped.Publisher.Unit));
        Assert.Equal(["labels.API"], MappingFixture.Map(RecordKind.Html, first.ToJsonString()).Unmapped.Select(field => field.Path));
        Assert.Equal(["防災", "安全", "地域", "施設"], first["groups"]!.AsArray().Select(word => (string)word!));
        Assert.Equal(["地図"], first["keywords"]!.AsArray().Select(word => (string)word!));
        Assert.Equal([$"{Host}/dataset/1/resource/1/tsumesho.csv", $"{Host}/dataset/1/resource/2/tsumesho.geojson"], harvest.Files(0));
        Assert.Equal(["消防団詰所", "消防団詰所 (点)"], harvest.Distributions(0, "title"));
        Assert.Equal(["CSV", "GEOJSON"], harvest.Distributions(0, "format"));
        Assert.Equal(["1.2KB", "3.4KB"], harvest.Distributions(0, "byteSize"));
        Assert.Equal(["緯度・経度付き", null], harvest.Distributions(0, "description"));
        Assert.Equal(["CC BY 4.0", "CC BY 4.0"], harvest.Distributions(0, "licence"));
        Assert.Equal(["https://www.town.example.jp/kosha/kosha.xlsx"], harvest.Files(1)); // offered by another body
        Assert.Equal(["https://www.town.example.jp/kosha/"], harvest.Distributions(1, "accessUrl"));
        Assert.Equal(("2022年5月2日", null), ((string?)harvest.Payloads[1]["labels"]!["作成日時"], (string?)harvest.Payloads[1]["labels"]!["更新頻度"]));
    }

    [Fact]
    public async Task Joruri_DatedIndexAndArticles()
    {
        await using var site = await SiteAsync("joruri");

        var harvest = await HarvestAsync("joruri", site);

        Assert.Equal(["公用車台数", "消防団詰所", "図書館利用者数"], harvest.Titles);
        Assert.True(harvest.Reading.ReachedEnd);
        Assert.Empty(harvest.Problems);
        var first = harvest.Payloads[0];
        Assert.Equal(("2022年5月2日", "管財課", "管財課", "03-1234-5678"),
            ((string?)first["issued"], (string?)first["publisher.unit"], (string?)first["contactPoint.name"], (string?)first["contactPoint.phone"]));
        Assert.Equal(["行政", "財政"], first["groups"]!.AsArray().Select(word => (string)word!));
        Assert.Equal([$"{Host}/opendata/docs/2022042800012/files/kosha.csv", $"{Host}/opendata/docs/2022042800012/files/kosha.xlsx"], harvest.Files(0));
        Assert.Equal(["kosha.csv", "公用車台数"], harvest.Distributions(0, "title"));
        Assert.Equal(["CSV", "XLSX"], harvest.Distributions(0, "format"));
        Assert.Equal(["2KB", "15.4KBytes"], harvest.Distributions(0, "byteSize"));
        Assert.Equal([$"{Host}/opendata/docs/2022042800029/files/tsumesho.csv"], harvest.Files(1));
        Assert.Equal([$"{Host}/opendata/docs/2021112600018/files/riyou.csv"], harvest.Files(2));
    }

    [Fact]
    public async Task ResProjects_FilesByTheirTarget_GroupedByName()
    {
        await using var site = await SiteAsync("res-projects");

        var harvest = await HarvestAsync("res-projects", site);

        Assert.Equal(["保健センター", "有権者数（在外）", "消防団詰所"], harvest.Titles);
        Assert.True(harvest.Reading.ReachedEnd);
        Assert.Empty(harvest.Problems);
        Assert.Equal(["健康", "健康", "防災"], harvest.Payloads.Select(payload => (string?)payload["groups"]));
        Assert.Equal([$"{Host}/_res/projects/default_project/_page_/001/001/001/hoken.xls", $"{Host}/_res/projects/default_project/_page_/001/001/001/hoken.csv"], harvest.Files(0));
        Assert.Equal(["XLS", "CSV"], harvest.Distributions(0, "format"));
        Assert.Equal(["31.0KB", "4.1KB"], harvest.Distributions(0, "byteSize"));
        Assert.Equal(["1,105KB"], harvest.Distributions(2, "byteSize"));
    }

    [Fact]
    public async Task SearchForm_CompletedByAFile_TurnsItsPagesToTheAnnouncedCount()
    {
        await using var site = await SiteAsync("search-form");

        var harvest = await HarvestAsync("search-form", site);

        Assert.Equal(["データセット一", "データセット二", "データセット三", "データセット四", "データセット五"], harvest.Titles);
        Assert.Equal((5L, true), (harvest.Reading.Announced, harvest.Reading.ReachedEnd));
        Assert.Empty(harvest.Problems);
        Assert.Equal([$"{Host}/documents/101/a.csv", $"{Host}/documents/101/a.xlsx"], harvest.Files(0));
        Assert.Equal(7, site.Requests.Count);
    }

    [Fact]
    public void SearchForm_AloneIsATemplate()
    {
        var files = ConnectorFiles.Parse("example.yml", "format: 1\ntitle: 例\npublisher: { code: \"131032\" }\nschedule: daily\nextends: search-form\nhtml: { start: https://www.city.example.jp/opendata/index.php }\n", new ConnectorFileChecks(), Profiles);

        Assert.Contains(files.Errors, error => error.Message.Contains("'fields' is missing", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("shirasagi", "/dataset/search/?page=2")]
    [InlineData("joruri", "/opendata/docs/index.p2.html")]
    [InlineData("res-projects", "/opendata/bosai/1002.html")]
    [InlineData("search-form", "/opendata/index.php?p=2_1&displayedresults=100")]
    public async Task LaterPage_DeadRedesignedOrUnderMaintenance_IsADoubt(string name, string path)
    {
        foreach (var html in new[] { null, "<h1>ただいまメンテナンス中です</h1>", "<main><div class=new-design>データセット</div></main>" })
        {
            await using var site = await SiteAsync(name);
            if (html is null)
                site.Status(path, 500);
            else
                site.Html(path, html);

            var harvest = await HarvestAsync(name, site);

            Assert.NotEmpty(harvest.Records);
            Assert.NotEmpty(harvest.Reading.Doubts);
            Assert.False(harvest.Reading.ReachedEnd);
        }
    }

    [Theory]
    [InlineData("shirasagi", "/dataset/2.html")]
    [InlineData("joruri", "/opendata/docs/2022042800029/")]
    [InlineData("search-form", "/opendata/00102.html")]
    public async Task DetailPage_DeadOrUnderMaintenance_IsUnread(string name, string path)
    {
        foreach (var html in new[] { null, "<h1 class=name>ただいまメンテナンス中です</h1>" })
        {
            await using var site = await SiteAsync(name);
            if (html is null)
                site.Status(path, 500);
            else
                site.Html(path, html);

            var harvest = await HarvestAsync(name, site);

            Assert.DoesNotContain("ただいまメンテナンス中です", harvest.Titles);
            Assert.Equal((1L, $"{Host}{path}"), (harvest.Reading.Unreadable, Assert.Single(harvest.Problems).RecordUrl));
        }
    }

    [Theory]
    [InlineData("shirasagi", "/dataset/search/", "items.select")]
    [InlineData("joruri", "/opendata/docs/", "items.select")]
    [InlineData("res-projects", "/opendata/index.html", "index[0].select")]
    [InlineData("search-form", "/opendata/index.php?p=1_1&displayedresults=100", "items.select")]
    public async Task RedesignedFirstPage_NamesTheSelector(string name, string path, string key)
    {
        await using var site = await SiteAsync(name);
        site.Html(path, "<h1>オープンデータ</h1><p><a href=/new/>新しいサイト</a>");

        var fault = await Assert.ThrowsAsync<SourceException>(() => HarvestAsync(name, site));

        Assert.Equal(("selector-matched-nothing", Whose.Ours, Host + path), (fault.Code, fault.Whose, fault.Url));
        Assert.Contains(key, fault.Message);
    }

    private static string Profiles => Path.Combine(Repository.Root, "connectors", "profiles");

    private static string Folder(string name) => Path.Combine(Repository.Root, "tests", "fixtures", "html-sites", name);

    private static Task<Harvest> HarvestAsync(string name, LoopbackSite site)
    {
        var files = ConnectorFiles.Parse("example.yml", File.ReadAllText(Path.Combine(Folder(name), "source.yml")), new ConnectorFileChecks(), Profiles);
        Assert.Empty(files.Errors);
        return Harvest.OfAsync(new HtmlConnector(Assert.Single(files.Files), site));
    }

    /// <summary>The pages of a folder; what follows an @ in a file's name is the query, and index.html is its folder, too.</summary>
    private static async Task<LoopbackSite> SiteAsync(string name)
    {
        var site = await LoopbackSite.StartAsync();
        foreach (var file in Directory.EnumerateFiles(Folder(name), "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".yml", StringComparison.Ordinal)))
        {
            var path = "/" + Path.GetRelativePath(Folder(name), file).Replace(Path.DirectorySeparatorChar, '/').Replace('@', '?');
            site.Html(path, File.ReadAllText(file, Encoding.UTF8));
            if (path.Contains("/index.html", StringComparison.Ordinal))
                site.Html(path.Replace("index.html", "", StringComparison.Ordinal), File.ReadAllText(file, Encoding.UTF8));
        }

        return site;
    }
}
