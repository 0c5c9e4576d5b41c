using System.Net;
using System.Text.Json.Nodes;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Harvester.Tests.Storage;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>The document says what there is, and the answers are what it says.</summary>
public sealed class OpenApiTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    // Each address of the document, as a reader asks for it.
    private static readonly IReadOnlyDictionary<string, string[]> Asked = new Dictionary<string, string[]>
    {
        ["listDatasets"] = ["/api/v1/datasets", "/api/v1/datasets?fields=id,title&limit=1", "/api/v1/datasets?sort=-changed&canonical=true"],
        ["getDataset"] = ["/api/v1/datasets/minato~1", "/api/v1/datasets/minato~2", "/api/v1/datasets/minato~1?fields=licence"],
        ["getDatasetHistory"] = ["/api/v1/datasets/minato~1/history", "/api/v1/datasets/minato~2/history"],
        ["getDatasetQuality"] = ["/api/v1/datasets/minato~1/quality"],
        ["readChanges"] = ["/api/v1/changes", "/api/v1/changes?since=2&limit=1"],
        ["find"] = ["/api/v1/find?q=minato~1", "/api/v1/find?q=rec1", "/api/v1/find?q=minato~3", "/api/v1/find?q=nothing"],
        ["getCoverage"] = ["/api/v1/coverage"],
        ["listCoverageDays"] = ["/api/v1/coverage/history"],
        ["listDuplicates"] = ["/api/v1/duplicates"],
        ["listSources"] = ["/api/v1/sources"],
        ["listRuns"] = ["/api/v1/runs"],
        ["getRun"] = ["/api/v1/runs/run-1"],
        ["listProblems"] = ["/api/v1/problems?run=run-1"],
    };

    [Fact]
    public async Task TheDocument_HasEveryAddress_AndIsWhole()
    {
        await using var site = await TestSite.StartAsync();
        var document = await DocumentAsync(site);

        Assert.StartsWith("3.1.", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var mapped = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.RoutePattern.RawText!.StartsWith("/api/v1", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.Contains("**", StringComparison.Ordinal))
            .Select(endpoint => endpoint.RoutePattern.RawText!).ToHashSet();
        Assert.NotEmpty(mapped);
        Assert.Equal(mapped.Order(), document["paths"]!.AsObject().Select(path => path.Key).Order());
        var ids = new HashSet<string>();
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            var operation = item!["get"]!;
            Assert.True(ids.Add(operation["operationId"]!.GetValue<string>()), path);
            Assert.NotEmpty(operation["summary"]!.GetValue<string>());
            var parameters = operation["parameters"]!.AsArray();
            Assert.All(parameters, parameter => Assert.True(parameter!["name"] is not null && parameter["description"] is not null && parameter["schema"] is not null));
            Assert.Equal(path.Contains("{id}", StringComparison.Ordinal), parameters.Any(parameter => parameter!["in"]!.GetValue<string>() == "path" && parameter["required"]!.GetValue<bool>()));
            Assert.True(operation["responses"]!["200"] is not null && operation["responses"]!["400"] is not null);
        }

        foreach (var reference in References(document))
            Assert.True(document["components"]!["schemas"]![reference.Split('/')[^1]] is not null, reference);
    }

    [Fact]
    public async Task EveryParameterOfTheDocument_IsOneThatTheAddressTakes()
    {
        await using var site = await TestSite.StartAsync();
        var document = await DocumentAsync(site);

        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            var address = path.Replace("{id}", "none", StringComparison.Ordinal) + "?no-such-parameter=1";
            using var response = await site.GetAsync(address);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            var detail = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!["detail"]!.GetValue<string>();
            var names = item!["get"]!["parameters"]!.AsArray().Where(parameter => parameter!["in"]!.GetValue<string>() == "query").Select(parameter => parameter!["name"]!.GetValue<string>()).ToList();
            Assert.Contains($"(it has: {(names.Count == 0 ? "none" : string.Join(", ", names))})", detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task EveryAnswer_IsWhatTheDocumentSays()
    {
        await using var site = await TestSite.StartAsync();
        await FillAsync(site);
        await site.IndexAsync();
        var document = await DocumentAsync(site);
        var operations = document["paths"]!.AsObject().Select(path => path.Value!["get"]!).ToDictionary(operation => operation["operationId"]!.GetValue<string>());
        Assert.Equal(operations.Keys.Order(), Asked.Keys.Order());

        foreach (var (id, addresses) in Asked)
        {
            var schema = await SchemaAsync(document, operations[id]["responses"]!["200"]!["content"]!["application/json"]!["schema"]!["$ref"]!.GetValue<string>());
            foreach (var address in addresses)
            {
                using var response = await site.GetAsync(address);
                var body = await response.Content.ReadAsStringAsync(Cancel);
                Assert.True(response.StatusCode is HttpStatusCode.OK, $"{address}: {response.StatusCode} {body}");
                var faults = schema.Validate(body);
                Assert.True(faults.Count == 0, $"{address}: {string.Join("; ", faults.Select(Describe))}\n{body}");
            }
        }

        var problem = await SchemaAsync(document, "#/components/schemas/problemDetails");
        foreach (var address in new[] { "/api/v1/datasets?limit=0", "/api/v1/datasets/none", "/api/v1/datasets/minato~3", "/api/v1/changes?since=99999" })
        {
            using var response = await site.GetAsync(address);
            Assert.Empty(problem.Validate(await response.Content.ReadAsStringAsync(Cancel)));
        }
    }

    [Fact]
    public async Task AnAnswerWithAMemberTooMany_IsNotWhatTheDocumentSays()
    {
        await using var site = await TestSite.StartAsync();
        var schema = await SchemaAsync(await DocumentAsync(site), "#/components/schemas/changeList");

        Assert.Empty(schema.Validate("""{"epoch":"e","changes":[],"next":0,"more":false}"""));
        Assert.NotEmpty(schema.Validate("""{"epoch":"e","changes":[],"next":0,"more":false,"and":1}"""));
        Assert.NotEmpty(schema.Validate("""{"epoch":"e","changes":[{"sequence":1,"kind":"gone","id":"a~b","at":"2026-01-01T00:00:00Z","dataset":null}],"next":0,"more":false}"""));
    }

    [Fact]
    public async Task TheDocument_HasAValidator_AndTheConfiguredAddress()
    {
        await using var site = await TestSite.StartWithAsync(options => options with { BaseAddress = new Uri("https://data.example.jp/catalogue/") });

        using var first = await site.GetAsync("/openapi/v1.json");
        using var again = new HttpRequestMessage(HttpMethod.Get, new Uri("/openapi/v1.json", UriKind.Relative));
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await site.Client.SendAsync(again, Cancel);

        Assert.Equal("https://data.example.jp/catalogue", JsonNode.Parse(await first.Content.ReadAsStringAsync(Cancel))!["servers"]![0]!["url"]!.GetValue<string>());
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task ThePage_AsksNobodyElse_AndItsPolicySeesToThat()
    {
        await using var site = await TestSite.StartAsync();

        using var page = await site.GetAsync("/docs");
        var followed = page.Headers.Location is { } location ? await site.GetAsync(location.ToString()) : page;
        var html = await followed.Content.ReadAsStringAsync(Cancel);
        using var script = await site.GetAsync("/docs/scalar.js");

        Assert.Equal("text/html", followed.Content.Headers.ContentType?.MediaType);
        var policy = followed.Headers.GetValues("Content-Security-Policy").Single();
        var nonce = System.Text.RegularExpressions.Regex.Match(policy, "'nonce-([^']+)'").Groups[1].Value;
        Assert.NotEmpty(nonce);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.DoesNotMatch("""(src|href)="?(https?:)?//""", html);
        Assert.Contains("openapi/v1.json", html, StringComparison.Ordinal);
        Assert.All(System.Text.RegularExpressions.Regex.Matches(html, "<script[^>]*>").Select(match => match.Value), tag => Assert.Contains(nonce, WebUtility.HtmlDecode(tag), StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, script.StatusCode);
    }

    [Fact]
    public async Task ThePage_AnswersHeadAsItAnswersGet()
    {
        await using var site = await TestSite.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri("/docs", UriKind.Relative));

        using var head = await site.Client.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
        Assert.Equal("text/html", head.Content.Headers.ContentType?.MediaType);
    }

    private static async Task<JsonNode> DocumentAsync(TestSite site)
    {
        using var response = await site.GetAsync("/openapi/v1.json");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
    }

    private static async Task<JsonSchema> SchemaAsync(JsonNode document, string reference)
    {
        var schemas = document["components"]!["schemas"]!.ToJsonString();
        var whole = $$"""{"allOf":[{"$ref":"{{reference}}"}],"definitions":{{schemas}}}""".Replace("#/components/schemas/", "#/definitions/", StringComparison.Ordinal);
        return await JsonSchema.FromJsonAsync(whole, Cancel);
    }

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => member.Key == "$ref" ? [member.Value!.GetValue<string>()] : References(member.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private static string Describe(NJsonSchema.Validation.ValidationError fault) =>
        fault is NJsonSchema.Validation.ChildSchemaValidationError child ? $"{fault.Path} {fault.Kind} [{string.Join("; ", child.Errors.SelectMany(pair => pair.Value).Select(Describe))}]" : $"{fault.Path} {fault.Kind}";

    private static async Task FillAsync(TestSite site)
    {
        var first = Samples.Dataset("minato", "1", "一") with
        {
            Licence = new Licence { Id = "CC-BY-4.0", Url = "https://creativecommons.org/licenses/by/4.0/", Open = true, Original = "CC BY", Basis = LicenceBasis.Record },
            Attribution = "港区",
            Problems = [new Problem("unknown-frequency", Severity.Warning, Whose.Record, "frequency", "時々", "kept as it was")],
        };
        await site.PutAsync(first, Samples.Dataset("minato", "2", "二"), Samples.Dataset("minato", "3", "三"));
        await site.PutAsync(Samples.Hashed(first with { Version = 2, Title = LanguageMap.Japanese("一改"), Distributions = [Samples.File("f2", "https://data.example/b.csv", "CSV")] }));
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~2"));
        await site.RunAsync(TestSite.Report("run-1") with
        {
            Problems = [new ProblemCount("no-title", Severity.Error, Whose.Record, 1, ["record rec1: it has none"])],
            Unmapped = [new UnmappedCount("extras.x", 3, "値")],
        });
        await site.Store.Runs.AddProblemsAsync("run-1", "minato", [new RunProblem("rec1", "https://example.org/rec1", 1, new Problem("no-title", Severity.Error, Whose.Record, "title", null, "it has none"))], Cancel);
        await StoreSamples.RememberAsync(site.Store, new SourceState { Source = "minato", NextDue = TestSite.Now.AddHours(3), LastFinished = TestSite.Now, LastSuccess = TestSite.Now });
        await site.Store.Annotations.PutAsync(
            [
                new AnnotationWrite.Scored("minato~1", new Quality(200, "sufficient", new QualityDimensions(50, 50, 50, 40, 10))),
                new AnnotationWrite.LinksChecked("minato~1", [new LinkCheck("f2", "404", TestSite.Now, TestSite.Now)]),
            ], TestSite.Now, Cancel);
        await site.Store.Duplicates.PutAsync([new DuplicateRow("minato~1", [1], [], "minato~1", true), new DuplicateRow("minato~2", [1], [], "minato~1", true)], [], Cancel);
        await site.Store.Duplicates.PutVerdictAsync(DuplicateVerdict.Of("minato~1", "minato~2", VerdictKind.Same, "誰か", TestSite.Now), Cancel);
        await CoverageApiTests.TakeAsync(site);
        var lease = (await site.Store.Sources.AcquireAsync("minato", "person", TestSite.Now, TimeSpan.FromMinutes(1), Cancel))!;
        await site.Store.Takedowns.EraseAsync(lease, "minato~3", "理由", TestSite.Now, Cancel);
        await site.Store.Sources.ReleaseAsync(lease, Cancel);
    }
}
