using System.Text;
using System.Text.Json;
using Harvester.Connectors.Ckan;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Ckan;

public sealed class CkanConnectorTests
{
    private const string Json = "application/json;charset=utf-8";

    private static string Package(int number, string more = "") =>
        $$"""{"id":"id-{{number:d5}}","name":"name-{{number:d5}}","title":"データ {{number}}"{{more}}}""";

    private static string Page(long count, IEnumerable<string> packages) =>
        $$"""{"help":"h","success":true,"result":{"count":{{count}},"facets":{},"results":[{{string.Join(",", packages)}}],"sort":"id asc"} }""";

    private static (int, string, byte[]) Answer(string body, int status = 200, string type = Json) => (status, type, Encoding.UTF8.GetBytes(body));

    private static int Number(HttpContext context, string name) => int.Parse(context.Request.Query[name]!);

    /// <summary>A CKAN with so many packages that gives at most <paramref name="cap"/> rows, whatever is asked for.</summary>
    private static Func<HttpContext, (int, string, byte[])> Portal(int count, int cap = 1000) => context =>
    {
        var start = Number(context, "start");
        var rows = Math.Min(Number(context, "rows"), cap);
        return Answer(Page(count, Enumerable.Range(start, Math.Clamp(count - start, 0, rows)).Select(i => Package(i))));
    };

    private static async Task<(List<SourceRecord> Records, Reading Reading, List<RunProblem> Problems, IReadOnlyList<string> Paths)> ReadAsync(
        Func<HttpContext, (int, string, byte[])> answer, CkanBlock? block = null, HttpBlock? http = null)
    {
        await using var server = await LoopbackServer.StartAsync(answer);
        using var network = Sources.Network();
        var file = Sources.Ckan(server.Url, block, http);
        var (records, reading, problems) = await Sources.ReadAsync(new CkanConnector(file, network.FetcherFor(file)));
        // that a way round was gone is tested with the ways
        return (records, reading, [.. problems.Where(p => p.Problem.Code != "action-not-offered")], [.. server.Requests.Select(r => r.Path)]);
    }

    private static async Task<SourceException> FaultAsync(Func<HttpContext, (int, string, byte[])> answer, CkanBlock? block = null) =>
        await Assert.ThrowsAsync<SourceException>(() => ReadAsync(answer, block));

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(i => $"id-{i:d5}");

    [Fact]
    public async Task Listing_IsReadPageByPageToItsEnd()
    {
        var (records, reading, problems, paths) = await ReadAsync(Portal(1203));

        Assert.Equal(Ids(1203), records.Select(r => r.RecordId));
        Assert.Equal(Enumerable.Range(1, 1203).Select(i => (long)i), records.Select(r => r.Position));
        Assert.Equal((1203, true, 3, 3), (reading.Announced, reading.ReachedEnd, reading.Pages, reading.Requests));
        Assert.Empty(reading.Doubts);
        Assert.Empty(problems);
        Assert.Equal("/api/3/action/package_search?rows=500&start=500&sort=id%20asc", paths[1]);
    }

    [Fact]
    public async Task Record_IsThePackageAsItCame()
    {
        var (records, _, _, _) = await ReadAsync(_ => Answer(Page(1, ["{ \"id\" : \"a/b\",\n \"name\":\"日本\" , \"x\":null}"])));

        var record = Assert.Single(records);
        Assert.Equal("{ \"id\" : \"a/b\",\n \"name\":\"日本\" , \"x\":null}", Encoding.UTF8.GetString(record.Payload.Span));
        Assert.Equal(("minato-ckan", "a/b", RecordKind.Ckan), (record.Source, record.RecordId, record.Kind));
        Assert.EndsWith("/dataset/%E6%97%A5%E6%9C%AC", record.RecordUrl, StringComparison.Ordinal);
        Assert.DoesNotContain("/api/", record.RecordUrl, StringComparison.Ordinal);
        Assert.Equal(RecordHash.Of(record.Payload.Span), record.RawHash);
    }

