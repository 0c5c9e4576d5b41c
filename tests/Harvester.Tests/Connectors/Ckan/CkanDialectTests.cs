using System.Text.Json.Nodes;
using Harvester.Connectors.Ckan;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Core.Runs;
using Harvester.Tests.Connectors.Definitions;
using Harvester.Tests.Mapping;
using Harvester.Tests.Runs;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Ckan;

/// <summary>Software that speaks CKAN with an accent, harvested whole: fixtures after DKAN 1 (Drupal 7) and SHIRASAGI's opendata module.</summary>
public sealed class CkanDialectTests
{
    private const string NotFound = """{"success":false,"error":{"message":"Not found","type":"Not Found Error"},"help":"[api] package_show"}""";

    private static string Dkan(int n) => $$"""
        {"id":"uuid-{{n:d3}}","name":"data-{{n}}","title":"AED設置箇所 {{n}}","author_email":"","maintainer":"防災課","maintainer_email":"bosai@example.jp","license_title":"License Not Specified",
         "notes":"<p>設置箇所</p>","url":"https://dkan.example/dataset/data-{{n}}","state":"Active","log_message":"Edited by admin.","private":"Published",
         "revision_timestamp":"Tue, 05/04/2021 - 13:20","metadata_created":"Mon, 05/03/2021 - 09:00","metadata_modified":"Tue, 05/04/2021 - 13:20","creator_user_id":"f6","type":"Dataset",
         "resources":[{"id":"res-{{n}}","revision_id":"","url":"https://dkan.example/files/{{n}}.csv","description":"<p>全件</p>","format":"csv","state":"Active","revision_timestamp":"Tue, 05/04/2021 - 13:20",
           "name":"一覧 {{n}}","mimetype":"text/csv","size":"1.2 KB","created":"Mon, 05/03/2021 - 09:00","resource_group_id":"g","last_modified":"Date changed  Tue, 05/04/2021 - 13:20"}],
         "tags":[{"id":"t1","vocabulary_id":"2","name":"防災"}],"groups":[{"description":"<p>x</p>","id":"g1","image_display_url":"","title":"安全","name":"group/1"}]}
        """;

    private static string Shirasagi(int n, string state = "public") => $$"""
        {"type":"dataset","site":{"id":4,"name":"オープンデータ","url":"https://od.example/"},"author":"情報 太郎","id":{{n}},"uuid":"29b8d70d-0000-4e91-ad38-{{n:d12}}","name":"公園一覧【{{n}}】","filename":"dataset/{{n}}.html",
         "url":"https://od.example/dataset/{{n}}.html","text":"市内の公園","update_plan":"年1回","state":"{{state}}","released":"2019-05-22T16:51:14.764+09:00","created":"2019-05-22T16:51:14.703+09:00","updated":"2019-06-01T10:00:00.987+09:00",
         "categories":[{"id":360,"name":"健康・福祉","filename":"bunya/kenko","state":"public"}],"estat_categories":[],"areas":[{"id":443,"name":"港区","filename":"chiiki/minato","state":"public"}],"tags":["公園"],
         "point":0,"downloaded":null,"groups":[{"id":1,"name":"港区/街づくり部/公園課","trailing_name":"公園課"}],
         "resources":[{"id":167,"uuid":"a3f340e2-{{n}}","revision_id":"r","name":"公園","filename":"park.csv","text":null,"license":{"id":1,"name":"CC BY","uid":"cc-by","state":"public"},"rdf_iri":null,
           "created":"2019-05-22T16:51:14.960+09:00","updated":"2019-05-23T16:51:14.971+09:00","download_url":"https://od.example/dataset/{{n}}/resource/1/park.csv","url":"https://od.example/fs/1/2/3/_/park.csv","format":"CSV"}],"num_resources":1}
        """;

    private static (int, string, byte[]) Ok(string result) => CkanSite.Body($$"""{"help":"h","success":true,"result":{{result}} }""");

