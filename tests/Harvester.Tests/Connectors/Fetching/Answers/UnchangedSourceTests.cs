using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Tests.Connectors.Html;
using Harvester.Tests.Runs;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching.Answers;

/// <summary>An unchanged file, list or page costs one 304, and everything that follows from that is right all the same.</summary>
public sealed class UnchangedSourceTests
{
    private const string Old = "Wed, 01 Apr 2026 03:00:00 GMT";

    public static TheoryData<string, string, string> Kinds => new()
    {
        { "text/turtle", Turtle(3), Turtle(4) },
        { "application/rdf+xml", RdfXml(3), RdfXml(4) },
        { "application/ld+json", JsonLd(3), JsonLd(4) },
        { "application/json", DataJson(3), DataJson(4) },
        { "text/csv", Csv(3), Csv(4) },
        { "text/html", Page(3), Page(4) },
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task UnchangedSource_CostsOne304AndNoWrite(string type, string body, string changed)
    {
        await using var site = await ValidatingSite.StartAsync();
        await using var bench = await BenchAsync(site.Put("/x", body, type), type);
        var first = await bench.RunAsync();
        var sequence = await bench.SequenceAsync();

        var second = await bench.RunAsync();
        Assert.Equal(sequence, await bench.SequenceAsync());
        site.Put("/x", changed, type, "\"v2\"");
        var third = await bench.RunAsync();

        Assert.Equal((RunStatus.Succeeded, 3L, 0L), (first.Status, first.Added, first.Listing.NotModified));
        Assert.Equal((RunStatus.Succeeded, 3L, 0L, 1L), (second.Status, second.Unchanged, second.Updated, second.Listing.NotModified));
        Assert.Equal((1L, 0L), (second.Requests, second.Bytes));
        Assert.Equal((RunStatus.Succeeded, 1L, 3L, 0L), (third.Status, third.Added, third.Unchanged, third.Listing.NotModified));
        Assert.Equal([200, 304, 200], site.Answers);
    }

    [Fact]
    public async Task LastModifiedAlone_IsEnough_AndSentAsItCame()
    {
        await using var site = await ValidatingSite.StartAsync();
        await using var bench = await BenchAsync(site.Put("/x", Csv(3), "text/csv", etag: null, lastModified: Old), "text/csv");

        await bench.RunAsync();
        var second = await bench.RunAsync();

        Assert.Equal((1L, 3L), (second.Listing.NotModified, second.Unchanged));
        Assert.Equal(Old, site.Requests[1].IfModifiedSince.ToString());
    }

    [Fact]
    public async Task BothValidators_AreSent()
    {
        await using var site = await ValidatingSite.StartAsync();
        await using var bench = await BenchAsync(site.Put("/x", Csv(3), "text/csv", "W/\"v\"", Old), "text/csv");

        await bench.RunAsync();
        await bench.RunAsync();

        Assert.Equal(Old, site.Requests[1].IfModifiedSince.ToString());
        Assert.Equal("W/\"v\"", site.Requests[1].IfNoneMatch.ToString());
    }

    [Fact]
    public async Task ChangedMapping_IsAppliedToTheKeptBody()
    {
        await using var site = await ValidatingSite.StartAsync();
        await using var bench = await BenchAsync(site.Put("/x", Csv(3), "text/csv"), "text/csv");
        await bench.RunAsync();

        bench.Version = "m2";
        var second = await bench.RunAsync();

        Assert.Equal([200, 304], site.Answers);
        Assert.Equal((RunStatus.Succeeded, 3L, 0L), (second.Status, second.Gathered, second.Bytes));
        var dataset = await bench.Store.Datasets.AllAsync(new DatasetFilter(), TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);
        Assert.Equal("m2", dataset.Provenance.MappingVersion);
    }

    [Fact]
    public async Task FullRun_AsksForTheWhole()
    {
        await using var site = await ValidatingSite.StartAsync();
        await using var bench = await BenchAsync(site.Put("/x", Csv(3), "text/csv"), "text/csv");
        await bench.RunAsync();

        var second = await bench.RunAsync(new RunOptions { Full = true });
        var third = await bench.RunAsync();

        Assert.Equal([200, 200, 304], site.Answers);
        Assert.DoesNotContain(second.Problems, p => p.Code == "stale-validator");
        Assert.Equal(3, third.Unchanged);
    }

    [Fact] // pitfall 58
    public async Task ValidatorThatStaysWhileTheBodyChanges_IsNoticedByAFullRun_AndNotReliedOnAgain()
    {
        await using var site = await ValidatingSite.StartAsync();
        await using var bench = await BenchAsync(site.Put("/x", Csv(3), "text/csv"), "text/csv");
        await bench.RunAsync();
        site.Put("/x", Csv(4), "text/csv");
        var fooled = await bench.RunAsync();

        var full = await bench.RunAsync(new RunOptions { Full = true });
        site.Put("/x", Csv(5), "text/csv");
        var later = await bench.RunAsync();
        await bench.RunAsync();

        Assert.Equal(3, fooled.Unchanged);
        Assert.Equal((1L, 3L), (full.Added, full.Unchanged));
        Assert.Equal(("stale-validator", Severity.Warning, Whose.Source), Assert.Single(full.Problems.Where(p => p.Code == "stale-validator").Select(p => (p.Code, p.Severity, p.Whose))));
        Assert.Equal((1L, 4L), (later.Added, later.Unchanged));
        Assert.Equal([200, 304, 200, 200, 200], site.Answers);
    }

    [Fact]
    public async Task DryRun_NeitherAsksConditionallyNorKeeps()
    {
        await using var site = await ValidatingSite.StartAsync();
        var url = site.Put("/x", Csv(3), "text/csv");
        await using var bench = await BenchAsync(url, "text/csv");

        await bench.RunAsync(new RunOptions { DryRun = true });

        Assert.Null(await bench.KeptAsync(url));
    }

    [Theory] // what a run stumbled over must not come back as "not modified"
    [InlineData("text/turtle", "<a", RunStatus.Failed)]
    [InlineData("application/json", "{\"dataset\":[", RunStatus.Failed)]
    [InlineData("text/csv", "a\r\nb\r\n", RunStatus.Failed)]
    [InlineData("text/html", "<p>", RunStatus.Suspicious)]
    public async Task BodyThatWasNoListing_IsNotKept(string type, string body, RunStatus status)
    {
        await using var site = await ValidatingSite.StartAsync();
        var url = site.Put("/x", body, type);
        await using var bench = await BenchAsync(url, type);

        Assert.Equal(status, (await bench.RunAsync()).Status);
        Assert.Null(await bench.KeptAsync(url));
        await bench.RunAsync();

        Assert.Equal([200, 200], site.Answers);
    }

    [Fact]
    public async Task RunThatMissesSomething_IsFollowedByOneThatAsksForTheWhole()
    {
        await using var site = await ValidatingSite.StartAsync();
        var url = site.Put("/x", Csv(3), "text/csv");
        await using var bench = await BenchAsync(url, "text/csv");
        await bench.RunAsync();
        site.Put("/x", Csv(2), "text/csv", "\"v2\"");

        var second = await bench.RunAsync();
        Assert.Equal((RunStatus.Succeeded, 1L, 0L), (second.Status, second.Missing, second.Withdrawn));
        Assert.Null(await bench.KeptAsync(url));
        var third = await bench.RunAsync();
        var fourth = await bench.RunAsync();

        Assert.Equal((RunStatus.Succeeded, 1L), (third.Status, third.Withdrawn));
        Assert.Equal(2, fourth.Unchanged);
        Assert.Equal([200, 200, 200, 304], site.Answers);
    }

    [Theory] // two looks, and not one answer read twice
    [InlineData(true)]
    [InlineData(false)]
    public async Task RunThatMissesSomething_AndIsKilledAtItsEnd_IsFollowedByOneThatAsksForTheWhole(bool inForgetting)
    {
        await using var site = await ValidatingSite.StartAsync();
        var url = site.Put("/x", Csv(3), "text/csv");
        await using var bench = await BenchAsync(url, "text/csv");
        await bench.RunAsync();
        site.Put("/x", Csv(2), "text/csv", "\"v2\"");
        var killed = new HeldUpStore(bench.Store);
        if (inForgetting)
            killed.BeforeForgetting = static () => throw new StoreException("killed");
        else
            killed.BeforeRemembering = static () => throw new StoreException("killed");
        await bench.RunAsync(through: killed);

        await bench.RunAsync();

        Assert.Equal([200, 200, 200], site.Answers);
    }

    [Fact] // a page that made a run stumble is kept before anybody knows that it is bad
    public async Task AnswersOfARunThatWasKilledInItsMidst_AreForgotten()
    {
        await using var site = await ValidatingSite.StartAsync();
        await using var bench = await BenchAsync(site.Put("/x", Csv(3), "text/csv"), "text/csv");
        var last = await bench.RunAsync();
        await bench.Store.Runs.SaveAsync(last with { Id = last.Id + "-later", Status = RunStatus.Running, StartedAt = last.StartedAt.AddHours(1), FinishedAt = null }, TestContext.Current.CancellationToken);

        await bench.RunAsync();

        Assert.Equal([200, 200], site.Answers);
    }

    [Fact]
    public async Task PageThatIsLinkedNoMore_IsForgotten()
    {
        await using var site = await ValidatingSite.StartAsync();
        var block = Blocks.Of("li").Paged() with { Start = [site.Put("/1", "<ul><li>一<li>二</ul><a class=next href=/2>次</a>", "text/html")] };
        var second = site.Put("/2", "<ul><li>三<li>四</ul>", "text/html");
        await using var bench = await HarvestBench.OpenAsync(HarvestBench.Html(block));
        await bench.RunAsync();
        Assert.NotNull(await bench.KeptAsync(second));

        site.Put("/1", "<ul><li>一<li>二<li>三<li>四</ul>", "text/html", "\"v2\"");
        var report = await bench.RunAsync();

        Assert.Equal((RunStatus.Succeeded, 4L), (report.Status, report.Unchanged));
        Assert.Null(await bench.KeptAsync(second));
        Assert.NotNull(await bench.KeptAsync(block.Start[0]));
    }

    [Fact]
    public async Task RunThatCannotReachTheSource_KeepsWhatItDidNotTouch()
    {
        await using var site = await ValidatingSite.StartAsync();
        var url = site.Put("/x", Csv(3), "text/csv");
        await using var bench = await BenchAsync(url, "text/csv");
        await bench.RunAsync();
        site.Instead = context =>
        {
            context.Response.StatusCode = 503;
            return true;
        };
        Assert.Equal(RunStatus.Failed, (await bench.RunAsync()).Status);

        site.Instead = null;
        var third = await bench.RunAsync();

        Assert.Equal((1L, 3L), (third.Listing.NotModified, third.Unchanged));
    }

    private static Task<HarvestBench> BenchAsync(Uri url, string type) => HarvestBench.OpenAsync(type switch
    {
        "text/csv" => HarvestBench.List(url),
        "text/html" => HarvestBench.Html(Blocks.Of("li") with { Start = [url] }),
        _ => HarvestBench.Dcat(url),
    });

    private static string Each(int count, Func<int, string> one, string between = "") => string.Join(between, Enumerable.Range(1, count).Select(one));

    private static string Turtle(int count) =>
        Each(count, i => $"<http://a/{i}> a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> \"第{i}\"@ja .\n");

    private static string RdfXml(int count) => "<?xml version=\"1.0\"?><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:d=\"http://www.w3.org/ns/dcat#\" xmlns:t=\"http://purl.org/dc/terms/\">"
        + Each(count, i => $"<d:Dataset rdf:about=\"http://a/{i}\"><t:title>第{i}</t:title></d:Dataset>") + "</rdf:RDF>\n";

    private static string JsonLd(int count) => "{\"@context\":{\"t\":\"http://purl.org/dc/terms/\",\"d\":\"http://www.w3.org/ns/dcat#\"},\"@graph\":["
        + Each(count, i => $"{{\"@id\":\"http://a/{i}\",\"@type\":\"d:Dataset\",\"t:title\":\"第{i}\"}}", ",") + "]}";

    private static string DataJson(int count) => "{\"dataset\":[" + Each(count, i => $"{{\"identifier\":\"{i}\",\"title\":\"第{i}\"}}", ",") + "]}";

    private static string Csv(int count) => "全国地方公共団体コード,データセット_ID,データセット_タイトル,データセット_URL,ファイル_ダウンロードURL\r\n"
        + Each(count, i => $"131032,D{i},第{i},https://x.example/{i}.html,https://x.example/{i}.csv\r\n");

    private static string Page(int count) => "<!doctype html><meta charset=utf-8><ul>" + Each(count, i => $"<li>第{i}<a href=\"/{i}.csv\">CSV</a></li>") + "</ul>";
}