    [Fact]
    public async Task IdentityByName_SortsAndIdentifiesByName()
    {
        var (records, _, problems, paths) = await ReadAsync(
            context => Answer(Page(context.Request.Query.ContainsKey("fq") ? 2 : 9, [Package(1), """{"id":"no-name"}"""])), new CkanBlock { Api = new Uri("http://x"), Identity = CkanIdentity.Name, Filter = "organization:t131032 AND a b" });

        Assert.Equal("name-00001", Assert.Single(records).RecordId);
        Assert.Equal("no-identifier", Assert.Single(problems).Problem.Code);
        Assert.Equal("/api/3/action/package_search?rows=500&start=0&sort=name%20asc&fq=organization%3At131032%20AND%20a%20b", paths[0]);
    }

    [Fact]
    public async Task VolatileMembersAndKeyOrder_DoNotChangeTheHash_ButTheSourcesWordOnAChangeDoes()
    {
        string[] variants =
        [
            """{"id":"a","metadata_modified":"1","tracking_summary":{"total":1},"resources":[{"url":"u","tracking_summary":{"total":3}}]}""",
            """{"tracking_summary":{"total":2},"id":"a","resources":[{"tracking_summary":{"total":4},"url":"\u0075"}],  "metadata_modified":"1"}""",
            """{"id":"a","metadata_modified":"2","tracking_summary":{"total":1},"resources":[{"url":"u","tracking_summary":{"total":3}}]}""",
        ];
        var hashes = new List<string>();
        foreach (var variant in variants)
            hashes.Add((await ReadAsync(_ => Answer(Page(1, [variant])))).Records.Single().RawHash);

        Assert.Equal(hashes[0], hashes[1]);
        Assert.NotEqual(hashes[0], hashes[2]);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(7)]
    public async Task ServerThatCapsRows_IsReadWhole(int cap)
    {
        var (records, reading, _, _) = await ReadAsync(Portal(350, cap));

        Assert.Equal(Ids(350), records.Select(r => r.RecordId));
        Assert.True(reading.ReachedEnd);
        Assert.Equal((350 + cap - 1) / cap, reading.Requests);
    }

    [Fact]
    public async Task ServerThatIgnoresRowsAndGivesMore_IsReadOnce()
    {
        var (records, reading, _, _) = await ReadAsync(_ => Answer(Page(1200, Enumerable.Range(0, 1200).Select(i => Package(i)))));

        Assert.Equal((1200, 1, true), (records.Count, reading.Requests, reading.ReachedEnd));
    }

