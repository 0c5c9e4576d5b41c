using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Xunit;

namespace Harvester.Tests.Connectors.Ckan;

/// <summary>Reading what changed, by metadata_modified.</summary>
public sealed class CkanChangesTests
{
    private static readonly DateTimeOffset Since = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static Reading Changes(params string[] again) => new() { Full = false, ChangedSince = Since, TryAgain = again, Now = Since.AddDays(10) };

    [Fact]
    public async Task Changes_AreAskedForWithAnOverlap_AndCountedAlone()
    {
        await using var site = await CkanSite.StartAsync(30);
        site.Put(7, "2026-03-01T11:30:00.5");
        site.Put(8, "2026-03-05T09:00:00.123456");

        var (records, reading, problems) = await site.ReadAsync(site.Connector(), Changes());

        Assert.Equal(["id-00007", "id-00008"], records.Select(r => r.RecordId));
        Assert.Equal((true, true, 2, 1), (reading.ChangesOnly, reading.ReachedEnd, reading.Announced, reading.Requests));
        Assert.Equal(new DateTimeOffset(2026, 3, 5, 9, 0, 0, TimeSpan.Zero).AddTicks(1234560), reading.NewestChange);
        Assert.Equal("/api/3/action/package_search?rows=500&start=0&sort=id asc&fq=metadata_modified:[2026-03-01T11:00:00Z TO *]", Assert.Single(site.Asked));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("organization:t131032", "organization:t131032 AND metadata_modified:[2026-03-01T11:00:00Z TO *]")]
    [InlineData("-tags:x", "-tags:x AND metadata_modified:[2026-03-01T11:00:00Z TO *]")]
    [InlineData("groups:a OR groups:b", "(groups:a OR groups:b) AND metadata_modified:[2026-03-01T11:00:00Z TO *]")]
    public async Task Filter_GoesWithTheRange(string filter, string fq)
    {
        await using var site = await CkanSite.StartAsync(1);

        await site.ReadAsync(site.Connector(block: new CkanBlock { Api = new Uri("http://x"), Filter = filter }), Changes());

        Assert.EndsWith($"&fq={fq}", Assert.Single(site.Asked), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NothingChanged_IsAnEmptyCompleteReading()
    {
        await using var site = await CkanSite.StartAsync(30);

        var (records, reading, problems) = await site.ReadAsync(site.Connector(), Changes());

        Assert.Empty(records);
        Assert.Empty(problems);
        Assert.Equal((true, true, 0, null), (reading.ChangesOnly, reading.ReachedEnd, reading.Announced, reading.NewestChange));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task WholeListing_WhenTheRunOrTheFileAsksForIt(bool full, bool incremental)
    {
        await using var site = await CkanSite.StartAsync(30);

        var (records, reading, _) = await site.ReadAsync(site.Connector(incremental), new Reading { Full = full, ChangedSince = full ? null : Since });

        Assert.Equal((30, false), (records.Count, reading.ChangesOnly));
    }

    [Theory]
    [InlineData(400, "Search Query is invalid: 'Invalid search query: undefined field metadata_modified'")]
    [InlineData(409, "Search error")]
    [InlineData(500, "Solr")]
    [InlineData(200, "Search error")]
    public async Task SourceThatRefusesTheRange_IsReadWhole_AndTheRunSaysSo(int status, string message)
    {
        await using var site = await CkanSite.StartAsync(30);
        site.Instead = context => context.Request.QueryString.Value!.Contains("metadata_modified", StringComparison.Ordinal)
            ? CkanSite.Body($$"""{"success":false,"error":{"__type":"Search Error","message":"{{message}}"} }""", status) : null;

        var (records, reading, problems) = await site.ReadAsync(site.Connector(), Changes());

        Assert.Equal((30, false, true), (records.Count, reading.ChangesOnly, reading.ReachedEnd));
        var problem = Assert.Single(problems).Problem;
        Assert.Equal(("action-not-offered", Severity.Info), (problem.Code, problem.Severity));
        Assert.Contains(message, problem.Detail, StringComparison.Ordinal);
        Assert.Contains("the whole listing was read instead", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourceThatIgnoresTheRange_IsNoticed_AndItsAnswerIsAWholeListing()
    {
        await using var site = await CkanSite.StartAsync(30);
        site.HeedsRange = false;

        var (records, reading, problems) = await site.ReadAsync(site.Connector(), Changes());

        Assert.Equal((30, false, true, 30), (records.Count, reading.ChangesOnly, reading.ReachedEnd, reading.Announced));
        Assert.Equal("changes-not-told", Assert.Single(problems).Problem.Code);
    }

    [Fact]
    public async Task OldStampInAChangeListThatIsNotTheWhole_StaysAChange()
    {
        await using var site = await CkanSite.StartAsync(30);
        site.Instead = context => context.Request.QueryString.Value!.Contains("metadata_modified", StringComparison.Ordinal)
            ? CkanSite.Body("""{"success":true,"result":{"count":1,"results":[{"id":"id-00001","metadata_modified":"2020-01-01T00:00:00"}]}}""") : null;

        var (records, reading, problems) = await site.ReadAsync(site.Connector(), Changes());

        Assert.Single(records);
        Assert.Equal((true, true), (reading.ChangesOnly, reading.ReachedEnd));
        Assert.Equal("odd-stamps", Assert.Single(problems).Problem.Code);
    }

    [Theory]
    [InlineData("9999-12-31T00:00:00")]
    [InlineData("2031-01-01T00:00:00")]
    public async Task StampOfTheFuture_IsNotWhereTheNextRunBegins(string stamp)
    {
        await using var site = await CkanSite.StartAsync();
        site.Put(1, "2026-03-02T00:00:00");
        site.Put(2, stamp);

        var (records, reading, _) = await site.ReadAsync(reading: new Reading { Now = Since.AddDays(10) });

        Assert.Equal(2, records.Count);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero), reading.NewestChange);
    }

    [Theory]
    [InlineData("\"2026-03-02T09:00:00+09:00\"", true)]
    [InlineData("\"2026-03-02T00:00:00Z\"", true)]
    [InlineData("\"2026-03-02T00:00:00.000000\"", true)]
    [InlineData("\"Mon, 03/02/2026 - 00:00\"", false)]
    [InlineData("20260302", false)]
    [InlineData("null", false)]
    public async Task Stamp_IsUtcUnlessItSaysOtherwise(string stamp, bool read)
    {
        await using var site = await CkanSite.StartAsync();
        site.Instead = _ => CkanSite.Body($$"""{"success":true,"result":{"count":1,"results":[{"id":"a","metadata_modified":{{stamp}} }]} }""");

        var (_, reading, _) = await site.ReadAsync();

        Assert.Equal(read ? new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero) : null, reading.NewestChange);
    }

    [Fact]
    public async Task RecordThatFailedBefore_IsAskedForBesideTheChanges_UnlessItIsAmongThem()
    {
        await using var site = await CkanSite.StartAsync(30);
        site.Put(7, "2026-03-05T00:00:00");

        var (records, reading, problems) = await site.ReadAsync(site.Connector(), Changes("id-00007", "id-00009", "name-00011"));

        Assert.Equal(["id-00007", "id-00009", "id-00011"], records.Select(r => r.RecordId));
        Assert.Equal((3, true), (reading.Requests, reading.ReachedEnd));
        Assert.Empty(reading.NotTaken);
        Assert.Empty(problems);
    }

    [Fact]
    public async Task RecordThatFailedBefore_IsNotAskedForPastTheFilter_ButTheWholeIsRead()
    {
        await using var site = await CkanSite.StartAsync(30);

        var (records, reading, _) = await site.ReadAsync(site.Connector(block: new CkanBlock { Api = new Uri("http://x"), Filter = "organization:t131032" }), Changes("id-00009"));

        Assert.Equal((30, false, true), (records.Count, reading.ChangesOnly, reading.ReachedEnd));
        Assert.DoesNotContain(site.Asked, asked => asked.Contains("package_show", StringComparison.Ordinal) || asked.Contains("metadata_modified", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Not Found Error", 0)]
    [InlineData("Search Error", 1)]
    public async Task RefusedRecord_IsGoneOnlyWhereTheSiteSaysSo(string type, int left)
    {
        await using var site = await CkanSite.StartAsync(30);
        site.Instead = context => context.Request.Query["id"] == "id-00009" ? CkanSite.Body($$$"""{"success":false,"error":{"message":"no","__type":"{{{type}}}"}}""") : null;

        var (_, reading, _) = await site.ReadAsync(site.Connector(), Changes("id-00009"));

        Assert.Equal(left, reading.NotTaken.Count);
    }

    [Fact]
    public async Task RecordThatFailsAgain_StaysToBeTried_AndOneThatIsGoneDoesNot()
    {
        await using var site = await CkanSite.StartAsync(30);
        site.Packages.Remove("id-00009");
        site.Put(10, "2026-01-01T00:00:00", ""","x":1""")["state"] = "deleted";
        site.Instead = context => context.Request.Query["id"] == "id-00011" ? CkanSite.Body("", 502) : null;

        var (records, reading, problems) = await site.ReadAsync(site.Connector(), Changes("id-00009", "id-00010", "id-00011"));

        Assert.Empty(records);
        Assert.Equal(["id-00011"], reading.NotTaken);
        Assert.Equal(["gone-since id-00009", "http-502 id-00011", "not-public id-00010"], problems.Select(p => $"{p.Problem.Code} {p.RecordId}").Order());
    }

    [Fact]
    public async Task SiteThatIsDownForSingleRecords_IsNotAskedForAllOfThem_AndForgetsNone()
    {
        await using var site = await CkanSite.StartAsync(30);
        site.Instead = context => context.Request.Query.ContainsKey("id") ? CkanSite.Body("", 403) : null;

        var (_, reading, _) = await site.ReadAsync(site.Connector(), Changes([.. Enumerable.Range(1, 60).Select(CkanSite.Id)]));

        Assert.Equal(60, reading.NotTaken.Count);
        Assert.InRange(reading.Requests, 21, 25);
    }

    [Fact]
    public async Task PackageThatCannotBeFetched_IsRememberedForTheNextRun()
    {
        await using var site = await CkanSite.StartAsync(5);
        site.Offers.Remove("package_search");
        site.Offers.Remove("current_package_list_with_resources");
        site.Instead = context => context.Request.Query["id"] == "name-00003" ? CkanSite.Body("", 500) : null;

        var (records, reading, _) = await site.ReadAsync();

        Assert.Equal(4, records.Count);
        Assert.Equal(["name-00003"], reading.NotTaken);
    }
}
