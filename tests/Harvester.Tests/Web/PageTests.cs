using System.Net;
using System.Text.RegularExpressions;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Tests.Publishing;
using Harvester.Tests.Storage;
using Xunit;

namespace Harvester.Tests.Web;

public sealed partial class PageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TheFirstPage_PutsWhatNeedsAttentionFirst()
    {
        await using var site = await TestSite.StartAsync(
            TestSite.Minato, TestSite.Minato with { Id = "ota", Title = "大田区" }, TestSite.Minato with { Id = "kita", Title = "北区" });
        await site.PutAsync(Samples.Dataset("minato", "1", "施設"), Samples.Dataset("minato", "2", "公園", publisher: null));
        await site.RunAsync(TestSite.Report("r1"));
        await site.RunAsync(TestSite.Report("r2", RunStatus.Suspicious, "kita") with { Error = "The listing lacks 90 of 100 datasets.", Held = 90 });
        await site.RunAsync(TestSite.Report("r3", RunStatus.Failed, "ota") with { Error = "The server answered 503." });

        await CoverageApiTests.TakeAsync(site);

        var page = await site.PageAsync("/");

        Assert.True(page.IndexOf("The server answered 503.", StringComparison.Ordinal) < page.IndexOf("The listing lacks 90", StringComparison.Ordinal));
        Assert.True(page.IndexOf("The listing lacks 90", StringComparison.Ordinal) < page.IndexOf("収録数", StringComparison.Ordinal));
        Assert.Contains("判断待ちのデータセット：90件", page, StringComparison.Ordinal);
        Assert.Contains("<dd>1 <small>/ 62</small></dd>", page, StringComparison.Ordinal);
        Assert.Contains("提供者が特定できないものが1件", page, StringComparison.Ordinal);
        Assert.Contains("<time datetime=\"2026-09-24T00:50:00Z\">2026-09-24 09:50</time>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARun_SaysWhereItsUnchangedRecordsAre_AlsoWhenAnotherFollowed()
    {
        await using var site = await TestSite.StartAsync(TestSite.Minato);
        await site.RunAsync(TestSite.Report("r1") with { Unchanged = 1234 });
        await StoreSamples.RememberAsync(site.Store, new SourceState { Source = "minato", LastRun = "r1" });
        Assert.Contains("変更なしの1,234件は、<a href=\"/datasets?source=minato\">このソースの掲載中のデータセット</a>のうち", await site.PageAsync("/runs/r1"), StringComparison.Ordinal);

        await site.RunAsync(TestSite.Report("r2") with { Unchanged = 1235 });
        await StoreSamples.RememberAsync(site.Store, new SourceState { Source = "minato", LastRun = "r2" });

        Assert.Contains("変更なしの1,234件は、1件ずつは記録していません。", await site.PageAsync("/runs/r1"), StringComparison.Ordinal);
        Assert.Contains("The 1,234 unchanged ones are not written down one by one", await site.PageAsync("/runs/r1?lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASuspiciousRunThatAPersonDecided_NeedsNoAttention()
    {
        await using var site = await TestSite.StartAsync();
        await site.RunAsync(TestSite.Report("r1", RunStatus.Suspicious) with { Decision = "rejected", DecidedAt = TestSite.Now });

        Assert.Contains("対応が必要なソースはありません。", await site.PageAsync("/"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rejected", "要確認（却下）", "担当者が却下しました", "Suspicious (rejected)", "A person rejected this run")]
    [InlineData("approved", "要確認（承認）", "担当者が承認し、3件を取り下げました", "Suspicious (approved)", "A person approved this run: 3 datasets were withdrawn")]
    [InlineData("approved-as-moved", "要確認（移動として承認）", "番号が変わった2件を引き継ぎ、3件を取り下げました", "Suspicious (approved as moved)", "2 renumbered datasets kept their history, 3 were withdrawn")]
    [InlineData("undone", "要確認（取り消し）", "4件を元に戻しました", "Suspicious (undone)", "A person undid this run: 4 datasets are shown again")]
    public async Task ARunThatAPersonDecided_NoLongerAsksForADecision(string decision, string japaneseMark, string japanese, string englishMark, string english)
    {
        await using var site = await TestSite.StartAsync();
        await site.RunAsync(TestSite.Report("r1", RunStatus.Suspicious) with
        {
            Error = "90 of 100 datasets are lacking; look, then approve",
            Decision = decision,
            DecidedAt = TestSite.Now,
            Withdrawn = 3,
            Moved = 2,
            Restored = 4,
        });

        foreach (var address in new[] { "/", "/runs/r1", "/sources/minato" })
        {
            Assert.Contains(japaneseMark, await site.PageAsync(address), StringComparison.Ordinal);
            Assert.Contains(englishMark, await site.PageAsync(address + "?lang=en"), StringComparison.Ordinal);
        }

        foreach (var address in new[] { "/runs/r1", "/sources/minato" })
        {
            var page = await site.PageAsync(address);
            Assert.Contains(japanese, page, StringComparison.Ordinal);
            Assert.DoesNotContain("担当者が確認するまで", page, StringComparison.Ordinal);
            Assert.Contains("判断の前の記録", page, StringComparison.Ordinal);
            Assert.Contains(english, await site.PageAsync(address + "?lang=en"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ADateWithATime_IsShownInJapan()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Hashed(Samples.Dataset("minato", "1", "施設") with
        {
            Issued = "2024-07",
            Modified = "2024-07-16T15:00:00Z",
            Distributions = [Samples.File("f1", "https://data.example/a.csv", "CSV") with { Modified = "2025-01-27T08:30:00.123456+09:00" }],
        }));
        await site.IndexAsync();

        Assert.Contains("更新 2024-07-17<", await site.PageAsync("/datasets"), StringComparison.Ordinal);
        var page = await site.PageAsync("/datasets/minato~1");
        Assert.Contains("2024-07-17 00:00 JST", page, StringComparison.Ordinal);
        Assert.Contains("更新 2025-01-27<", page, StringComparison.Ordinal);
        Assert.Contains(">2024-07<", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASourcePage_SaysWhyInTheReadersLanguageFirst()
    {
        await using var site = await TestSite.StartAsync();
        await site.RunAsync(TestSite.Report("r1", RunStatus.Failed) with { Error = "The server answered 503." });

        var page = await site.PageAsync("/sources/minato");

        Assert.True(page.IndexOf("収集できませんでした。", StringComparison.Ordinal) < page.IndexOf("The server answered 503.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnEmptyStore_ReadsWell()
    {
        await using var site = await TestSite.StartAsync();
        await using var bare = await TestSite.StartAsync(sources: []);

        Assert.Contains("まだ一度も収集していません。", await site.PageAsync("/"), StringComparison.Ordinal);
        Assert.Contains("No source is configured yet.", await bare.PageAsync("/?lang=en"), StringComparison.Ordinal);
        Assert.Contains("該当するデータセットはまだありません。", await site.PageAsync("/datasets"), StringComparison.Ordinal);
        Assert.Contains("まだ収集していません。", await site.PageAsync("/sources/minato"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithLangEn_NoPageHasJapaneseOfItsOwn_AndEveryLinkStaysEnglish()
    {
        await using var site = await TestSite.StartAsync(TestSite.Minato with { Title = "Minato catalogue" });
        await site.PutAsync(English(Samples.Dataset("minato", "1", "x")));
        await site.RunAsync(TestSite.Report("r1", RunStatus.Partial) with
        {
            Error = "Page 3 did not come.",
            Problems = [new ProblemCount("http-status", Severity.Error, Whose.Source, 1, ["page 3: 500"])],
        });
        await site.Store.Runs.AddProblemsAsync("r1", "minato", [new RunProblem(null, null, null, new Problem("http-status", Severity.Error, Whose.Source, null, null, "500"))], Cancel);

        await CoverageApiTests.TakeAsync(site);
        await site.IndexAsync();
        string[] addresses =
        [
            "/", "/?measure=sync", "/?day=2026-09-24", "/sources/minato", "/runs/r1", "/datasets", "/datasets?q=nothing", "/datasets?q=x&publisher=131032&order=title", "/datasets/minato~1",
            "/municipalities/131032", "/municipalities/131032?find=x", "/municipalities/131032?find=nothing", "/municipalities/133612", "/standard-datasets", "/standard-datasets/131032/aed-locations",
            "/formats", "/licences", "/quality", "/priority-fields", "/duplicates",
        ];
        foreach (var address in addresses)
        {
            var page = await site.PageAsync(address + (address.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en");
            Assert.Contains("<html lang=\"en\">", page, StringComparison.Ordinal);
            Assert.Empty(JapaneseOutsideOfMarkedParts(page));
            foreach (Match link in InternalLink().Matches(page))
            {
                if (!link.Value.Contains("hreflang", StringComparison.Ordinal))
                    Assert.Contains("lang=en", link.Groups["address"].Value, StringComparison.Ordinal);
            }
        }

        Assert.NotEmpty(JapaneseOutsideOfMarkedParts(await site.PageAsync("/")));
    }

    [Fact]
    public async Task TheLanguageLink_KeepsTheOtherParameters()
    {
        await using var site = await TestSite.StartAsync();

        Assert.Contains("href=\"/datasets?q=%E5%85%AC%E5%9C%92&amp;lang=en\"", await site.PageAsync("/datasets?q=公園"), StringComparison.Ordinal);
        Assert.Contains("href=\"/datasets?q=a%26b\"", await site.PageAsync("/datasets?q=a%26b&lang=en"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HostileText_StaysText_AndScriptAddressesAreNoLinks()
    {
        const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Hashed(Samples.Dataset("minato", "1", Hostile) with
        {
            Description = LanguageMap.Of("en\" onload=\"x", Hostile),
            LandingPage = "javascript:alert(1)",
            ContactPoint = new ContactPoint { Name = Hostile, Url = "data:text/html,x" },
            Distributions = [Samples.File("f1", "javascript:alert(2)", Hostile), Samples.File("f2", "JaVaScRiPt:alert(3)", "CSV")],
            Keywords = new Dictionary<string, IReadOnlyList<string>> { ["ja"] = [Hostile] },
        }));
        await site.RunAsync(TestSite.Report("r1", RunStatus.Failed) with { Error = Hostile, Problems = [new ProblemCount("x", Severity.Error, Whose.Record, 1, [Hostile])] });
        await site.Store.Runs.AddProblemsAsync("r1", "minato", [new RunProblem("1", "javascript:alert(4)", 1, new Problem("x", Severity.Error, Whose.Record, "title", Hostile, Hostile))], Cancel);

        foreach (var address in new[] { "/", "/datasets", "/datasets/minato~1", "/sources/minato", "/runs/r1", "/datasets?q=" + Uri.EscapeDataString(Hostile), "/" + Uri.EscapeDataString(Hostile) })
        {
            using var response = await site.GetAsync(address);
            var page = await response.Content.ReadAsStringAsync(Cancel);
            // The one block of data for search engines is no script.
            Assert.DoesNotContain("<script", page.Replace("<script type=\"application/ld+json\">", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<img src=x", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("\" onload=\"", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotMatch("(?i)href=\"?(javascript|data):", page);
        }

        Assert.Contains("javascript:alert(1)", await site.PageAsync("/datasets/minato~1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EveryPage_HasStrictHeaders_NoInlineStyleAndOneHeading()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "施設"));
        await site.RunAsync(TestSite.Report("r1"));

        foreach (var address in new[] { "/", "/datasets", "/datasets/minato~1", "/sources/minato", "/runs/r1", "/no/such/page" })
        {
            using var response = await site.GetAsync(address);
            var page = await response.Content.ReadAsStringAsync(Cancel);
            Assert.Equal(
                "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
                response.Headers.GetValues("Content-Security-Policy").Single());
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.Equal("strict-origin-when-cross-origin", response.Headers.GetValues("Referrer-Policy").Single());
            Assert.DoesNotContain(" style=", page, StringComparison.Ordinal);
            Assert.StartsWith("<!DOCTYPE html>", page, StringComparison.Ordinal);
            Assert.Single(Heading().Matches(page));
            Assert.Equal(Table().Count(page), Caption().Count(page));
            Assert.Contains("<main id=\"main\"", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task AnUnknownPage_Is404_AndHelps()
    {
        await using var site = await TestSite.StartAsync();

        foreach (var address in new[] { "/nothing", "/datasets/no~such", "/sources/none", "/runs/none", "/favicon.ico" })
        {
            var page = await site.PageAsync(address, HttpStatusCode.NotFound);
            Assert.Contains("<form class=\"search\"", page, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task TheDatasetPages_ShowEachDatasetOnce()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync([.. Enumerable.Range(0, 120).Select(i => Samples.Dataset("minato", $"{i:000}", $"題{i}"))]);
        await site.IndexAsync();

        var seen = new List<string>();
        string? address = "/datasets";
        while (address is not null)
        {
            var page = await site.PageAsync(address);
            seen.AddRange(DatasetLink().Matches(page).Select(match => match.Groups[1].Value));
            address = NextLink().Match(page) is { Success: true } next ? WebUtility.HtmlDecode(next.Groups[1].Value) : null;
        }

        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"minato~{i:000}"), seen.Select(Uri.UnescapeDataString).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task ADatasetPage_SaysWhatItIs_WhereItIsFrom_AndThatItIsGone()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Hashed(Samples.Dataset("minato", "1", "施設") with
        {
            Licence = new Licence { Id = "CC-BY-4.0", Url = "https://creativecommons.org/licenses/by/4.0/", Original = "クリエイティブ・コモンズ 表示", Basis = LicenceBasis.Site },
            Attribution = "「施設」、港区、CC BY 4.0",
            Problems = [new Problem("unknown-frequency", Severity.Warning, Whose.Record, "frequency", "ときどき", "not in the vocabulary; kept")],
        }));
        await site.WriteAsync(new CatalogueWrite.Withdraw("minato~1"));

        var page = await site.PageAsync("/datasets/minato~1");

        foreach (var expected in new[] { "CC-BY-4.0", "クリエイティブ・コモンズ 表示", "サイトの利用規約", "「施設」、港区、CC BY 4.0", "ときどき", "港区オープンデータカタログ", "href=\"https://data.example/a.csv\"", "取り下げられています", "12.3 kB" })
            Assert.Contains(expected, page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheStylesheet_IsServedForEverUnderItsVersionedAddress()
    {
        await using var site = await TestSite.StartAsync();
        var address = Stylesheet().Match(await site.PageAsync("/")).Groups[1].Value;

        using var versioned = await site.GetAsync(address);
        using var plain = await site.GetAsync("/assets/site.css?v=old");
        using var head = await site.Client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"), Cancel);

        Assert.Equal("text/css; charset=utf-8", versioned.Content.Headers.ContentType?.ToString());
        Assert.Contains("immutable", versioned.Headers.CacheControl?.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-cache", plain.Headers.CacheControl?.ToString());
        Assert.Equal(HttpStatusCode.OK, head.StatusCode);
    }

    private static Dataset English(Dataset dataset) => Samples.Hashed(dataset with
    {
        Title = LanguageMap.Of("en", "Facilities"),
        Publisher = dataset.Publisher with { Name = LanguageMap.Of("en", "Minato City") },
        Distributions = [Samples.File("f1", "https://data.example/a.csv", "CSV") with { Title = LanguageMap.Of("en", "file") }],
    });

    private static IEnumerable<string> JapaneseOutsideOfMarkedParts(string page) =>
        Japanese().Matches(MarkedJapanese().Replace(page, "")).Select(match => match.Value);

    [GeneratedRegex(@"[\p{IsHiragana}\p{IsKatakana}\p{IsCJKUnifiedIdeographs}]+")]
    private static partial Regex Japanese();

    [GeneratedRegex("<(a|span)[^>]* lang=\"ja\"[^>]*>[^<]*</")]
    private static partial Regex MarkedJapanese();

    [GeneratedRegex("<a [^>]*href=\"(?<address>/(?!api/|assets/|docs|openapi/|catalog|data\\.json|[^\"]*feed\\.atom|dumps/)[^\"]*)\"[^>]*>")]
    private static partial Regex InternalLink();

    [GeneratedRegex("<h1[ >]")]
    private static partial Regex Heading();

    [GeneratedRegex("<table[ >]")]
    private static partial Regex Table();

    [GeneratedRegex("<caption[ >]")]
    private static partial Regex Caption();

    [GeneratedRegex("<h2><a href=\"/datasets/([^\"]+)\"")]
    private static partial Regex DatasetLink();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex NextLink();

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex Stylesheet();
}