    [Fact]
    public async Task PagesThatBecomeEmptyBeforeTheCount_AreADoubt()
    {
        var (records, reading, _, _) = await ReadAsync(context => Number(context, "start") >= 1000 ? Answer(Page(1700, [])) : Portal(1700)(context));

        Assert.Equal((1000, false, 3), (records.Count, reading.ReachedEnd, reading.Requests));
        Assert.Contains("page from record 1001 on is empty", Assert.Single(reading.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OnlyTheFirstPageWhateverIsAskedFor_IsADoubt()
    {
        var (records, reading, _, _) = await ReadAsync(_ => Answer(Page(2000, Enumerable.Range(0, 500).Select(i => Package(i)))));

        Assert.Equal((500, false, 2), (records.Count, reading.ReachedEnd, reading.Requests));
        Assert.Contains("only repeats", Assert.Single(reading.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnsortedServerWithRepeatsAndGaps_IsADoubt()
    {
        var (records, reading, problems, _) = await ReadAsync(context =>
        {
            var start = Number(context, "start");
            return Answer(Page(1000, Enumerable.Range(start == 0 ? 0 : 400, 500).Select(i => Package(i))));
        });

        Assert.Equal((900, false), (records.Count, reading.ReachedEnd));
        Assert.Contains("announces 1000 records", Assert.Single(reading.Doubts), StringComparison.Ordinal);
        Assert.Equal("repeated-record", Assert.Single(problems).Problem.Code);
    }

    [Fact]
    public async Task CountTooLow_IsNotBelieved()
    {
        var (records, reading, _, _) = await ReadAsync(context =>
        {
            var start = Number(context, "start");
            return Answer(Page(10, Enumerable.Range(start, Math.Clamp(1200 - start, 0, 500)).Select(i => Package(i))));
        });

        Assert.Equal((1200, true), (records.Count, reading.ReachedEnd));
    }

    [Fact]
    public async Task CountAbsent_PagesAreReadUntilOneIsEmpty()
    {
        var (records, reading, _, _) = await ReadAsync(context =>
        {
            var start = Number(context, "start");
            return Answer($$"""{"success":true,"result":{"results":[{{string.Join(",", Enumerable.Range(start, Math.Clamp(700 - start, 0, 500)).Select(i => Package(i)))}}]} }""");
        });

        Assert.Equal((700, true, null), (records.Count, reading.ReachedEnd, reading.Announced));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(250)]
    [InlineData(700)]
    [InlineData(1099)]
    public async Task RecordInsertedWhilePaging_NothingIsLostOrDoubled(int where)
    {
        var ids = Enumerable.Range(0, 1100).Select(i => i * 2).ToList();
        var (records, reading, _, _) = await ReadAsync(Moving(ids, afterFirst: () => ids.Insert(where, (where * 2) - 1)));

        Assert.Equal(ids.Select(i => $"id-{i:d5}"), records.Select(r => r.RecordId).Order());
        Assert.Equal((1101, true), (reading.Announced, reading.ReachedEnd));
        Assert.Empty(reading.Doubts);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(499, 1)]
    [InlineData(3, 40)]
    [InlineData(900, 5)]
    public async Task RecordsRemovedWhilePaging_NoOtherIsLost(int where, int howMany)
    {
        var ids = Enumerable.Range(0, 1100).ToList();
        var (records, reading, _, _) = await ReadAsync(Moving(ids, afterFirst: () => ids.RemoveRange(where, howMany)));

        Assert.Empty(ids.Select(i => $"id-{i:d5}").Except(records.Select(r => r.RecordId)));
        Assert.Equal(records.Count, records.DistinctBy(r => r.RecordId).Count());
        Assert.Equal((1100 - howMany, true), (reading.Announced, reading.ReachedEnd));
    }

    [Fact]
    public async Task CountThatGoesUpAndDownForEver_EndsInDoubt()
    {
        var asked = 0;
        var (_, reading, _, _) = await ReadAsync(context =>
        {
            var start = Number(context, "start");
            return Answer(Page(asked++ % 2 == 0 ? 3000 : 1000, Enumerable.Range(start, Math.Clamp(3000 - start, 0, 500)).Select(i => Package(i))));
        });

        Assert.False(reading.ReachedEnd);
        Assert.NotEmpty(reading.Doubts);
        Assert.InRange(reading.Requests, 3, 200);
    }

    private static Func<HttpContext, (int, string, byte[])> Moving(List<int> ids, Action afterFirst)
    {
        var asked = 0;
        return context =>
        {
            if (asked++ == 1)
                afterFirst();
            var start = Number(context, "start");
            return Answer(Page(ids.Count, ids.Skip(start).Take(Number(context, "rows")).Select(i => Package(i))));
        };
    }

    [Fact]
    public async Task LaterPageThatFails_KeepsWhatCameAndDoubts()
    {
        var (records, reading, problems, _) = await ReadAsync(context => Number(context, "start") == 1000 ? Answer("down", 500, "text/html") : Portal(3203)(context));

        Assert.Equal((1000, false), (records.Count, reading.ReachedEnd));
        Assert.StartsWith("page 3 of 7 (from record 1001 on) could not be read: 127.0.0.1 answered with status 500", Assert.Single(reading.Doubts), StringComparison.Ordinal);
        Assert.Equal("http-500", Assert.Single(problems).Problem.Code);
    }

    [Fact]
    public async Task FirstPageThatFails_FailsTheSource() =>
        Assert.Equal("http-500", (await FaultAsync(_ => Answer("", 500))).Code);

    [Fact]
    public async Task SuccessFalse_FailsWithTheSourcesMessage()
    {
        var fault = await FaultAsync(_ => Answer("""{"success":false,"error":{"__type":"Search Error","message":"検索できません"}}"""));

        Assert.Equal(("ckan-error", Whose.Source), (fault.Code, fault.Whose));
        Assert.Contains("検索できません", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body>メンテナンス中</body></html>", "html-instead-of-json")]
    [InlineData("\n <html>", "html-instead-of-json")]
    [InlineData("{\"success\":true,\"result\":{\"count\":1,\"results\":[{\"id\":\"a\"", "not-json")]
    [InlineData("{\"success\":true,\"result\":{\"count\":1,\"results\":[{\"id\":'a'}]}}", "not-json")]
    [InlineData("{\"success\":true,\"result\":{\"count\":0,\"results\":[]}} trailing", "not-json")]
    [InlineData("{\"data\":[]}", "not-ckan")]
    [InlineData("[]", "not-ckan")]
    [InlineData("{\"success\":true,\"result\":[]}", "not-ckan")]
    public async Task AnswerThatIsNoListing_FailsTheSource(string body, string code) =>
        Assert.Equal(code, (await FaultAsync(_ => Answer(body))).Code);

    [Theory]
    [InlineData("{\"success\":true,\n\"result\":{\"count\":1,\"results\":[{\"id\":'a'}]}}", "at byte 54 of 61")]
    [InlineData("{\"success\":true,", "ends in the middle, at byte 16")]
    public async Task InvalidJson_IsLocated(string body, string where) =>
        Assert.Contains(where, (await FaultAsync(_ => Answer(body))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task EntriesThatCannotBeUsed_AreCountedAndTheRestGoesOn()
    {
        string[] packages = [Package(1), "null", "\"text\"", """{"name":"x"}""", """{"id":""}""", """{"id":["a"]}""", """{"id":"s","title":"\ud800"}""", Package(2)];
        var (records, reading, problems, _) = await ReadAsync(_ => Answer(Page(8, packages)));

        Assert.Equal(["id-00001", "id-00002"], records.Select(r => r.RecordId));
        Assert.Equal([1L, 8L], records.Select(r => r.Position));
        Assert.Equal((6, true), (reading.Unreadable, reading.ReachedEnd));
        Assert.Equal(["unreadable-record", "unreadable-record", "no-identifier", "no-identifier", "no-identifier", "unreadable-record"], problems.Select(p => p.Problem.Code));
        Assert.Empty(reading.Doubts);
    }

    [Fact]
    public async Task BytesThatAreNoUtf8_CostTheirRecordOnly()
    {
        var body = Encoding.UTF8.GetBytes(Page(2, ["""{"id":"bad","title":"@@"}""", Package(1)]));
        body.AsSpan().Replace((byte)'@', (byte)0x83);
        var (records, reading, _, _) = await ReadAsync(_ => (200, Json, body));

        Assert.Equal(("id-00001", 1), (Assert.Single(records).RecordId, reading.Unreadable));
    }

    [Fact]
    public async Task DraftsDeletedAndPrivate_AreExcludedAndCounted()
    {
        string[] packages = [Package(1, ",\"state\":\"deleted\""), Package(2, ",\"state\":\"draft\""), Package(3, ",\"private\":true"), Package(4, ",\"state\":\"active\",\"private\":false")];
        var (records, reading, problems, _) = await ReadAsync(_ => Answer(Page(4, packages)));

        Assert.Equal("id-00004", Assert.Single(records).RecordId);
        Assert.Equal((3, true), (reading.Excluded, reading.ReachedEnd));
        Assert.Equal(["deleted", "draft", "true"], problems.Select(p => p.Problem.Value));
        Assert.Equal(["id-00001", "id-00002", "id-00003"], problems.Select(p => p.RecordId));
        Assert.Equal(reading.Announced, records.Count + reading.Excluded);
    }

    [Fact]
    public async Task DraftOfThePackageList_IsExcludedAndCounted()
    {
        var portal = ListAndShow(404);
        var (records, reading, problems, _) = await ReadAsync(context =>
            context.Request.Query["id"] == "name-00007" ? Answer($$"""{"success":true,"result":{{Package(7, ",\"state\":\"draft\"")}}}""") : portal(context));

        Assert.Equal((29, 1, 30, true), (records.Count, reading.Excluded, reading.Announced, reading.ReachedEnd));
        Assert.Equal(("not-public", "id-00007", 8L), (Assert.Single(problems).Problem.Code, problems[0].RecordId, problems[0].Position));
        Assert.Empty(reading.Doubts);
    }

    [Fact]
    public async Task SameIdTwiceOnOnePage_IsLeftToTheRunToReport()
    {
        var (records, _, _, _) = await ReadAsync(_ => Answer(Page(2, [Package(1), Package(1)])));

        Assert.Equal([1L, 2L], records.Select(r => r.Position));
    }

    [Fact]
    public async Task EmptyCatalogue_YieldsNothingAndReachesItsEnd()
    {
        var (records, reading, _, _) = await ReadAsync(Portal(0));

        Assert.Empty(records);
        Assert.Equal((0, true), (reading.Announced, reading.ReachedEnd));
    }

    [Fact]
    public async Task PageAboveTheSizeLimit_IsAskedForInSmallerParts()
    {
        var http = Sources.Quick with { MaxBytes = 20_000 };
        var (records, reading, _, _) = await ReadAsync(Portal(900), http: http);

        Assert.Equal(Ids(900), records.Select(r => r.RecordId));
        Assert.True(reading.ReachedEnd);
    }

    [Theory]
    [InlineData(404)]
    [InlineData(400)]
    [InlineData(409)]
    [InlineData(200)]
    public async Task WithoutPackageSearch_ListAndShowAreUsed(int status)
    {
        var (records, reading, _, _) = await ReadAsync(ListAndShow(status), http: Sources.Quick with { Concurrency = 3 });

        Assert.Equal(Enumerable.Range(0, 30).Select(i => $"id-{i:d5}"), records.Select(r => r.RecordId));
        Assert.Equal((30, true), (reading.Announced, reading.ReachedEnd));
        Assert.Empty(reading.Doubts);
    }

    [Fact]
    public async Task PackageThatCannotBeFetched_IsUnread_AndTheListingStaysWhole()
    {
        var portal = ListAndShow(404);
        var (records, reading, problems, _) = await ReadAsync(context =>
            context.Request.Query["id"] == "name-00007" ? Answer("", 500) : portal(context));

        Assert.Equal((29, 1, 30, true), (records.Count, reading.Unreadable, reading.Announced, reading.ReachedEnd));
        Assert.Empty(reading.Doubts);
        Assert.Equal(("http-500", 8L), (Assert.Single(problems).Problem.Code, problems[0].Position));
    }

    [Fact]
    public async Task PackageShowThatAnswersAnArray_IsUnderstood()
    {
        var (records, _, _, _) = await ReadAsync(context => context.Request.Path.Value!.EndsWith("package_show", StringComparison.Ordinal)
            ? Answer($$"""{"success":true,"result":[{{Package(0, ",\"tags\":\"a,b\",\"resources\":null")}}]}""")
            : context.Request.Path.Value!.EndsWith("package_list", StringComparison.Ordinal) ? Answer("""{"success":true,"result":["a"]}""") : Answer("", 404));

        Assert.Equal("id-00000", Assert.Single(records).RecordId);
    }

    [Fact]
    public async Task SearchThatRefusesAFilter_IsNotRepairedByReadingTheWholeCatalogue()
    {
        var fault = await FaultAsync(ListAndShow(409), new CkanBlock { Api = new Uri("http://x"), Filter = "organization:t131032" });

        Assert.Equal("http-409", fault.Code);
    }

    [Fact]
    public async Task SiteWhosePackagesAllFail_IsNotAskedForAllOfThem()
    {
        var asked = 0;
        var fault = await FaultAsync(context =>
        {
            if (context.Request.Path.Value!.EndsWith("package_list", StringComparison.Ordinal))
                return Answer($$"""{"success":true,"result":[{{string.Join(",", Enumerable.Range(0, 500).Select(i => $"\"n{i}\""))}}]}""");
            asked++;
            return Answer("", 404);
        });

        Assert.Equal("http-404", fault.Code);
        Assert.InRange(asked, 20, 25);
    }

    [Fact]
    public async Task SiteThatGoesDownAmongItsPackages_IsGivenUp()
    {
        var asked = 0;
        var (records, reading, problems, _) = await ReadAsync(context =>
        {
            if (context.Request.Path.Value!.EndsWith("package_list", StringComparison.Ordinal))
                return Answer($$"""{"success":true,"result":[{{string.Join(",", Enumerable.Range(0, 500).Select(i => $"\"n{i}\""))}}]}""");
            if (!context.Request.Path.Value!.EndsWith("package_show", StringComparison.Ordinal))
                return Answer("", 404);
            return asked++ is 0 or 15 ? Answer($$"""{"success":true,"result":{{Package(asked)}}}""") : Answer("", 404);
        });

        Assert.Equal((2, 34, false), (records.Count, reading.Unreadable, reading.ReachedEnd));
        Assert.Equal(36, asked);
        Assert.Contains("20 packages in a row", Assert.Single(reading.Doubts), StringComparison.Ordinal);
        Assert.All(problems, problem => Assert.Equal("http-404", problem.Problem.Code));
    }

    [Theory] // a quarter of an hour of trouble costs the pages that it hit, and no listing
    [InlineData(10, 2, true)]
    [InlineData(12, 3, true)]
    [InlineData(30, 20, false)]
    public async Task TroubleAmongThePackages_IsWaitedOut(int faults, int lost, bool whole)
    {
        var asked = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
            context.Request.Path.Value!.EndsWith("package_list", StringComparison.Ordinal) ? Answer($$"""{"success":true,"result":[{{string.Join(",", Enumerable.Range(0, 60).Select(i => $"\"n{i}\""))}}]}""")
            : ++asked > 1 && asked <= 1 + faults ? (503, "text/plain", [])
            : Answer($$"""{"success":true,"result":{{Package(asked)}}}"""));
        using var network = Sources.Network();
        var file = Sources.Ckan(server.Url, new CkanBlock { Api = server.Url, Listing = CkanListing.PackageList });

        var (records, reading, _) = await Sources.ReadAsync(new CkanConnector(file, network.FetcherFor(file)));

        Assert.Equal((whole ? 60 - lost : 1, (long)lost, whole), (records.Count, reading.Unreadable, reading.ReachedEnd));
    }

    [Theory]
    [InlineData("""{"success":false,"error":{"message":"Access denied","__type":"Authorization Error"}}""", "Access denied (Authorization Error)")]
    [InlineData("""{"success":false,"error":{"__type":"Validation Error","rows":["Must be a natural number","Too large"],"resources":[{},{"url":["Missing value"]}]}}""",
        "rows: Must be a natural number, Too large; resources.url: Missing value (Validation Error)")]
    [InlineData("""{"success":false,"error":{"message":{"q":"Solr is away"},"__type":"Search Error"}}""", "message.q: Solr is away (Search Error)")]
    [InlineData("""{"success":false,"error":"no such thing"}""", "no such thing")]
    [InlineData("""{"success":false,"error":{"__type":"Not Found Error"}}""", "Not Found Error")]
    public async Task CkansWordsForAnError_AreShownPlainly(string body, string words)
    {
        foreach (var status in (int[])[200, 403, 404, 409])
        {
            var help = $$"""{"help":"{{new string('h', 3000)}}",""";
            var fault = await FaultAsync(context => context.Request.Path.Value!.EndsWith("package_list", StringComparison.Ordinal) ? Answer(help + body[1..], status) : Answer("", 404));

            Assert.Contains($": {words}", fault.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("\"success\"", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("""{"success":false,"error":{"message":"bad key hunter2-hunter2"}}""")]
    [InlineData("""{"success":false,"error":{"key":"hunter2-hunter2"}}""")]
    [InlineData("""{"success":false,"error":"hunter2-hunter2"}""")]
    public async Task RefusalThatEchoesTheKey_IsToldWithoutIt(string body)
    {
        await using var server = await LoopbackServer.StartAsync(_ => Answer(body));
        using var network = Sources.Network(secret: "hunter2-hunter2");
        var file = Sources.Ckan(server.Url, http: Sources.Quick with { SecretHeader = "X-Key" });

        var fault = await Assert.ThrowsAsync<SourceException>(() => Sources.ReadAsync(new CkanConnector(file, network.FetcherFor(file))));

        Assert.Equal("hunter2-hunter2", server.Requests.First().Headers["X-Key"]);
        Assert.Equal("ckan-error", fault.Code);
        Assert.Contains("***", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task KeyAtTheEdgeOfAnExcerpt_IsHiddenBeforeTheTextIsCut()
    {
        await using var server = await LoopbackServer.StartAsync(_ => Answer($$"""{"success":false,"error":"{{new string('x', 293)}}hunter2-hunter2"}"""));
        using var network = Sources.Network(secret: "hunter2-hunter2");
        var file = Sources.Ckan(server.Url, http: Sources.Quick with { SecretHeader = "X-Key" });

        var fault = await Assert.ThrowsAsync<SourceException>(() => Sources.ReadAsync(new CkanConnector(file, network.FetcherFor(file))));

        Assert.DoesNotContain("hunter2", fault.ToString(), StringComparison.Ordinal);
    }

    private static Func<HttpContext, (int, string, byte[])> ListAndShow(int searchStatus) => context => context.Request.Path.Value!.Split('/')[^1] switch
    {
        "package_list" => Answer($$"""{"success":true,"result":[{{string.Join(",", Enumerable.Range(0, 30).Select(i => $"\"name-{i:d5}\""))}}]}"""),
        "package_show" => Answer($$"""{"success":true,"result":{{Package(int.Parse(context.Request.Query["id"].ToString()[5..]))}}}"""),
        _ => Answer("""{"success":false,"error":"no search here"}""", searchStatus),
    };

    [Fact]
    public async Task NextPage_IsFetchedWhileTheCurrentIsUsed_ButNotMoreThanOne()
    {
        await using var server = await LoopbackServer.StartAsync(Portal(5000));
        using var network = Sources.Network();
        var file = Sources.Ckan(server.Url);
        var reading = new Reading();
        await using var records = new CkanConnector(file, network.FetcherFor(file)).ReadAsync(reading, TestContext.Current.CancellationToken).GetAsyncEnumerator(TestContext.Current.CancellationToken);

        await records.MoveNextAsync();

        Assert.Equal(2, reading.Requests);
    }

    [Theory]
    [InlineData("ckan_dataset.json", CkanIdentity.Id, "2988a6aa-2802-4f32-b846-d4520c79c4b7")]
    [InlineData("ckan_dataset_multilingual.json", CkanIdentity.Name, "test-dataset-multilingual")]
    [InlineData("ckan_full_dataset_dcat_ap.json", CkanIdentity.Name, "test-dataset-shacl")]
    [InlineData("full_ckan_dataset_legacy.json", CkanIdentity.Id, "756d6426-d52d-492a-a263-599ad1caa123")]
    [InlineData("tokyo_package_minato.json", CkanIdentity.Name, "t131032d0000000271")]
    public async Task RealPackage_ComesThroughWhole(string name, CkanIdentity identity, string id)
    {
        var package = SharedFiles.Read($"real/ckan/{name}");
        var (records, _, problems, _) = await ReadAsync(
            _ => Answer(Page(1, [Encoding.UTF8.GetString(package)])), new CkanBlock { Api = new Uri("http://x"), Identity = identity });

        Assert.Empty(problems);
        var record = Assert.Single(records);
        Assert.Equal(id, record.RecordId);
        Assert.Equal(RecordHash.Of(package), RecordHash.Of(record.Payload.Span));
    }

    [Fact]
    public async Task RealAnswerThatAnnounces858AndHoldsTwo_IsADoubt()
    {
        var answer = SharedFiles.Read("real/ckan/envidat_package_search.json");
        var (records, reading, _, _) = await ReadAsync(_ => (200, Json, answer));

        Assert.Equal((2, 858, false), (records.Count, reading.Announced, reading.ReachedEnd));
        Assert.Single(reading.Doubts);
        using var whole = JsonDocument.Parse(answer);
        Assert.Equal(
            whole.RootElement.GetProperty("result").GetProperty("results").EnumerateArray().Select(p => p.GetProperty("id").GetString()), records.Select(r => r.RecordId));
    }
}
