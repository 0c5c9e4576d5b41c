using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using CsCheck;
using Harvester.Tests.Publishing;
using Harvester.Web;
using Harvester.Web.Requests;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>What requests may look like, and what every answer has.</summary>
public sealed class RequestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static readonly string[] Addresses =
    [
        "/api/v1/datasets", "/api/v1/datasets/minato~1", "/api/v1/datasets/minato~1/history", "/api/v1/changes", "/api/v1/find", "/api/v1/coverage", "/api/v1/coverage/history",
        "/api/v1/duplicates", "/api/v1/sources", "/api/v1/runs", "/api/v1/problems", "/feed.atom", "/municipalities/131032/feed.atom", "/sitemap.xml", "/sitemap-part.xml",
        "/dumps/manifest.json", "/dumps/catalog.csv", "/openapi/v1.json",
    ];

    private static readonly string[] Names = ["limit", "cursor", "source", "publisher", "state", "q", "since", "epoch", "fields", "day", "theme", "format", "licence", "canonical", "changedSince", "sort", "from", "to", "run", "before", "rows", "%00", "a[b]", "$where", ""];

    private static readonly string[] Hostile =
    [
        "-1", "0", "99999999999999999999", "1e9", "NaN", "2026-02-30", "2026-13-01", "0000-00-00", "令和6年2月30日", "..", "../../etc/passwd", "%00", "%FF%FE", "%C0%AF", "%", "%2", "%zz", "%ED%A0%80",
        "(.*+)+$", "[", "\\", "' OR 1=1 --", "\"; DROP TABLE datasets; --", "{\"$gt\":\"\"}", "<script>alert(1)</script>", "<urn:x> . <a", "=1+1", "@SUM(1)", "\r\nSet-Cookie: x=1", "\u202e", "１２３", "\ud83d\ude00",
    ];

    [Fact]
    public async Task NoQuery_BreaksAnything_AndWhatCannotBeUsedIsToldWhy()
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園"));
        var value = Gen.Frequency((3, OneOf(Hostile).Select(Escaped)), (1, Gen.String[0, 40].Where(text => text.IsWhole()).Select(Uri.EscapeDataString)), (1, Gen.Int[-5, 2000].Select(number => $"{number}")));
        var query = Gen.Select(OneOf(Names), value, (name, text) => $"{name}={text}").Array[0, 3];

        await Gen.Select(OneOf(Addresses), query).SampleAsync(
            async asked =>
            {
                var address = $"{asked.Item1}?{string.Join('&', asked.Item2)}";
                var (status, type, body) = await RawAsync(site, address);
                Assert.True(status is 200 or 308 or 400 or 404 or 410, $"{address}: {status}");
                if (status < 400)
                    return;
                Assert.Equal("application/problem+json", type);
                using var problem = JsonDocument.Parse(body);
                Assert.False(string.IsNullOrWhiteSpace(problem.RootElement.GetProperty("detail").GetString()), address);
            },
            iter: 300,
            threads: 1);

        // Escapes that are wrong in themselves stay; what cannot stand in a request line at all is escaped.
        static string Escaped(string text) => text.Contains('%', StringComparison.Ordinal) ? text : Uri.EscapeDataString(text);
    }

    private static Gen<string> OneOf(string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    [Theory]
    [InlineData("/api/v1/datasets?q=%FF", "UTF-8")]
    [InlineData("/api/v1/datasets?q=%ED%A0%80", "UTF-8")]
    [InlineData("/api/v1/datasets?q=100%", "at character 23")]
    [InlineData("/api/v1/datasets?q=%4", "hexadecimal")]
    [InlineData("/api/v1/datasets?q=%00", "U+0000")]
    [InlineData("/datasets/%E3%81", "UTF-8")]
    public async Task AnAddressThatCannotBeRead_Is400_WithTheReason(string address, string reason)
    {
        await using var site = await TestSite.StartAsync();

        var (status, type, body) = await RawAsync(site, address);

        Assert.Equal((400, "application/problem+json"), (status, type));
        Assert.Contains(reason, JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16_000, 200)]
    [InlineData(17_000, 414)]
    [InlineData(100_000, 414)]
    public async Task AQueryThatIsTooLong_Is414_WithTheReason(int length, int expected)
    {
        await using var site = await TestSite.StartAsync();

        var (status, _, body) = await RawAsync(site, "/api/v1/datasets?q=" + new string('x', length));

        Assert.Equal(expected, status);
        if (expected == 414)
            Assert.Contains("16384", JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AnyTextThatIsEscaped_IsReadable() =>
        Gen.String.Where(text => text.IsWhole() && !text.Contains('\0', StringComparison.Ordinal)).Sample(text => RequestAddress.Fault("/x?q=" + Uri.EscapeDataString(text)) is null);

    [Theory]
    [InlineData("/api/v1/datasets")]
    [InlineData("/api/v1/datasets/minato~1")]
    [InlineData("/feed.atom")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/datasets")]
    public async Task OtherMethods_Are405WithAllow_OptionsSaysWhichThereAre_AndHeadIsGetWithoutBody(string address)
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園"));

        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Delete, HttpMethod.Put, HttpMethod.Patch })
        {
            using var response = await SendAsync(site, method, address);
            Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
            Assert.Equal(["GET", "HEAD", "OPTIONS"], response.Content.Headers.Allow.Order());
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }

        using var options = await SendAsync(site, HttpMethod.Options, address);
        Assert.Equal(HttpStatusCode.NoContent, options.StatusCode);
        Assert.Equal(["GET", "HEAD", "OPTIONS"], options.Content.Headers.Allow.Order());
        using var get = await site.GetAsync(address);
        using var head = await SendAsync(site, HttpMethod.Head, address);
        Assert.Equal((get.StatusCode, get.Headers.ETag, get.Content.Headers.ContentType), (head.StatusCode, head.Headers.ETag, head.Content.Headers.ContentType));
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
    }

    [Theory]
    [InlineData("/api/v1/datasets")]
    [InlineData("/api/v1/datasets?fields=id")]
    [InlineData("/api/v1/datasets/minato~1")]
    [InlineData("/api/v1/datasets/minato~1/history")]
    [InlineData("/api/v1/changes")]
    [InlineData("/api/v1/find?q=minato~1")]
    [InlineData("/api/v1/sources")]
    [InlineData("/feed.atom")]
    [InlineData("/municipalities/131032/feed.atom")]
    [InlineData("/sitemap.xml")]
    [InlineData("/sitemap-part.xml?from=first")]
    public async Task AnAnswer_HasAValidatorThatHoldsUntilItChanges(string address)
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync(Samples.Dataset("minato", "1", "公園"));
        await site.RunAsync(TestSite.Report("r1"));
        using var first = await site.GetAsync(address);
        Assert.True(first.Headers.ETag is { IsWeak: true } && first.Headers.CacheControl is { NoCache: true });

        using var same = await ConditionalAsync(site, address, first.Headers.ETag);
        await site.PutAsync(Samples.Dataset("minato", "1", "公園 改") with { Version = 2 });
        await site.RunAsync(TestSite.Report("r2", minutesAgo: 1));
        using var other = await ConditionalAsync(site, address, first.Headers.ETag);

        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal(first.Headers.ETag, same.Headers.ETag);
        Assert.Equal(address == "/api/v1/datasets?fields=id" ? HttpStatusCode.NotModified : HttpStatusCode.OK, other.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task AnAnswer_ComesCompressed_AndIsTheSame(string encoding)
    {
        await using var site = await TestSite.StartAsync();
        await site.PutAsync([.. Enumerable.Range(0, 50).Select(i => Samples.Dataset("minato", $"{i}", $"公園{i}"))]);
        using var plain = await site.GetAsync("/api/v1/datasets");
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/datasets", UriKind.Relative));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));

        using var packed = await site.Client.SendAsync(request, Cancel);

        Assert.Equal([encoding], packed.Content.Headers.ContentEncoding);
        Assert.Contains("Accept-Encoding", packed.Headers.Vary);
        Assert.Equal(plain.Headers.ETag, packed.Headers.ETag);
        var bytes = await packed.Content.ReadAsByteArrayAsync(Cancel);
        await using Stream unpacked = encoding == "br" ? new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress) : new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked);
        var text = await reader.ReadToEndAsync(Cancel);
        Assert.Equal(await plain.Content.ReadAsStringAsync(Cancel), text);
        Assert.True(bytes.Length < text.Length / 3);
    }

    [Fact]
    public async Task AStrongValidator_IsWeakOnceTheAnswerIsCompressed()
    {
        await using var site = await TestSite.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/assets/site.css", UriKind.Relative));
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));

        using var plain = await site.GetAsync("/assets/site.css");
        using var packed = await site.Client.SendAsync(request, Cancel);

        Assert.False(plain.Headers.ETag!.IsWeak);
        Assert.True(packed.Headers.ETag!.IsWeak);
        Assert.Equal(plain.Headers.ETag.Tag, packed.Headers.ETag.Tag);
    }

    [Fact]
    public async Task AClientThatAsksTooMuch_Is429_WithTheTimeToWait_ButNotForItsHealth()
    {
        await using var site = await TestSite.StartWithAsync(options => options with { RateLimit = new RateLimit(1, 3) });
        for (var i = 0; i < 3; i++)
        {
            using var allowed = await site.GetAsync("/api/v1/sources");
            Assert.Equal(HttpStatusCode.OK, allowed.StatusCode);
        }

        using var refused = await site.GetAsync("/api/v1/sources");
        using var alive = await site.GetAsync("/healthz");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.Equal("*", refused.Headers.GetValues("Access-Control-Allow-Origin").Single());
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Equal(HttpStatusCode.OK, alive.StatusCode);
    }

    [Theory]
    [InlineData(false, HttpStatusCode.TooManyRequests)]
    [InlineData(true, HttpStatusCode.OK)]
    public async Task WhatAProxySaysOfTheClient_IsBelievedOnlyOfProxiesThatAreNamed(bool named, HttpStatusCode expected)
    {
        await using var site = await TestSite.StartWithAsync(options => options with
        {
            RateLimit = new RateLimit(1, 1),
            Proxies = named ? [IPNetwork.Parse("127.0.0.0/8"), IPNetwork.Parse("::1/128")] : [],
        });

        using var first = await FromAsync("203.0.113.1");
        using var second = await FromAsync("203.0.113.2");

        Assert.Equal((HttpStatusCode.OK, expected), (first.StatusCode, second.StatusCode));

        Task<HttpResponseMessage> FromAsync(string client)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/api/v1/sources", UriKind.Relative));
            request.Headers.Add("X-Forwarded-For", client);
            return site.Client.SendAsync(request, Cancel);
        }
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8:1:2:3:4:5:6", "20010DB800010002")]
    [InlineData("2001:db8:1:2:ffff::1", "20010DB800010002")]
    public void AClient_IsItsAddress_OrItsNetworkWhereOneHasManyAddresses(string address, string client) => Assert.Equal(client, ClientLimit.Client(IPAddress.Parse(address)));

    [Fact]
    public async Task AStoreThatGoesWhileAnAnswerIsWritten_Is503()
    {
        await using var site = await TestSite.StartWithoutStoreAsync();

        foreach (var address in new[] { "/feed.atom", "/sitemap.xml", "/api/v1/duplicates", "/api/v1/find?q=x" })
            Assert.DoesNotContain("secret", (await site.JsonAsync(address, HttpStatusCode.ServiceUnavailable)).GetRawText(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SendAsync(TestSite site, HttpMethod method, string address) => site.Client.SendAsync(new HttpRequestMessage(method, new Uri(address, UriKind.Relative)), Cancel);

    private static Task<HttpResponseMessage> ConditionalAsync(TestSite site, string address, EntityTagHeaderValue tag)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative));
        request.Headers.IfNoneMatch.Add(tag);
        return site.Client.SendAsync(request, Cancel);
    }

    /// <summary>By a socket: a client library would mend the address first.</summary>
    private static async Task<(int Status, string? Type, string Body)> RawAsync(TestSite site, string address)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(site.Client.BaseAddress!.Host, site.Client.BaseAddress.Port, Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET {address} HTTP/1.0\r\nHost: localhost\r\n\r\n"), Cancel);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(Cancel);
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = answer[..end].Split("\r\n");
        var type = head.FirstOrDefault(line => line.StartsWith("Content-Type:", StringComparison.OrdinalIgnoreCase))?.Split(':')[1].Split(';')[0].Trim();
        return (int.Parse(head[0].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), type, answer[(end + 4)..]);
    }
}