    private static Func<HttpContext, (int, string, byte[])> DkanSite(int count, bool withResources) => context =>
    {
        var all = Enumerable.Range(1, count);
        var (limit, offset) = (context.Request.Query["limit"].ToString(), context.Request.Query["offset"].ToString());
        return context.Request.Path.Value switch
        {
            "/api/3/action/package_list" => Ok($"[{string.Join(",", all.Select(n => $"\"uuid-{n:d3}\""))}]"),
            "/api/3/action/package_show" when all.FirstOrDefault(n => context.Request.Query["id"] == $"uuid-{n:d3}") is > 0 and var n => Ok($"[{Dkan(n)}]"),
            "/api/3/action/current_package_list_with_resources" when withResources =>
                Ok($"[[{string.Join(",", all.Skip(int.Parse(offset)).Take(int.Parse(limit)).Select(Dkan))}]]"),
            _ => CkanSite.Body("<!DOCTYPE html><html><title>Page not found</title></html>", 404, "text/html"),
        };
    };

    private static Func<HttpContext, (int, string, byte[])> ShirasagiSite(List<string> datasets) => context =>
    {
        var query = context.Request.Query;
        var (rows, start) = (query["rows"].ToString(), query["start"].ToString());
        var packages = datasets.Select(text => JsonNode.Parse(text)!).ToList();
        return context.Request.Path.Value switch
        {
            "/api/package_list" => Ok($"[{string.Join(",", packages.Select(p => $"\"{p["uuid"]}\""))}]"),
            "/api/package_show" => packages.Find(p => (string?)p["uuid"] == query["id"] || (string?)p["filename"] == query["id"]) is { } found ? Ok(found.ToJsonString()) : CkanSite.Body(NotFound),
            "/api/package_search" when rows == "-1" => CkanSite.Body("""{"success":false,"error":{"__type":"Validation Error","rows":["Must be a natural number"]}}"""),
            "/api/package_search" => Ok(new JsonObject
            {
                ["count"] = packages.Count,
                ["results"] = new JsonArray([.. packages.Skip(start.Length == 0 ? 0 : int.Parse(start)).Take(rows.Length == 0 ? int.MaxValue : int.Parse(rows)).Select(p => p.DeepClone())]),
            }.ToJsonString()),
            _ => CkanSite.Body("<html>404</html>", 404, "text/html"),
        };
    };

    private static async Task<(RunReport Report, RunBench Bench)> HarvestAsync(LoopbackServer server, string yaml, RunBench? bench = null, RunOptions? options = null)
    {
        using var network = Sources.Network();
        var parsed = ConnectorFiles.Parse("s.yml", yaml.Replace("http://site", server.Url.GetLeftPart(UriPartial.Authority), StringComparison.Ordinal), TestChecks.All, Path.Combine(RepositoryFolder.Connectors, "profiles"));
        Assert.Empty(parsed.Errors);
        var file = parsed.Files.Single();
        bench ??= await RunBench.OpenAsync();
        bench.Configured = file.Source;
        bench.Reads(new CkanConnector(file, network.FetcherFor(file)));
        bench.Clock.Advance(TimeSpan.FromDays(1));
        var report = await new SourceRunner(bench.Store, bench, MappingFixture.Mapper, bench.Clock, "test").RunAsync(file.Source, options ?? new RunOptions(), Silent.Instance, TestContext.Current.CancellationToken);
        return (report, bench);
    }

    private const string Head = "format: 1\ntitle: 港区\npublisher: { code: \"131032\" }\nschedule: daily\nhttp: { delay: 0s, concurrency: 2 }\n";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Dkan_IsHarvestedWhole(bool withResources)
    {
        await using var server = await LoopbackServer.StartAsync(DkanSite(7, withResources));

        var (report, bench) = await HarvestAsync(server, Head + "ckan: { api: http://site/api/3/action }\n");
        await using var _ = bench;

        Assert.Equal((RunStatus.Succeeded, 7L, 7L, true), (report.Status, report.Added, report.Listing.Announced, report.Listing.Complete));
        Assert.Equal(withResources ? 1 : 2, report.Problems.Single(p => p.Code == "action-not-offered").Count);
        var dataset = await bench.GetAsync("uuid-003");
        Assert.Equal(("AED設置箇所 3", "防災課", "bosai@example.jp"), (dataset.Title["ja"], dataset.ContactPoint!.Name, dataset.ContactPoint.Email));
        Assert.Equal(("2021-05-03T09:00+09:00", "2021-05-04T13:20+09:00"), (dataset.Issued, dataset.Modified));
        Assert.Equal(["防災", "安全"], dataset.Keywords!["ja"].Concat(dataset.Groups));
        Assert.Null(dataset.Licence!.Id);
        var resource = Assert.Single(dataset.Distributions);
        Assert.Equal(("CSV", "一覧 3", "2021-05-04T13:20+09:00"), (resource.Format, resource.Title!["ja"], resource.Modified));

        var again = await HarvestAsync(server, Head + "ckan: { api: http://site/api/3/action }\n", bench);
        Assert.Equal((7L, 0L), (again.Report.Unchanged, again.Report.Updated));
    }

    [Theory]
    [InlineData("")]
    [InlineData(", listing: package_list")]
    public async Task Shirasagi_IsHarvestedWhole_ByItsProfile(string listing)
    {
        List<string> datasets = [.. Enumerable.Range(1, 7).Select(n => Shirasagi(n))];
        await using var server = await LoopbackServer.StartAsync(ShirasagiSite(datasets));
        var yaml = Head + $"extends: shirasagi-api\nckan: {{ api: http://site/api{listing} }}\n";

        var (report, bench) = await HarvestAsync(server, yaml);
        await using var _ = bench;

        Assert.Equal((RunStatus.Succeeded, 7L, 7L, true), (report.Status, report.Added, report.Listing.Announced, report.Listing.Complete));
        var dataset = await bench.GetAsync("29b8d70d-0000-4e91-ad38-000000000003");
        Assert.Equal(("公園一覧【3】", "市内の公園", "公園課"), (dataset.Title["ja"], dataset.Description!["ja"], dataset.Publisher.Unit));
        Assert.Equal(("https://od.example/dataset/3.html", "https://od.example/dataset/3.html"), (dataset.Provenance.RecordUrl, dataset.LandingPage));
        Assert.Equal(("ANNUAL", "2019-05-22T16:51:14.764+09:00", "2019-06-01T10:00:00.987+09:00"), (dataset.Frequency, dataset.Issued, dataset.Modified));
        Assert.Equal(["公園", "健康・福祉", "131032"], dataset.Keywords!["ja"].Concat(dataset.Groups).Append(dataset.Spatial!.Code));
        Assert.Equal(("LicenseRef-CC-BY", LicenceBasis.Distribution), (dataset.Licence!.Id, dataset.Licence.Basis));
        var resource = Assert.Single(dataset.Distributions);
        Assert.Equal(("https://od.example/dataset/3/resource/1/park.csv", "https://od.example/fs/1/2/3/_/park.csv", "CSV"), (resource.DownloadUrl, resource.AccessUrl, resource.Format));

        datasets[2] = datasets[2].Replace("\"downloaded\":null", "\"downloaded\":12", StringComparison.Ordinal);
        datasets[3] = Shirasagi(4, "closed");
        var again = await HarvestAsync(server, yaml, bench);
        Assert.Equal((RunStatus.Succeeded, 6L, 1L), (again.Report.Status, again.Report.Unchanged, again.Report.Missing));
    }

    [Fact]
    public async Task NumberInOneAnswerAndTextInAnother_IsTheSameRecord()
    {
        var id = "137";
        await using var server = await LoopbackServer.StartAsync(_ => Ok($$"""{"count":"1","results":[{"id":{{id}},"title":"題","private":0,"num_tags":"3"}]}"""));
        var (first, bench) = await HarvestAsync(server, Head + "ckan: { api: http://site/api/3/action }\n");
        await using var _ = bench;

        id = "\"137\"";
        var second = await HarvestAsync(server, Head + "ckan: { api: http://site/api/3/action }\n", bench);

        Assert.Equal((1L, 1L, 0L), (first.Added, second.Report.Unchanged, second.Report.Added));
        Assert.Equal(["137"], await bench.ActiveAsync());
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"True\"", true)]
    [InlineData("1", true)]
    [InlineData("\"Published\"", false)]
    [InlineData("0", false)]
    [InlineData("null", false)]
    public async Task PrivateInAnyForm_IsUnderstood(string value, bool excluded)
    {
        await using var site = await CkanSite.StartAsync();
        site.Instead = _ => Ok($$"""{"count":1,"results":[{"id":"a","private":{{value}} }]}""");

        Assert.Equal(excluded ? 1 : 0, (await site.ReadAsync()).Reading.Excluded);
    }

    [Theory]
    [InlineData("\"active\"", 0)]
    [InlineData("\"Active\"", 0)]
    [InlineData("\"public\"", 0)]
    [InlineData("null", 0)]
    [InlineData("\"deleted\"", 1)]
    [InlineData("\"draft\"", 1)]
    [InlineData("\"closed\"", 1)]
    public async Task StateOfAnySoftware_IsUnderstood(string value, int excluded)
    {
        await using var site = await CkanSite.StartAsync();
        site.Instead = _ => Ok($$"""{"count":1,"results":[{"id":"a","state":{{value}} }]}""");

        Assert.Equal(excluded, (await site.ReadAsync()).Reading.Excluded);
    }

    [Fact]
    public async Task HugeRecord_IsRefusedWithItsSize_AndTheRestGoesOn()
    {
        var notes = new string('あ', 6_000_000); // 18 MB
        await using var server = await LoopbackServer.StartAsync(_ => Ok($$"""{"count":2,"results":[{"id":"big","title":"題","notes":"{{notes}}"},{"id":"small","title":"題"}]}"""));

        var (report, bench) = await HarvestAsync(server, Head + "ckan: { api: http://site/api/3/action }\n");
        await using var _ = bench;

        Assert.Equal((1L, 1L, true), (report.Added, report.Rejected, report.Listing.Complete));
        var problem = report.Problems.Single(p => p.Code == "record-too-large");
        Assert.Contains("18000", problem.Examples[0], StringComparison.Ordinal);
        Assert.Equal(["small"], await bench.ActiveAsync());
    }
}
