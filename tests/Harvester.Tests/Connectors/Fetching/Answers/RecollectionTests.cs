using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage.Sqlite;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching.Answers;

/// <summary>When an answer is kept, when it is asked about, and what a 304 is worth (RFC 9110, RFC 9111).</summary>
[Collection("MemoryTests")] // one of them measures memory
public sealed class RecollectionTests : IAsyncLifetime
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-answers-").FullName;
    private SqliteStore store = null!;
    private ValidatingSite site = null!;

    public async ValueTask InitializeAsync()
    {
        store = await SqliteStore.OpenAsync(Path.Combine(folder, "catalogue.db"), TimeProvider.System, Cancel);
        site = await ValidatingSite.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        await store.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private async Task<(string Text, FetchedBody Body, Reading Reading)> GetAsync(
        Uri url, string accept = "text/csv", ConnectorFile? file = null, string? secret = null, HttpBlock? http = null)
    {
        using var network = Sources.Network(secret: secret);
        var reading = new Reading { Full = false, Answers = store.Answers };
        await using var body = await network.FetcherFor(file ?? Sources.List(url, http: http)).GetAsync(url, accept, reading, Cancel);
        return (Encoding.UTF8.GetString(await body.ReadAllAsync(Cancel)), body, reading);
    }

    private Task<KeptAnswer?> KeptAsync(Uri url, string source = "ota-list") => store.Answers.FindAsync(source, url.AbsoluteUri, Cancel);

    [Fact]
    public async Task KeptAnswer_ComesBackAsItCame()
    {
        var url = site.Put("/x", "公園", "text/csv; charset=\"UTF-8\"");
        site.Instead = context =>
        {
            context.Response.Headers.Link = "</x2>; rel=next";
            return false;
        };
        var first = await GetAsync(url);
        site.Instead = null;

        var second = await GetAsync(url);

        Assert.Equal([200, 304], site.Answers);
        Assert.Equal(("公園", "text/csv", "UTF-8", "/x2"), (second.Text, second.Body.MediaType, second.Body.Charset, second.Body.NextLink?.AbsolutePath));
        Assert.Equal((first.Body.MediaType, first.Body.Charset, first.Body.NextLink, first.Body.Url), (second.Body.MediaType, second.Body.Charset, second.Body.NextLink, second.Body.Url));
        Assert.Equal((1, 0, 1), (second.Reading.NotModified, second.Reading.Bytes, second.Reading.Requests));
    }

    [Fact]
    public async Task OtherAccept_IsAnotherAnswer()
    {
        var url = site.Put("/x", "a", "text/csv");
        await GetAsync(url);
        await GetAsync(url, "text/turtle");

        Assert.Equal([200, 200], site.Answers);
        Assert.Equal("text/turtle", (await KeptAsync(url))?.Accept);
    }

    [Fact]
    public async Task OtherSource_KnowsNothingOfIt()
    {
        var url = site.Put("/x", "a", "text/csv");
        await GetAsync(url);
        var file = Sources.List(url);
        await GetAsync(url, file: file with { Source = file.Source with { Id = "chuo-list" } });

        Assert.Equal([200, 200], site.Answers);
    }

    [Fact]
    public async Task Ckan_KeepsNothing()
    {
        var url = site.Put("/x", "{}", "application/json");
        await GetAsync(url, "application/json", Sources.Ckan(url));
        await GetAsync(url, "application/json", Sources.Ckan(url));

        Assert.Equal([200, 200], site.Answers);
        Assert.Null(await KeptAsync(url, "minato-ckan"));
    }

    [Theory]
    [InlineData("no-store")]
    [InlineData("private, no-store, max-age=0")]
    public async Task AnswerThatForbidsKeeping_IsNotKept(string cacheControl)
    {
        var url = site.Put("/x", "a", "text/csv");
        site.Instead = context =>
        {
            context.Response.Headers.CacheControl = cacheControl;
            return false;
        };
        await GetAsync(url);

        Assert.Null(await KeptAsync(url));
    }

    [Fact]
    public async Task AnswerWithoutValidators_IsNotKept()
    {
        var url = site.Put("/x", "a", "text/csv", etag: null);
        await GetAsync(url);

        Assert.Null(await KeptAsync(url));
    }

    [Fact] // RFC 9110, 8.8.2.2: it may change again within that second
    public async Task LastModifiedOfThisSecond_IsNoValidator()
    {
        var url = site.Put("/x", "a", "text/csv", etag: null, lastModified: TimeProvider.System.GetUtcNow().ToString("R"));
        await GetAsync(url);

        Assert.Null(await KeptAsync(url));
    }

    [Fact]
    public async Task BodyThatBreaksOff_IsNotKept()
    {
        await using var server = RawServer.Start("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nContent-Length: 1000\r\n\r\nonly this");

        Assert.Equal("truncated", (await Assert.ThrowsAsync<SourceException>(() => GetAsync(server.Url))).Code);
        Assert.Null(await KeptAsync(server.Url));
    }

    [Theory] // cut on the way, it would end like a whole one, and every later run would be told that nothing has changed
    [InlineData("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nConnection: close\r\n\r\nonly this")]
    [InlineData("HTTP/1.0 200 OK\r\nETag: \"a\"\r\n\r\nonly this")]
    public async Task BodyThatEndsWithItsConnection_IsNotKept(string answer)
    {
        await using var server = RawServer.Start(answer);

        Assert.Equal("only this", (await GetAsync(server.Url)).Text);
        Assert.Null(await KeptAsync(server.Url));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nConnection: close\r\nContent-Length: 3\r\n\r\nall")]
    [InlineData("HTTP/1.1 200 OK\r\nETag: \"a\"\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nall\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.0 200 OK\r\nETag: a\r\nContent-Length: 3\r\n\r\nall")]
    public async Task BodyWithAKnownEnd_IsKept(string answer)
    {
        await using var server = RawServer.Start(answer);

        Assert.Equal("all", (await GetAsync(server.Url)).Text);
        Assert.Equal(3, (await KeptAsync(server.Url))?.Length);
    }

    [Fact]
    public async Task BodyThatIsNotReadToItsEnd_IsNotKept()
    {
        var url = site.Put("/x", new string('x', 100_000), "text/csv");
        using var network = Sources.Network();
        await using (var body = await network.FetcherFor(Sources.List(url)).GetAsync(url, "text/csv", new Reading { Full = false, Answers = store.Answers }, Cancel))
            await body.Content.ReadExactlyAsync(new byte[20_000], Cancel);

        Assert.Null(await KeptAsync(url));
    }

    [Theory]
    [InlineData("<!doctype html><title>ただいまメンテナンス中</title>", "maintenance-page")]
    [InlineData("<html><body><script>document.cookie='a=1';location.reload()</script>", "bot-challenge")]
    [InlineData("", "empty-body")]
    public async Task AnswerThatIsNoData_IsNotKept(string body, string code)
    {
        var url = site.Put("/x", body, "text/html");

        Assert.Equal(code, (await Assert.ThrowsAsync<SourceException>(() => GetAsync(url))).Code);
        Assert.Null(await KeptAsync(url));
    }

    [Fact]
    public async Task Redirect_IsAskedAgain_AndItsTargetConditionally()
    {
        site.Put("/new", "a", "text/csv");
        var old = new Uri(site.Url, "/old");
        var target = "/new";
        site.Instead = context =>
        {
            if (context.Request.Path != "/old")
                return false;
            context.Response.Redirect(target);
            return true;
        };
        await GetAsync(old);
        var second = await GetAsync(old);
        Assert.Equal([302, 200, 302, 304], site.Answers);
        Assert.Equal(["", ""], site.Requests.Where((_, i) => i is 0 or 2).Select(headers => headers.IfNoneMatch.ToString()));
        Assert.Equal(("a", "/new"), (second.Text, second.Body.Url.AbsolutePath));

        // it leads elsewhere now: what is known of the former target says nothing of this one
        site.Put("/newer", "b", "text/csv");
        target = "/newer";
        Assert.Equal("b", (await GetAsync(old)).Text);
        Assert.Equal("", site.Requests[^1].IfNoneMatch.ToString());
    }

    [Fact]
    public async Task NotModifiedThatNobodyAskedFor_IsAskedOnceMore_PastCaches()
    {
        var url = site.Put("/x", "a", "text/csv");
        var confused = true;
        site.Instead = context =>
        {
            if (!confused)
                return false;
            confused = false;
            context.Response.StatusCode = 304;
            return true;
        };

        Assert.Equal("a", (await GetAsync(url)).Text);
        Assert.Equal([304, 200], site.Answers);
        Assert.Equal("no-cache", site.Requests[1].CacheControl.ToString());
    }

    [Fact]
    public async Task ServerThatAlwaysSays304_IsAFault()
    {
        var url = site.Put("/x", "a", "text/csv");
        site.Instead = context =>
        {
            context.Response.StatusCode = 304;
            return true;
        };

        Assert.Equal("http-304", (await Assert.ThrowsAsync<SourceException>(() => GetAsync(url))).Code);
        Assert.Equal(2, site.Requests.Count);
    }

    [Fact]
    public async Task AnswerThatWasLostMeanwhile_IsAskedForAsAWhole()
    {
        var url = site.Put("/x", "a", "text/csv");
        await GetAsync(url);
        site.Instead = context =>
        {
            if (context.Request.Headers.IfNoneMatch.Count > 0)
                store.Answers.PruneAsync("ota-list", _ => false, Cancel).GetAwaiter().GetResult();
            return false;
        };

        Assert.Equal("a", (await GetAsync(url)).Text);
        Assert.Equal([200, 304, 200], site.Answers);
    }

    [Fact]
    public async Task KeptBodyAboveTheLimit_IsNotRead()
    {
        var url = site.Put("/x", new string('x', 2000), "text/csv");
        await GetAsync(url);

        Assert.Equal("too-large", (await Assert.ThrowsAsync<SourceException>(() => GetAsync(url, http: Sources.Quick with { MaxBytes = 1000 }))).Code);
        Assert.Equal([200, 200], site.Answers);
    }

    [Fact]
    public async Task SecretHeader_IsNotKept_NorAnAddressThatEchoesIt()
    {
        var url = site.Put("/x", "a", "text/csv");
        site.Put("/y", "a", "text/csv");
        site.Instead = context =>
        {
            if (context.Request.Path != "/old")
                return false;
            context.Response.Redirect("/y?key=" + context.Request.Headers["X-Key"]);
            return true;
        };
        var http = Sources.Quick with { SecretHeader = "X-Key" };
        var old = new Uri(url, "/old");

        await GetAsync(url, http: http, secret: "hunter2");
        await GetAsync(old, http: http, secret: "hunter2");

        Assert.DoesNotContain("hunter2", (await KeptAsync(url))!.ToString(), StringComparison.Ordinal);
        Assert.Null(await KeptAsync(old));
    }

    [Fact]
    public async Task LargeBody_IsNeverInMemoryAsAWhole()
    {
        const int Megabytes = 60;
        var chunk = new byte[1 << 20];
        new Random(1).NextBytes(chunk);
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ETag = "\"a\"";
            if (context.Request.Headers.IfNoneMatch == "\"a\"")
            {
                context.Response.StatusCode = 304;
                return;
            }

            context.Response.ContentLength = (long)Megabytes << 20;
            for (var i = 0; i < Megabytes; i++)
                await context.Response.Body.WriteAsync(chunk);
        });
        using var network = Sources.Network();
        var buffer = new byte[1 << 20];
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var round = 0; round < 2; round++)
        {
            var reading = new Reading { Full = false, Answers = store.Answers };
            await using var body = await network.FetcherFor(Sources.List(server.Url)).GetAsync(server.Url, "text/csv", reading, Cancel);
            for (var i = 0; i < Megabytes; i++)
            {
                await body.Content.ReadExactlyAsync(buffer, Cancel);
                Assert.True(buffer.AsSpan().SequenceEqual(chunk));
                if (i == Megabytes - 1)
                    Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 << 20);
            }

            Assert.Equal(0, await body.Content.ReadAsync(buffer, Cancel));
            Assert.Equal(round, reading.NotModified);
            Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, 16 << 20);
        }
    }
}
