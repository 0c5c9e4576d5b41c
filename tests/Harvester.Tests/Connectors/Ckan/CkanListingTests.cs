using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Ckan;

/// <summary>The ways to list packages, and the order of falling back.</summary>
public sealed class CkanListingTests
{
    private static CkanBlock By(CkanListing listing) => new() { Api = new Uri("http://x"), Listing = listing };

    private static string Action(string asked) => asked.Split('?')[0].Split('/')[^1];

    [Theory]
    [InlineData(CkanListing.PackageSearch, "package_search")]
    [InlineData(CkanListing.CurrentPackageListWithResources, "current_package_list_with_resources current_package_list_with_resources package_list")]
    [InlineData(CkanListing.PackageList, "package_list package_show package_show package_show")]
    public async Task EveryWay_ReadsTheSame(CkanListing listing, string actions)
    {
        await using var site = await CkanSite.StartAsync(3);

        var (records, reading, problems) = await site.ReadAsync(site.Connector(false, By(listing)));

        Assert.Equal(["id-00001", "id-00002", "id-00003"], records.Select(r => r.RecordId));
        Assert.Equal((3, true), (reading.Announced, reading.ReachedEnd));
        Assert.Equal(actions, string.Join(' ', site.Asked.Select(Action)));
        Assert.Empty(problems);
        Assert.Empty(reading.Doubts);
    }

