using System.Text;
using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Publishing;
using Harvester.Tests.Mapping;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>A record full of HTML and scripts, from the mapper to what readers get: the page, the API, the exports. What came stays in the raw record.</summary>
public sealed class HarvestedHtmlTests : IAsyncLifetime
{
    private const string Record = """
        {"title":"<b>公園</b>一覧<script>alert(1)</script><br>令和5年 &amp; 6年","notes":"<p>説明</p><a href=\"javascript:alert(2)\">詳細</a><img src=x onerror=alert(3)>","url":"javascript:alert(4)","license_id":"CC0",
         "resources":[{"url":"JavaScript:alert(5)","name":"<i>表</i>","format":"CSV"},{"url":"https://e.example/a.csv","name":"図<svg/onload=alert(6)>","description":"<iframe src=javascript:alert(7)>内訳</iframe>"}]}
        """;

    private Dataset mapped = null!;
    private TestSite site = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        // The very bytes that the mapper had: it cleans what it reads, not what it was given.
        var payload = Encoding.UTF8.GetBytes(Record);
        mapped = MappingFixture.Map(RecordKind.Ckan, payload).Dataset! with { Version = 1 };
        site = await TestSite.StartAsync(TestSite.Minato with { Id = "test" });
        await site.WriteAsync(new CatalogueWrite.Put(ChangeKind.Added, mapped, new RawPayload(RecordKind.Ckan, "r1", null, "raw", payload)));
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Page_ShowsTheWords_AndHasNothingThatRuns()
    {
        foreach (var address in (string[])["/datasets/test~r1", "/datasets"])
        {
            var page = await site.PageAsync(address);
            Assert.Contains("公園一覧 令和5年 &amp; 6年", page, StringComparison.Ordinal);
            Assert.DoesNotMatch("(?i)<script(?! type=\"application/ld\\+json\">)|<svg|<iframe|onerror=|onload=|href=\"?javascript:|&lt;b&gt;公園", page);
        }

        Assert.Contains("説明", await site.PageAsync("/datasets/test~r1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_HasPlainTexts_AndNoAddressThatRuns()
    {
        var exported = new MemoryStream();
        await new NdjsonExport().WriteAsync(Samples.Stream((await site.Store.Datasets.GetAsync("test~r1", Cancel))!), exported, Cancel);

        foreach (var json in new[] { await site.JsonAsync("/api/v1/datasets/test~r1"), JsonSerializer.Deserialize<JsonElement>(exported.ToArray()) })
        {
            Assert.Equal("公園一覧 令和5年 & 6年", Only(json.GetProperty("title")));
            Assert.Equal("説明\n詳細", Only(json.GetProperty("description")));
            Assert.False(json.TryGetProperty("landingPage", out _));
            var files = json.GetProperty("distributions").EnumerateArray().ToList();
            Assert.Equal(["表", "図"], files.Select(file => Only(file.GetProperty("title"))));
            Assert.Equal("内訳", Only(files[1].GetProperty("description")));
            Assert.False(files[0].TryGetProperty("accessUrl", out _) || files[0].TryGetProperty("downloadUrl", out _));
            Assert.Equal(["JavaScript:alert(5)", "javascript:alert(4)"], json.GetProperty("problems").EnumerateArray().Where(problem => problem.GetProperty("code").GetString() == "refused-url")
                .Select(problem => problem.GetProperty("value").GetString()).Distinct().Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task RawRecord_IsAsItCame() => Assert.Equal(Record, Encoding.UTF8.GetString((await site.Store.Datasets.RawAsync("test~r1", Cancel))!.Json.Span));

    [Theory]
    [InlineData("公園 5 < 6　一覧", "公園 5 < 6　一覧")]
    [InlineData("R&D　拠点", "R&D　拠点")]
    [InlineData("人口＜町丁別＞", "人口＜町丁別＞")]
    public void TitleWithoutMarkup_IsAsItCame(string title, string expected) =>
        Assert.Equal(expected, Assert.Single(MappingFixture.Dataset(RecordKind.Ckan, JsonSerializer.Serialize(new { title })).Title).Value);

    [Fact]
    public void TitleOfMarkupAlone_IsNone() => Assert.Equal("missing-title", MappingFixture.Map(RecordKind.Ckan, """{"title":"<br><script>x</script>"}""").Codes());

    private static string? Only(JsonElement texts) => texts.EnumerateObject().Single().Value.GetString();
}
