using System.Text;
using System.Text.Json;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web.Ckan;

/// <summary>Requests as clients send them: their sources were read (ckanapi's <c>prepare_action</c> and <c>search</c>, ckanext-harvest's <c>_search_for_datasets</c>, ckanr's functions of the same names).</summary>
public sealed class CkanClientTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<TestSite> SiteAsync(int count)
    {
        var site = await TestSite.StartAsync();
        await site.PutAsync([.. Enumerable.Range(0, count).Select(i => Samples.Dataset("tokyo", $"t131032d{i:0000000000}", $"港区の人口 {i}") with
        {
            Keywords = new Dictionary<string, IReadOnlyList<string>> { ["ja"] = [$"語{i % 7}"] },
        })]);
        await site.IndexAsync();
        return site;
    }

    [Fact]
    public async Task Ckanapi_PagesUntilNothingComes()
    {
        await using var site = await SiteAsync(250);
        var names = new List<string>();
        while (true)
        {
            using var body = new StringContent($$"""{"q": "\u4eba\u53e3", "start": {{names.Count}}, "rows": 100}""", Encoding.ASCII, "application/json");
            using var response = await site.Client.PostAsync(new Uri("/api/action/package_search", UriKind.Relative), body, Cancel);
            var page = await ResultAsync(response);
            var rows = page.GetProperty("results").EnumerateArray().Select(row => row.GetProperty("name").GetString()!).ToList();
            if (rows.Count == 0)
                break;
            names.AddRange(rows);
        }

        Assert.Equal(250, names.Distinct().Count());
        Assert.Equal(250, names.Count);
    }

    [Theory]
    [InlineData("organization:t131032 OR organization:t000054 metadata_modified:[2026-09-22T18:00:00.123456Z TO *]", 230)]
    [InlineData("-organization:t131032", 0)]
    [InlineData("", 230)]
    public async Task CkanextHarvest_GetsEachPackageOnce(string fq, int count)
    {
        await using var site = await SiteAsync(230);
        var ids = new List<string>();
        for (var start = 0; ; start += 100)
        {
            using var response = await site.GetAsync($"/api/action/package_search?rows=100&start={start}&sort=id+asc{(fq.Length == 0 ? "" : "&fq=" + Uri.EscapeDataString(fq))}");
            var page = (await ResultAsync(response)).GetProperty("results").EnumerateArray().Select(package => package.GetProperty("id").GetString()!).ToList();
            if (page.Count == 0)
                break;
            ids.AddRange(page);
        }

        Assert.Equal(count, ids.Count);
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(count, ids.Distinct().Count());
    }

    [Theory]
    [InlineData("/api/3/action/organization_list?sort=name%20asc&all_fields=True&limit=31")]
    [InlineData("/api/3/action/package_search?q=%2A%3A%2A&facet=true&facet.limit=100&facet.field=tags")]
    [InlineData("/api/3/action/package_search?q=%2A%3A%2A&sort=score%20asc&facet=false")]
    [InlineData("/api/3/action/current_package_list_with_resources?limit=31&offset=0")]
    [InlineData("/api/3/action/package_list?limit=31")]
    [InlineData("/api/3/action/group_list?all_fields=false&limit=31")]
    public async Task Ckanr_IsAnswered(string address)
    {
        await using var site = await SiteAsync(40);
        using var response = await site.GetAsync(address);
        await ResultAsync(response);
    }

    [Fact]
    public async Task Ckanr_PostsForms()
    {
        await using var site = await SiteAsync(40);
        using var form = new MultipartFormDataContent { { new StringContent("語3"), "query" }, { new StringContent("FALSE"), "all_fields" } };
        using var response = await site.Client.PostAsync(new Uri("/api/3/action/tag_list", UriKind.Relative), form, Cancel);
        Assert.Equal("語3", Assert.Single((await ResultAsync(response)).EnumerateArray()).GetString());
    }

    private static async Task<JsonElement> ResultAsync(HttpResponseMessage response)
    {
        var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancel)).RootElement;
        Assert.True(answer.GetProperty("success").GetBoolean(), answer.GetRawText());
        return answer.GetProperty("result");
    }
}