    [Fact]
    public async Task ActionsThatAreRefused_AreGoneRound_AndEachIsTold()
    {
        await using var site = await CkanSite.StartAsync(3);
        site.Offers.Remove("package_search");
        site.Offers.Remove("current_package_list_with_resources");

        var (records, reading, problems) = await site.ReadAsync();

        Assert.Equal((3, true), (records.Count, reading.ReachedEnd));
        Assert.Equal(["package_search", "current_package_list_with_resources"], problems.Select(p => p.Problem.Value));
        Assert.All(problems, p => Assert.Equal(("action-not-offered", Severity.Info), (p.Problem.Code, p.Problem.Severity)));
        Assert.Contains("Action name not known", problems[0].Problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingOffered_TellsEveryRefusal()
    {
        await using var site = await CkanSite.StartAsync(3);
        site.Offers.Clear();

        var fault = await Assert.ThrowsAsync<SourceException>(() => site.ReadAsync());

        Assert.Equal("http-400", fault.Code);
        foreach (var action in (string[])["package_search: ", "current_package_list_with_resources: ", "package_list: "])
            Assert.Contains(action, fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/3/action", "/api/action")]
    [InlineData("/api/action", "/api/3/action")]
    public async Task ApiAtItsOtherAddress_IsNamedInTheError(string right, string wrong)
    {
        await using var site = await CkanSite.StartAsync(3);
        site.ApiPath = right;

        Assert.Equal(3, (await site.ReadAsync(site.Connector(false, path: right))).Records.Count);
        var fault = await Assert.ThrowsAsync<SourceException>(() => site.ReadAsync(site.Connector(false, path: wrong)));

        Assert.Equal(("moved-api", Whose.Ours), (fault.Code, fault.Whose));
        Assert.Contains($"{right} does: put that into ckan.api", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CurrentPackages_ThatMovedBetweenPages_AreFoundByTheirNames()
    {
        await using var site = await CkanSite.StartAsync(1203);
        site.Instead = context =>
        {
            // what is changed while the pages are read moves to the front
            if (context.Request.Query["offset"] == "500" && site.Packages.Remove("id-00900", out var moved))
                site.Packages["id-00000"] = moved;
            return null;
        };

        var (records, reading, _) = await site.ReadAsync(site.Connector(false, By(CkanListing.CurrentPackageListWithResources)));

        Assert.Equal((1203, 1203, true), (records.Count, records.DistinctBy(r => r.RecordId).Count(), reading.ReachedEnd));
        Assert.Contains(site.Asked, asked => asked.EndsWith("package_show?id=name-00900", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("package_list", 503, false)] // no names: half of them is all we know, and that is not enough
    [InlineData(null, 200, true)]
    public async Task SiteThatKnowsNoOffset_IsCompletedByNames_OrDoubted(string? refused, int status, bool whole)
    {
        await using var site = await CkanSite.StartAsync(700);
        site.Instead = context => context.Request.Path.Value!.EndsWith(refused ?? "nothing", StringComparison.Ordinal)
            ? CkanSite.Body("", status)
            : context.Request.Query["offset"].ToString() is { Length: > 1 }
                ? CkanSite.Body($$"""{"success":true,"result":[{{string.Join(",", site.Packages.Values.Take(500).Select(p => p.ToJsonString()))}}]}""")
                : null;

        var (records, reading, _) = await site.ReadAsync(site.Connector(false, By(CkanListing.CurrentPackageListWithResources)));

        Assert.Equal((whole ? 700 : 500, whole), (records.Count, reading.ReachedEnd));
        Assert.Equal(whole, reading.Doubts.Count == 0);
    }

    [Fact]
    public async Task SiteThatGivesLessThanAsked_AndKnowsNoOffset_IsDoubted_WithoutNames()
    {
        await using var site = await CkanSite.StartAsync(700);
        site.Offers.Remove("package_list");
        site.Instead = context => context.Request.Path.Value!.EndsWith("current_package_list_with_resources", StringComparison.Ordinal)
            ? CkanSite.Body($$"""{"success":true,"result":[{{string.Join(",", site.Packages.Values.Take(100).Select(p => p.ToJsonString()))}}]}""")
            : null;

        var (records, reading, _) = await site.ReadAsync(site.Connector(false, By(CkanListing.CurrentPackageListWithResources)));

        Assert.Equal((100, false), (records.Count, reading.ReachedEnd));
        Assert.Single(reading.Doubts);
    }

    [Fact]
    public async Task PageThatFails_IsMadeUpForByNames()
    {
        await using var site = await CkanSite.StartAsync(520);
        site.Instead = context => context.Request.Query["offset"] == "500" ? CkanSite.Body("", 500) : null;

        var (records, reading, problems) = await site.ReadAsync(site.Connector(false, By(CkanListing.CurrentPackageListWithResources)));

        Assert.Equal((520, true), (records.Count, reading.ReachedEnd));
        Assert.Equal("http-500", Assert.Single(problems).Problem.Code);
    }

    [Theory]
    [InlineData(10_000, 12_345, true)] // counts no further, but gives more
    [InlineData(10_000, 10_000, true)]
    [InlineData(3_000, 3_000, true)]
    public async Task CountThatIsARoundNumber_IsNotTheEndUntilAPageIsEmpty(int count, int real, bool whole)
    {
        await using var site = await CkanSite.StartAsync();
        site.Instead = Counting(count, start => start < real ? Math.Min(500, real - start) : 0);

        var (records, reading, _) = await site.ReadAsync();

        Assert.Equal((real, whole), (records.Count, reading.ReachedEnd));
    }

    [Fact]
    public async Task WindowThatEndsAtTenThousand_IsADoubt()
    {
        await using var site = await CkanSite.StartAsync();
        var answer = Counting(10_000, _ => 500);
        site.Instead = context => context.Request.Query["start"] == "10000" ? CkanSite.Body("too deep paging", 400, "text/plain") : answer(context);

        var (records, reading, problems) = await site.ReadAsync();

        Assert.Equal((10_000, false), (records.Count, reading.ReachedEnd));
        Assert.Contains("from record 10001 on", Assert.Single(reading.Doubts), StringComparison.Ordinal);
        Assert.Equal("http-400", Assert.Single(problems).Problem.Code);
    }

    [Fact]
    public async Task SolrThatFailsAtAHighStart_KeepsWhatCame()
    {
        await using var site = await CkanSite.StartAsync(1700);
        site.Instead = context => context.Request.Query["start"] == "1500" ? CkanSite.Body("""{"success":false,"error":{"message":"Solr returned an error: Too deep paging"}}""", 500) : null;

        var (records, reading, _) = await site.ReadAsync();

        Assert.Equal((1500, false), (records.Count, reading.ReachedEnd));
        Assert.Contains("Too deep paging", Assert.Single(reading.Doubts), StringComparison.Ordinal);
    }

    private static Func<HttpContext, (int, string, byte[])?> Counting(int count, Func<int, int> rows) => context =>
    {
        var start = int.Parse(context.Request.Query["start"]!, System.Globalization.CultureInfo.InvariantCulture);
        var page = Enumerable.Range(start, rows(start)).Select(n => $$"""{"id":"{{CkanSite.Id(n)}}"}""");
        return CkanSite.Body($$"""{"success":true,"result":{"count":{{count}},"results":[{{string.Join(",", page)}}]} }""");
    };

    [Theory]
    [InlineData(3, "filter-without-effect", "announces 3 records with ckan.filter and as many without it")]
    [InlineData(9, null, "")]
    public async Task FilterThatTheSiteDoesNotHeed_IsToldAtTheCostOfOneRequest(int withoutFilter, string? code, string words)
    {
        await using var site = await CkanSite.StartAsync(3);
        site.Instead = context => context.Request.Query.ContainsKey("fq") ? null : CkanSite.Body($$$"""{"success":true,"result":{"count":{{{withoutFilter}}},"results":[]}}""");

        var (records, reading, problems) = await site.ReadAsync(site.Connector(incremental: false, new CkanBlock { Api = new Uri("http://x"), Filter = "organization:t131032" }));

        Assert.Equal((3, true, 2), (records.Count, reading.ReachedEnd, site.Asked.Count));
        Assert.Equal(code, problems.SingleOrDefault()?.Problem.Code);
        Assert.Contains(words, problems.SingleOrDefault()?.Problem.Detail ?? "", StringComparison.Ordinal);
    }
}
