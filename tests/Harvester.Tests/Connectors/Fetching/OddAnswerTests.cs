using System.IO.Compression;
using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching;

/// <summary>Answers that HTTP allows and nobody expects, and some that it does not allow.</summary>
public sealed class OddAnswerTests
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly SkippingClock clock = new();
    private readonly Reading reading = new();

    private async Task<string> GetAsync(Uri url, HttpBlock? http = null, FetchingOptions? options = null, string? secret = null)
    {
        using var network = Sources.Network(options ?? Sources.Options(clock), secret);
        return Encoding.UTF8.GetString((await network.FetcherFor(Sources.List(url, http: http)).GetBytesAsync(url, "*/*", reading, Cancel)).Bytes);
    }

    private async Task<string> CodeAsync(Uri url) => (await Assert.ThrowsAsync<SourceException>(() => GetAsync(url))).Code;

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n", "empty-body")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\n\r\n", "empty-body")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "empty-body")]
    [InlineData("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n", "http-302")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort", "truncated")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nshort\r\n", "truncated")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nshort\r\n0\r\n\r\n", "truncated")]
    [InlineData("SSH-2.0-OpenSSH_9.6\r\n\r\n", "bad-answer")]
    [InlineData("", "unreachable")]
    public async Task AnswerThatGivesNothing_IsAFaultOfItsOwn(string answer, string code)
    {
        await using var server = RawServer.Start(answer);

        Assert.Equal(code, await CodeAsync(server.Url));
    }

    [Theory]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole")]
    [InlineData("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwhole, and more than it declares")]
    [InlineData("HTTP/1.1 200 OK\r\n\r\nwhole")]
    [InlineData("HTTP/1.0 200 OK\r\n\r\nwhole")]
    [InlineData("HTTP/1.1 200\r\nContent-Length: 5\r\n\r\nwhole")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n5\r\nwhole\r\n0\r\n\r\n")]
    [InlineData("HTTP/1.1 203 Non-Authoritative\r\nContent-Length: 5\r\n\r\nwhole")]
    public async Task OddAnswerThatIsWhole_IsRead(string answer)
    {
        await using var server = RawServer.Start(answer);

        Assert.Equal("whole", await GetAsync(server.Url));
    }

    [Fact]
    public async Task HeadersWithoutEnd_AreCutOff()
    {
        await using var server = RawServer.Start($"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 100_000)}\r\n\r\nwhole");

        var fault = await Assert.ThrowsAsync<SourceException>(() => GetAsync(server.Url));

        Assert.Equal(("bad-answer", Whose.Source), (fault.Code, fault.Whose));
        Assert.Contains("longer than 64 kB", fault.Message, StringComparison.Ordinal);
        Assert.Empty(clock.Pauses);
    }

    [Fact]
    public async Task Request_OffersCompression()
    {
        await using var server = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("ok"));

        await GetAsync(server.Url);

        var offered = server.Requests.Single().Headers.AcceptEncoding.ToString();
        Assert.All(["gzip", "deflate", "br"], encoding => Assert.Contains(encoding, offered, StringComparison.Ordinal));
    }

    [Theory] // pitfall 57
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task BombThatExpandsToAGigabyte_IsCutOff_AndMemoryStaysFlat(string encoding)
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = encoding;
            await using Stream packing = encoding switch
            {
                "gzip" => new GZipStream(context.Response.Body, CompressionLevel.Fastest),
                "br" => new BrotliStream(context.Response.Body, CompressionLevel.Fastest),
                _ => new ZLibStream(context.Response.Body, CompressionLevel.Fastest),
            };
            var nothing = new byte[1 << 20];
            for (var megabyte = 0; megabyte < 1024 && !context.RequestAborted.IsCancellationRequested; megabyte++)
                await packing.WriteAsync(nothing);
        });
        using var network = Sources.Network(Sources.Options(clock));
        await using var body = await network.FetcherFor(Sources.List(server.Url, http: Sources.Quick with { MaxBytes = 8 << 20 })).GetAsync(server.Url, "*/*", reading, Cancel);
        var buffer = new byte[1 << 16];

        var fault = await Assert.ThrowsAsync<SourceException>(async () =>
        {
            while (await body.Content.ReadAsync(buffer, Cancel) > 0)
            {
            }
        });

        Assert.Equal("too-large", fault.Code);
        Assert.InRange(reading.Bytes, 8 << 20, (8 << 20) + buffer.Length);
    }

    [Fact] // pitfall 55
    public async Task DowngradeToHttp_IsFollowedWithoutTheKey_AndReported()
    {
        using var authority = Certificates.Authority("Example CA G1");
        using var certificate = Certificates.For("127.0.0.1", authority);
        await using var plain = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("plain"));
        await using var secure = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = new Uri(plain.Url, "/list").AbsoluteUri;
            return Task.CompletedTask;
        }, certificate);

        var text = await GetAsync(secure.Url, Sources.Quick with { SecretHeader = "X-Key" }, Sources.Options(clock) with { TrustedRoot = authority }, "k-3f9a");

        Assert.Equal("plain", text);
        Assert.Equal("k-3f9a", secure.Requests.Single().Headers["X-Key"]);
        Assert.DoesNotContain("X-Key", plain.Requests.Single().Headers.Keys);
        var problem = Assert.Single(reading.TakeProblems()).Problem;
        Assert.Equal(("insecure-redirect", Severity.Warning, Whose.Source), (problem.Code, problem.Severity, problem.Whose));
    }

    [Fact] // pitfall 55
    public async Task UpgradeToHttps_IsFollowed_AndNothingIsReported()
    {
        using var authority = Certificates.Authority("Example CA G1");
        using var certificate = Certificates.For("127.0.0.1", authority);
        await using var secure = await LoopbackServer.StartAsync(context => context.Response.WriteAsync("secure"), certificate);
        await using var plain = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 301;
            context.Response.Headers.Location = secure.Url.AbsoluteUri;
            return Task.CompletedTask;
        });
        var options = Sources.Options(clock) with { TrustedRoot = authority };

        Assert.Equal(["secure", "secure"], [await GetAsync(plain.Url, options: options), await GetAsync(plain.Url, options: options)]);
        Assert.Empty(reading.TakeProblems());
    }

    [Theory] // pitfall 55: whatever the spelling, the address behind it counts
    [InlineData("http://0x7f000001/")]
    [InlineData("http://0177.0.0.1/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://127.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("http://[::ffff:7f00:1]/")]
    [InlineData("http://[0:0:0:0:0:ffff:169.254.169.254]/")]
    [InlineData("http://[fe80::1]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://0xa9fea9fe/")]
    [InlineData("http://localhost/")]
    [InlineData("http://LOCALHOST/")]
    public async Task AddressThatIsNotPublicInAnySpelling_IsRefused(string url)
    {
        using var network = Sources.Network(Sources.Options(clock) with { AllowPrivateNetworks = false });
        var address = new Uri(url);

        var fault = await Assert.ThrowsAsync<SourceException>(() => network.FetcherFor(Sources.List(address)).GetAsync(address, "*/*", reading, Cancel));

        Assert.Equal(("address-not-public", Whose.Ours), (fault.Code, fault.Whose));
        Assert.DoesNotContain("robots.txt", fault.Message, StringComparison.Ordinal);
    }
}
