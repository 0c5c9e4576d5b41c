using System.IO.Compression;
using System.Net;
using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching;

public sealed class FetcherTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly Reading reading = new();
    private readonly SkippingClock clock = new();

    private static RequestDelegate Status(int status, Action<HttpResponse>? more = null) => context =>
    {
        context.Response.StatusCode = status;
        more?.Invoke(context.Response);
        return Task.CompletedTask;
    };

    private static RequestDelegate Text(string text) => context => context.Response.WriteAsync(text);

    private async Task<string> GetAsync(Uri url, HttpBlock? http = null, FetchingOptions? options = null, Uri? source = null, string? secret = null)
    {
        using var network = Sources.Network(options ?? Sources.Options(clock), secret);
        var fetcher = network.FetcherFor(Sources.Ckan(source ?? url, http: http));
        await using var body = await fetcher.GetAsync(url, "text/plain", reading, Cancel);
        return Encoding.UTF8.GetString(await body.ReadAllAsync(Cancel));
    }

    private async Task<SourceException> FaultAsync(Uri url, HttpBlock? http = null, FetchingOptions? options = null, Uri? source = null, string? secret = null) =>
        await Assert.ThrowsAsync<SourceException>(() => GetAsync(url, http, options, source, secret));

    private static HttpBlock Within(double seconds, long maxBytes = 1 << 20) =>
        Sources.Quick with { Timeout = TimeSpan.FromSeconds(seconds), MaxBytes = maxBytes };

    [Fact]
    public async Task Request_NamesUsAndOurContact_AndIsCounted()
    {
        await using var server = await LoopbackServer.StartAsync(Text("こんにちは"));

        Assert.Equal("こんにちは", await GetAsync(server.Url));

        var headers = Assert.Single(server.Requests).Headers;
        Assert.Equal("Harvester/0.1 (+https://harvester.example/contact)", headers.UserAgent);
        Assert.Equal("text/plain", headers.Accept);
        Assert.Equal((1, 15), (reading.Requests, reading.Bytes));
    }

    [Fact]
    public async Task PassingFault_IsRetriedWithPauses()
    {
        var count = 0;
        await using var server = await LoopbackServer.StartAsync(context => ++count < 4 ? Status(503)(context) : Text("ok")(context));

        Assert.Equal("ok", await GetAsync(server.Url));
        Assert.Equal(3, clock.Pauses.Count);
    }

    [Theory]
    [InlineData(500, 4, Whose.Source)]
    [InlineData(408, 4, Whose.Source)]
    [InlineData(429, 4, Whose.Source)]
    [InlineData(404, 1, Whose.Ours)]
    [InlineData(401, 1, Whose.Source)]
    [InlineData(403, 1, Whose.Source)]
    [InlineData(304, 1, Whose.Source)]
    public async Task StatusOtherThan2xx_IsAFaultOfItsOwnCode(int status, int requests, Whose whose)
    {
        await using var server = await LoopbackServer.StartAsync(Status(status));

        var fault = await FaultAsync(server.Url);

        Assert.Equal(($"http-{status}", whose, requests), (fault.Code, fault.Whose, server.Requests.Count));
        Assert.Contains("127.0.0.1", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RetryAfterInSeconds_IsObeyed()
    {
        var count = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
            count++ == 0 ? Status(429, r => r.Headers.RetryAfter = "120")(context) : Text("ok")(context));

        Assert.Equal("ok", await GetAsync(server.Url));
        Assert.Equal(TimeSpan.FromSeconds(120), clock.Pauses.First());
    }

    [Fact]
    public async Task RetryAfterAsDate_IsObeyed()
    {
        var count = 0;
        await using var server = await LoopbackServer.StartAsync(context =>
            count++ == 0 ? Status(503, r => r.Headers.RetryAfter = clock.GetUtcNow().AddSeconds(90).ToString("R"))(context) : Text("ok")(context));

        Assert.Equal("ok", await GetAsync(server.Url));
        Assert.Equal(TimeSpan.FromSeconds(90), clock.Pauses.First());
    }

    [Fact]
    public async Task RetryAfterLongerThanARunWaits_FailsAtOnceAndSaysSo()
    {
        await using var server = await LoopbackServer.StartAsync(Status(429, r => r.Headers.RetryAfter = "86400"));

        var fault = await FaultAsync(server.Url);

        Assert.Equal(("http-429", 1), (fault.Code, server.Requests.Count));
        Assert.Contains("86400 s", fault.Message, StringComparison.Ordinal);
        Assert.Empty(clock.Pauses);
        Assert.Equal(clock.GetUtcNow().AddDays(1), reading.NotBefore);
    }

    [Fact]
    public async Task ServerThatNeverAnswers_TimesOutAndIsNamed()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });

        var fault = await FaultAsync(server.Url, Within(0.1));

        Assert.Equal("timeout", fault.Code);
        Assert.Contains("127.0.0.1 did not answer within 0.1 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DripOfSingleBytes_IsCutByTheTimeoutOfTheWholeBody()
    {
        await using var server = await LoopbackServer.StartAsync(DripAsync(TimeSpan.FromMilliseconds(20)));

        var fault = await FaultAsync(server.Url, Within(0.5));

        Assert.Equal("timeout", fault.Code);
        Assert.Contains("had not finished", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SilenceWithinABody_IsCutByTheIdleTimeout()
    {
        await using var server = await LoopbackServer.StartAsync(DripAsync(TimeSpan.FromMinutes(5)));

        var fault = await FaultAsync(server.Url, Within(60), Sources.Options(clock) with { IdleTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal("timeout", fault.Code);
        Assert.Contains("fell silent", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SlowConsumer_IsNotTheServersFault()
    {
        await using var server = await LoopbackServer.StartAsync(Text(new string('x', 500_000)));
        using var network = Sources.Network(Sources.Options(clock));
        var fetcher = network.FetcherFor(Sources.Ckan(server.Url, http: Within(2)));
        await using var body = await fetcher.GetAsync(server.Url, "*/*", reading, Cancel);
        var buffer = new byte[100_000];
        await body.Content.ReadExactlyAsync(buffer, Cancel);

        await Task.Delay(TimeSpan.FromSeconds(2.2), TimeProvider.System, Cancel); // real: what is tested is real time that must not count

        Assert.Equal(400_000, (await body.ReadAllAsync(Cancel)).Length);
    }

    [Fact]
    public async Task Cancellation_StopsASlowDownload()
    {
        await using var server = await LoopbackServer.StartAsync(DripAsync(TimeSpan.FromMinutes(5)));
        using var network = Sources.Network(Sources.Options(clock));
        using var stop = new CancellationTokenSource();
        await using var body = await network.FetcherFor(Sources.Ckan(server.Url)).GetAsync(server.Url, "*/*", reading, stop.Token);
        var read = body.ReadAllAsync(stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => read);
    }

    [Fact]
    public async Task ResetBeforeTheAnswer_IsUnreachableAfterRetries()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.Equal("unreachable", (await FaultAsync(server.Url)).Code);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task ClosedPort_IsUnreachable()
    {
        Uri gone;
        await using (var server = await LoopbackServer.StartAsync(Text("")))
            gone = server.Url;

        var fault = await FaultAsync(gone);

        Assert.Equal("unreachable", fault.Code);
        Assert.Contains("refuses the connection", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnknownName_IsUnreachable() =>
        Assert.Contains("name cannot be resolved", (await FaultAsync(new Uri("http://no-such-host.invalid/"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task BodyShorterThanItsContentLength_IsTruncated()
    {
        await using var server = RawServer.Start("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this");

        var fault = await FaultAsync(server.Url);

        Assert.Equal("truncated", fault.Code);
        Assert.Contains("after 9 bytes of the 1000 that its Content-Length declares", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ChunkedBodyThatBreaksOff_IsTruncated()
    {
        await using var server = RawServer.Start("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n9\r\nonly this\r\n");

        Assert.Equal("truncated", (await FaultAsync(server.Url)).Code);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task CompressedBody_IsDecompressed_AndTruncationInItNoticed(string encoding)
    {
        var text = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i * 7919 % 10007}、"));
        var packed = Compress(encoding, Encoding.UTF8.GetBytes(text));
        await using var whole = await LoopbackServer.StartAsync(Packed(encoding, packed));
        await using var half = await LoopbackServer.StartAsync(Packed(encoding, packed[..(packed.Length / 2)]));

        Assert.Equal(text, await GetAsync(whole.Url));
        Assert.Equal("truncated", (await FaultAsync(half.Url)).Code);
    }

    [Fact]
    public async Task GzipBomb_IsCutOffAtTheLimit()
    {
        var bomb = Compress("gzip", new byte[100_000_000]);
        await using var server = await LoopbackServer.StartAsync(Packed("gzip", bomb));

        Assert.Equal("too-large", (await FaultAsync(server.Url, Within(20, maxBytes: 1_000_000))).Code);
        Assert.InRange(reading.Bytes, 1_000_000, 1_200_000);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task BodyAboveTheLimit_IsTooLarge(bool declared)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            if (declared)
                context.Response.ContentLength = 2_000;
            await context.Response.Body.WriteAsync(new byte[2_000]);
        });

        var fault = await FaultAsync(server.Url, Within(20, maxBytes: 1_999));

        Assert.Equal(("too-large", Whose.Ours), (fault.Code, fault.Whose));
        Assert.Contains("http.max-bytes", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Redirect_IsFollowedAndItsAddressKept()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
            context.Request.Path == "/new" ? Text("moved")(context) : Status(301, r => r.Headers.Location = "/new")(context));
        using var network = Sources.Network(Sources.Options(clock));

        await using var body = await network.FetcherFor(Sources.Ckan(server.Url)).GetAsync(server.Url, "*/*", reading, Cancel);

        Assert.Equal("/new", body.Url.AbsolutePath);
    }

    [Theory]
    [InlineData("//")]
    [InlineData("http://")]
    [InlineData("http://a:b:c/")]
    [InlineData("//[/")]
    public async Task RedirectToWhatIsNoAddress_IsAFault(string target)
    {
        await using var server = await LoopbackServer.StartAsync(Status(302, r => r.Headers.Location = target));

        var fault = await FaultAsync(server.Url);

        Assert.Equal("http-302", fault.Code);
        Assert.Contains("redirects to nowhere", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedirectLoop_StopsAfterFive()
    {
        await using var server = await LoopbackServer.StartAsync(context => Status(302, r => r.Headers.Location = "/" + context.Request.Path.Value!.Length)(context));

        Assert.Equal("too-many-redirects", (await FaultAsync(server.Url)).Code);
        Assert.Equal(6, server.Requests.Count);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data", "address-not-public")]
    [InlineData("http://127.0.0.1:1/", "address-not-public")]
    [InlineData("http://[::ffff:10.0.0.1]/", "address-not-public")]
    [InlineData("http://localhost/", "address-not-public")]
    [InlineData("http://2130706433/", "address-not-public")]
    [InlineData("ftp://example.com/file", "not-http")]
    [InlineData("file:///etc/passwd", "not-http")]
    public async Task RedirectToWhereWeMustNotGo_IsRefused(string target, string code)
    {
        await using var server = await LoopbackServer.StartAsync(Status(302, r => r.Headers.Location = target));
        var options = Sources.Options(clock) with { AllowPrivateNetworks = false, ConnectTo = new Dictionary<string, IPEndPoint> { ["portal.example"] = server.EndPoint } };

        var fault = await FaultAsync(new Uri("http://portal.example/"), options: options);

        Assert.Equal(code, fault.Code);
        Assert.Single(server.Requests);
        Assert.StartsWith("http://portal.example/ redirects to ", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedirectToTheVeryServerByItsAddress_IsRefusedThoughItsNameIsAllowed()
    {
        LoopbackServer? self = null;
        await using var server = await LoopbackServer.StartAsync(context => Status(302, r => r.Headers.Location = self!.Url.AbsoluteUri)(context));
        self = server;
        var options = Sources.Options(clock) with { AllowPrivateNetworks = false, ConnectTo = new Dictionary<string, IPEndPoint> { ["portal.example"] = server.EndPoint } };

        Assert.Equal("address-not-public", (await FaultAsync(new Uri("http://portal.example/"), options: options)).Code);
        Assert.Single(server.Requests);
        Assert.Equal("portal.example", server.Requests.First().Headers.Host);
    }

    [Theory]
    [InlineData("http://localhost/")]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    public async Task AddressThatIsNotPublic_IsRefusedUnlessAllowed(string url)
    {
        var fault = await FaultAsync(new Uri(url), options: Sources.Options(clock) with { AllowPrivateNetworks = false });

        Assert.Equal(("address-not-public", Whose.Ours), (fault.Code, fault.Whose));
        Assert.Contains("--allow-private-networks", fault.Message, StringComparison.Ordinal);
        Assert.Empty(clock.Pauses);
    }

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    public async Task AddressOfAnotherScheme_IsNotAsked(string url) => Assert.Equal("not-http", (await FaultAsync(new Uri(url))).Code);

    [Fact]
    public async Task SecretHeader_GoesToItsHostOnly_AndIntoNoMessage()
    {
        const string Secret = "k-3f9a";
        var http = Sources.Quick with { SecretHeader = "X-Key" };
        await using var elsewhere = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 403;
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync("go away, " + context.Request.Query["echo"]);
        });
        await using var own = await LoopbackServer.StartAsync(context =>
            Status(302, r => r.Headers.Location = $"{elsewhere.Url}?echo={context.Request.Headers["X-Key"]}")(context));

        var fault = await FaultAsync(own.Url, http, secret: Secret);

        Assert.Equal(Secret, own.Requests.Single().Headers["X-Key"]);
        Assert.DoesNotContain("X-Key", elsewhere.Requests.Single().Headers.Keys);
        Assert.DoesNotContain(Secret, fault.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, fault.Url, StringComparison.Ordinal);
        Assert.Contains("go away, ***", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("two\r\nlines")]
    public async Task SecretHeaderWithoutUsableValue_SaysWhichVariableToSet(string? value)
    {
        await using var server = await LoopbackServer.StartAsync(Text("ok"));

        var fault = await FaultAsync(server.Url, Sources.Quick with { SecretHeader = "X-Key" }, secret: value);

        Assert.Equal("secret-missing", fault.Code);
        Assert.Contains("HARVESTER_SECRET_MINATO_CKAN", fault.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task PasswordInAnAddress_IsInNoMessage()
    {
        await using var server = await LoopbackServer.StartAsync(Status(404));

        var fault = await FaultAsync(new UriBuilder(server.Url) { UserName = "u", Password = "p4ssw0rd" }.Uri);

        Assert.DoesNotContain("p4ssw0rd", fault.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WholeBodyThatBreaksOffOnce_IsAskedForAgain()
    {
        await using var server = RawServer.Start(
            "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwh", "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole");
        using var network = Sources.Network(Sources.Options(clock));

        var answer = await network.FetcherFor(Sources.Ckan(server.Url)).GetBytesAsync(server.Url, "*/*", reading, Cancel);

        Assert.Equal("whole"u8, answer.Bytes);
    }

    [Fact]
    public async Task AnswerWithoutContent_IsAFaultWhereContentIsNeeded()
    {
        await using var server = await LoopbackServer.StartAsync(Status(202));
        using var network = Sources.Network(Sources.Options(clock));

        var fault = await Assert.ThrowsAsync<SourceException>(
            () => network.FetcherFor(Sources.Ckan(server.Url)).GetBytesAsync(server.Url, "*/*", reading, Cancel));

        Assert.Equal("empty-body", fault.Code);
    }

    [Theory]
    [InlineData("<?page=2>; rel=\"next\"", "/list?page=2")]
    [InlineData("<?page=1>; rel=\"prev\", </list?page=3>; title=\"a, b\"; rel=\"last next\"", "/list?page=3")]
    [InlineData("<?page=1>; rel=prev", null)]
    [InlineData("<?page=4>; rel=next", "/list?page=4")]
    [InlineData("<?page=4>; rel=\"nextish\"", null)]
    public async Task LinkHeader_GivesTheNextPage(string header, string? expected)
    {
        await using var server = await LoopbackServer.StartAsync(Status(200, r => r.Headers.Link = header));
        using var network = Sources.Network(Sources.Options(clock));

        await using var body = await network.FetcherFor(Sources.Ckan(server.Url)).GetAsync(new Uri(server.Url, "/list"), "*/*", reading, Cancel);

        Assert.Equal(expected, body.NextLink?.PathAndQuery);
    }

    [Fact]
    public async Task TwoSourcesOnOneHost_ShareItsPauses()
    {
        await using var server = await LoopbackServer.StartAsync(Text("ok"));
        using var network = Sources.Network(Sources.Options(clock));
        var http = Sources.Quick with { Delay = TimeSpan.FromSeconds(7) };

        foreach (var fetcher in new[] { network.FetcherFor(Sources.Ckan(server.Url, http: http)), network.FetcherFor(Sources.List(server.Url, http: http)) })
            await fetcher.GetBytesAsync(server.Url, "*/*", reading, Cancel);

        Assert.Equal([TimeSpan.FromSeconds(7), TimeSpan.FromSeconds(7)], clock.Pauses); // robots.txt, then one request of each
    }

    [Fact]
    public async Task ConcurrencyOfAHost_IsNotExceeded()
    {
        var (now, most) = (0, 0);
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(TimeSpan.FromMilliseconds(30), TimeProvider.System);
            Interlocked.Decrement(ref now);
            await context.Response.WriteAsync("ok");
        });
        using var network = Sources.Network(Sources.Options(clock));
        var fetcher = network.FetcherFor(Sources.Ckan(server.Url, http: Sources.Quick with { Concurrency = 2 }));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => fetcher.GetBytesAsync(server.Url, "*/*", reading, Cancel)));

        Assert.Equal(2, most);
    }

    private static RequestDelegate DripAsync(TimeSpan pause) => async context =>
    {
        for (var i = 0; i < 10_000 && !context.RequestAborted.IsCancellationRequested; i++)
        {
            await context.Response.WriteAsync("x");
            await context.Response.Body.FlushAsync();
            await Task.Delay(pause, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    };

    private static RequestDelegate Packed(string encoding, byte[] body) => async context =>
    {
        context.Response.Headers.ContentEncoding = encoding;
        await context.Response.Body.WriteAsync(body);
    };

    private static byte[] Compress(string encoding, byte[] body)
    {
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            _ => new ZLibStream(packed, CompressionLevel.Fastest),
        })
            packing.Write(body);
        return packed.ToArray();
    }
}
