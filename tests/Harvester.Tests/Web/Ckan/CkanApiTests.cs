using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Publication;
using Harvester.Tests.Publishing;
using Xunit;

namespace Harvester.Tests.Web.Ckan;

/// <summary>The action API as CKAN's clients send to it and read from it.</summary>
public sealed class CkanApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Dataset Named(string record, string title, string source = "tokyo", string? publisher = "131032") =>
        Samples.Hashed(Samples.Dataset(source, record, title, publisher) with
        {
            Groups = ["観光"],
            GroupNames = ["c023"],
            Keywords = new Dictionary<string, IReadOnlyList<string>> { ["ja"] = ["宿泊", "観光"] },
            Licence = new Licence { Id = "CC-BY-4.0", Open = true, Original = "CC-BY-4.0", Url = "https://creativecommons.org/licenses/by/4.0/" },
        });

    private static async Task<TestSite> SiteAsync()
    {
        var site = await TestSite.StartAsync();
        await site.PutAsync(
            Named("t131032d0000000271", "港区の住宅宿泊事業届出情報一覧"),
            Named("t131032d0000000272", "港区の人口"),
            Samples.Dataset("tokyo", "t000054d0000000001", "東京都の人口推計", "130001") with { Publisher = new Publisher { Code = "130001", Name = LanguageMap.Japanese("東京都"), Unit = "総務局", Organization = "t000054" } },
            Samples.Dataset("oshima", "椿", "大島町の椿", "133612"));
        await site.IndexAsync();
        return site;
    }

    private static async Task<JsonElement> ActAsync(TestSite site, string call, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var response = await site.GetAsync($"/api/3/action/{call}");
        return await AnswerAsync(response, expected);
    }

    private static async Task<JsonElement> AnswerAsync(HttpResponseMessage response, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True(response.StatusCode == expected, $"{response.StatusCode}: {text}");
        Assert.Equal("application/json", response.Content.Headers.ContentType?.MediaType);
        return JsonDocument.Parse(text).RootElement;
    }

    private static JsonElement Result(JsonElement answer)
    {
        Assert.True(answer.GetProperty("success").GetBoolean());
        Assert.Contains("/api/3/action/help_show?name=", answer.GetProperty("help").GetString(), StringComparison.Ordinal);
        return answer.GetProperty("result");
    }

    private static string[] Texts(JsonElement list) => [.. list.EnumerateArray().Select(item => item.GetString()!)];

    private static string[] Names(JsonElement found) => [.. found.GetProperty("results").EnumerateArray().Select(item => item.GetProperty("name").GetString()!)];

    [Fact]
    public async Task PackageList_HasTheSourcesOwnNames_AndASlugWhereThereIsNone()
    {
        await using var site = await SiteAsync();

        var names = Texts(Result(await ActAsync(site, "package_list")));

        Assert.Equal(PackageNames.Slug(DatasetId.Of("oshima", "椿")), names[0]);
        Assert.Equal(["t000054d0000000001", "t131032d0000000271", "t131032d0000000272"], names[1..]);
        Assert.Equal(["t131032d0000000271"], Texts(Result(await ActAsync(site, "package_list?limit=1&offset=2"))));
    }

    [Fact]
    public async Task PackageShow_ByNameOrId_HasWhatClientsOfCkanRead()
    {
        await using var site = await SiteAsync();

        var byName = Result(await ActAsync(site, "package_show?id=t131032d0000000271"));
        var byId = Result(await ActAsync(site, $"package_show?id={byName.GetProperty("id").GetString()}"));

        Assert.Equal(byName.GetRawText(), byId.GetRawText());
        Assert.Equal("t131032", byName.GetProperty("organization").GetProperty("name").GetString());
        Assert.Equal("港区", byName.GetProperty("organization").GetProperty("title").GetString());
        Assert.Equal("c023", byName.GetProperty("groups")[0].GetProperty("name").GetString());
        Assert.Equal("観光", byName.GetProperty("groups")[0].GetProperty("title").GetString());
        Assert.Equal(["宿泊", "観光"], byName.GetProperty("tags").EnumerateArray().Select(tag => tag.GetProperty("name").GetString()));
        Assert.Equal(2, byName.GetProperty("num_tags").GetInt32());
        Assert.True(byName.GetProperty("isopen").GetBoolean());
        Assert.Equal(byName.GetProperty("organization").GetProperty("id").GetString(), byName.GetProperty("owner_org").GetString());
        var extras = byName.GetProperty("extras").EnumerateArray().ToDictionary(extra => extra.GetProperty("key").GetString()!, extra => extra.GetProperty("value").GetString());
        Assert.Equal("tokyo~t131032d0000000271", extras[SourceRecord.PublishedKey]);
        Assert.Equal("tokyo", extras["harvest_source_id"]);
        Assert.Equal("https://catalog.example/dataset/t131032d0000000271", extras["harvester_record_url"]);
        var resource = Assert.Single(byName.GetProperty("resources").EnumerateArray());
        Assert.Equal(byName.GetProperty("id").GetString(), resource.GetProperty("package_id").GetString());
        Assert.Equal(resource.GetRawText(), Result(await ActAsync(site, $"resource_show?id={resource.GetProperty("id").GetString()}")).GetRawText());
    }

    [Fact]
    public async Task PackageSearch_CountsFacetsAndPages()
    {
        await using var site = await SiteAsync();

        var found = Result(await ActAsync(site, "package_search?q=人口&rows=1&start=1&sort=name%20asc&facet.field=[%22organization%22,%22groups%22]"));

        Assert.Equal(2, found.GetProperty("count").GetInt32());
        Assert.Equal(["t131032d0000000272"], Names(found));
        Assert.Equal("name asc", found.GetProperty("sort").GetString());
        Assert.Equal(1, found.GetProperty("facets").GetProperty("organization").GetProperty("t000054").GetInt32());
        var bureau = found.GetProperty("search_facets").GetProperty("organization").GetProperty("items").EnumerateArray().Single(item => item.GetProperty("name").GetString() == "t000054");
        Assert.Equal("総務局", bureau.GetProperty("display_name").GetString());
        Assert.Equal("観光", found.GetProperty("search_facets").GetProperty("groups").GetProperty("items")[0].GetProperty("display_name").GetString());
    }

    [Theory]
    [InlineData("fq=organization:t131032", 2)]
    [InlineData("fq=organization:t131032&fq=groups:c023", 2)]
    [InlineData("fq=organization:(t131032 OR t000054)", 3)]
    [InlineData("fq_list=[\"organization:t131032\",\"tags:観光\"]", 2)]
    [InlineData("q=*:*&fq=-organization:t131032", 2)]
    [InlineData("q=title:人口 AND organization:t000054", 1)]
    [InlineData("q=\"住宅宿泊事業\"", 1)]
    [InlineData("fq=res_format:CSV license_id:CC-BY-4.0", 2)]
    [InlineData("fq=metadata_modified:[2026-09-23T18:00:00Z TO *]", 4)]
    [InlineData("fq=metadata_modified:[* TO 2026-09-23T18:00:00Z]", 0)]
    [InlineData("fq=+dataset_type:dataset +state:active", 4)]
    [InlineData("q=", 4)]
    [InlineData("q=\"\"", 4)]
    [InlineData("q=name:t131032*", 2)]
    [InlineData("q=人口 (未閉", 0)]
    public async Task Expressions_ThatClientsSend_FindWhatCkanFinds(string query, int count)
    {
        await using var site = await SiteAsync();

        var address = string.Join('&', query.Split('&').Select(pair => $"{pair[..pair.IndexOf('=')]}={Uri.EscapeDataString(pair[(pair.IndexOf('=') + 1)..])}"));

        Assert.Equal(count, Result(await ActAsync(site, $"package_search?{address}&rows=0")).GetProperty("count").GetInt32());
    }

    [Theory]
    [InlineData("package_show", HttpStatusCode.Conflict, "Validation Error")]
    [InlineData("package_show?id=nothing", HttpStatusCode.NotFound, "Not Found Error")]
    [InlineData("resource_show?id=%27;drop", HttpStatusCode.NotFound, "Not Found Error")]
    [InlineData("organization_show?id=t999999", HttpStatusCode.NotFound, "Not Found Error")]
    [InlineData("package_search?rows=-1", HttpStatusCode.Conflict, "Validation Error")]
    [InlineData("package_search?rows=ten", HttpStatusCode.Conflict, "Validation Error")]
    [InlineData("package_search?start=-5", HttpStatusCode.Conflict, "Validation Error")]
    [InlineData("package_search?sort=views_recent%20desc", HttpStatusCode.BadRequest, "Search Query Error")]
    [InlineData("package_search?quarry=1", HttpStatusCode.BadRequest, "Search Query Error")]
    [InlineData("package_search?q=title:(a", HttpStatusCode.Conflict, "Search Error")]
    [InlineData("package_search?fq=nofield:a", HttpStatusCode.Conflict, "Search Error")]
    [InlineData("package_search?q={!dismax}a", HttpStatusCode.Conflict, "Search Error")]
    [InlineData("package_search?q=title:/a.*/", HttpStatusCode.Conflict, "Search Error")]
    [InlineData("package_search?fq=metadata_modified:[yesterday%20TO%20*]", HttpStatusCode.Conflict, "Search Error")]
    [InlineData("package_search?mm=1", HttpStatusCode.Conflict, "Search Error")]
    [InlineData("package_search?facet.field=[%22nothing%22]", HttpStatusCode.Conflict, "Search Error")]
    [InlineData("package_search?facet.field=[1]", HttpStatusCode.Conflict, "Validation Error")]
    [InlineData("package_create?name=a", HttpStatusCode.Forbidden, "Authorization Error")]
    public async Task WhatIsWrong_IsRefusedInCkansWay(string call, HttpStatusCode status, string type)
    {
        await using var site = await SiteAsync();

        var answer = await ActAsync(site, call, status);

        Assert.False(answer.GetProperty("success").GetBoolean());
        Assert.Equal(type, answer.GetProperty("error").GetProperty("__type").GetString());
    }

    [Fact]
    public async Task RowsBeyondTheMost_AreCapped_NotRefused()
    {
        await using var site = await SiteAsync();
        Assert.Equal(4, Result(await ActAsync(site, "package_search?rows=1000000000")).GetProperty("results").GetArrayLength());
    }

    [Theory]
    [InlineData("nothing_show", "{}", "application/json", "Action name not known: nothing_show")]
    [InlineData("package_show", "[1]", "application/json", "needs to be a dictionary")]
    [InlineData("package_show", "{\"id\":", "application/json", "Error decoding JSON data")]
    [InlineData("package_show", "{\"id\":\"\\ud800\"}", "application/json", "Error decoding JSON data")]
    public async Task WhatIsNoCall_IsABadRequestInWords(string action, string body, string type, string words)
    {
        await using var site = await SiteAsync();

        using var content = new StringContent(body, Encoding.UTF8, type);
        using var response = await site.Client.PostAsync(new Uri($"/api/3/action/{action}", UriKind.Relative), content, Cancel);

        Assert.Contains(words, (await AnswerAsync(response, HttpStatusCode.BadRequest)).GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"id": "t131032d0000000271", "include_tracking": false}""", "application/json")]
    [InlineData("""{"id": "t131032d0000000271"}""", "application/x-www-form-urlencoded")]
    [InlineData("id=t131032d0000000271", "application/x-www-form-urlencoded")]
    [InlineData("%7B%22id%22%3A+%22t131032d0000000271%22%7D=1", "application/x-www-form-urlencoded")]
    public async Task Post_InEachForm_SaysTheSameAsGet(string body, string type)
    {
        await using var site = await SiteAsync();

        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var response = await site.Client.PostAsync(new Uri("/api/action/package_show", UriKind.Relative), content, Cancel);

        Assert.Equal((await ActAsync(site, "package_show?id=t131032d0000000271")).GetRawText(), (await AnswerAsync(response)).GetRawText());
    }

    [Fact]
    public async Task OrganizationsGroupsAndTags_AreThoseThatPackagesHave()
    {
        await using var site = await SiteAsync();

        Assert.Equal(["t133612", "t131032", "t000054"], Texts(Result(await ActAsync(site, "organization_list"))));
        var full = Result(await ActAsync(site, "organization_list?all_fields=true&sort=package_count%20desc&limit=1"));
        Assert.Equal(("t131032", 2), (full[0].GetProperty("name").GetString(), full[0].GetProperty("package_count").GetInt32()));
        Assert.Equal(["c023"], Texts(Result(await ActAsync(site, "group_list"))));
        Assert.Equal(["宿泊"], Texts(Result(await ActAsync(site, "tag_list?query=宿"))));
        var bureau = Result(await ActAsync(site, "organization_show?id=t000054&include_datasets=true"));
        Assert.Equal("総務局", bureau.GetProperty("title").GetString());
        Assert.Equal("t130001", bureau.GetProperty("groups")[0].GetProperty("name").GetString());
        Assert.Equal("t000054d0000000001", Assert.Single(bureau.GetProperty("packages").EnumerateArray()).GetProperty("name").GetString());
        Assert.Equal(2, Result(await ActAsync(site, "group_show?id=c023")).GetProperty("package_count").GetInt32());
    }

    [Fact]
    public async Task Duplicates_AreListedOnce_AndShownEachByItsName()
    {
        await using var site = await SiteAsync();
        await site.PutAsync(Samples.Dataset("minato", "5d0b3b0e", "港区の人口"));
        await site.Store.Annotations.PutAsync([new AnnotationWrite.Related("tokyo~t131032d0000000272", "minato~5d0b3b0e", [])], TestSite.Now, Cancel);
        await site.IndexAsync();

        Assert.DoesNotContain("t131032d0000000272", Texts(Result(await ActAsync(site, "package_list"))));
        var copy = Result(await ActAsync(site, "package_show?id=t131032d0000000272"));
        Assert.Contains("\"minato~5d0b3b0e\"", copy.GetProperty("extras").GetRawText(), StringComparison.Ordinal);
        Assert.Equal("t131032", copy.GetProperty("organization").GetProperty("name").GetString());
    }

    [Fact]
    public async Task WithdrawnPackages_AreNotFound()
    {
        await using var site = await SiteAsync();
        await site.WriteAsync(new CatalogueWrite.Withdraw("tokyo~t131032d0000000271"));
        await site.IndexAsync();

        await ActAsync(site, "package_show?id=t131032d0000000271", HttpStatusCode.NotFound);
        Assert.DoesNotContain("t131032d0000000271", Texts(Result(await ActAsync(site, "package_list"))));
    }

    [Fact]
    public async Task Callback_IsJsonp_AndNothingButAName()
    {
        await using var site = await SiteAsync();

        Assert.StartsWith("/**/jQuery_1.cb({\"help\":", await (await site.GetAsync("/api/3/action/status_show?callback=jQuery_1.cb")).Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var hostile = await site.GetAsync("/api/3/action/status_show?callback=alert(1)//");
        Assert.Equal(HttpStatusCode.BadRequest, hostile.StatusCode);
        Assert.Equal("application/json", hostile.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task WhateverIsSent_IsAnsweredInCkansWay()
    {
        await using var site = await SiteAsync();
        var names = OneOf("q", "fq", "fq_list", "rows", "start", "sort", "facet", "facet.field", "facet.limit", "facet.mincount", "fl", "id", "limit", "offset", "query", "all_fields", "page", "callback", "x");
        var bits = OneOf("*:*", "title:", "[", "]", " TO ", "{", "}", "(", ")", "\"", "\\", "~", "^", "*", "?", "/", ":", "!", "-", "+", "AND", "OR", "NOT", "人口", "ｶﾞ", "㍻", "\u0000", "\uFFFF", "'; DROP TABLE datasets; --", "$where", "<script>", "=1+1", "1e9", "-1", "NOW-1DAY", "metadata_modified:", "organization:t131032", "\"a\"", "true");
        var value = bits.Array[0, 6].Select(string.Concat);
        var actions = OneOf("package_search", "package_list", "package_show", "organization_list", "organization_show", "group_list", "tag_list", "resource_show", "current_package_list_with_resources", "help_show", "status_show");
        await Gen.Select(actions, Gen.Select(names, value).Array[0, 4]).SampleAsync(
            async call =>
            {
                var (action, pairs) = call;
                var address = $"/api/3/action/{action}?{string.Join('&', pairs.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2)}"))}";
                using var response = await site.GetAsync(address);
                var text = await response.Content.ReadAsStringAsync(Cancel);
                Assert.True((int)response.StatusCode is 200 or 400 or 404 or 409, $"{address}: {response.StatusCode} {text}");
                if (response.Content.Headers.ContentType?.MediaType == "application/javascript")
                    return;
                using var json = JsonDocument.Parse(text);
                // What no address may hold is refused before any address is asked.
                if (json.RootElement.ValueKind == JsonValueKind.Object && response.Content.Headers.ContentType?.MediaType != "application/problem+json")
                    Assert.Equal(response.StatusCode == HttpStatusCode.OK, json.RootElement.GetProperty("success").GetBoolean());
            },
            iter: 1500,
            threads: 1);
    }

    private static Gen<string> OneOf(params string[] words) => Gen.Int[0, words.Length - 1].Select(index => words[index]);
}
