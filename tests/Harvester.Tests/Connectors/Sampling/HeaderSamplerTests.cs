using System.Globalization;
using System.IO.Compression;
using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Sampling;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Sampling;

/// <summary>The beginning of a file over real HTTP: ranges, validators, charsets, and what is no CSV.</summary>
public sealed class HeaderSamplerTests
{
    private const string Header = "全国地方公共団体コード,ID,名称,緯度";
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    private static HeaderState State(Uri url) =>
        new() { Dataset = "minato-ckan~1", Source = "minato-ckan", Distribution = "1", Url = url.AbsoluteUri, NextDue = DateTimeOffset.UnixEpoch };

    private static async Task<HeaderSample> ReadAsync(HeaderState state, ConnectorFile? file = null, FetchingOptions? options = null, string? secret = null)
    {
        using var network = Sources.Network(options, secret);
        return await new HeaderSampler(network, _ => file).ReadAsync(state, Cancel);
    }

    private static async Task<SourceException> FaultAsync(Uri url, ConnectorFile? file = null) =>
        await Assert.ThrowsAsync<SourceException>(() => ReadAsync(State(url), file ?? Sources.Ckan(url)));

    private static string Text(HeaderSample sample) => string.Join('/', sample.Rows!.Select(row => string.Join('|', row)));

    private static byte[] Long(int rows, Encoding? encoding = null) =>
        (encoding ?? Encoding.UTF8).GetBytes(Header + "\r\n" + string.Concat(Enumerable.Range(1, rows).Select(i => $"131032,{i},芝公園トイレ第{i},35.6\r\n")));

    /// <summary>A server with ranges, as web servers have them for files.</summary>
    private static RequestDelegate Ranged(byte[] body, string type = "text/csv", string etag = "\"v1\"") => async context =>
    {
        var range = context.Request.GetTypedHeaders().Range?.Ranges.Single();
        var response = context.Response;
        response.Headers.ETag = etag;
        if (context.Request.Headers.IfNoneMatch == etag)
        {
            response.StatusCode = 304;
            return;
        }

        if (range is not null && range.From >= body.Length)
        {
            response.StatusCode = 416;
            return;
        }

        var length = range is null ? body.Length : (int)Math.Min(range.To!.Value + 1, body.Length);
        response.StatusCode = range is null ? 200 : 206;
        if (range is not null)
            response.Headers.ContentRange = $"bytes 0-{length - 1}/{body.Length}";
        response.ContentType = type;
        response.ContentLength = length;
        await response.Body.WriteAsync(body.AsMemory(0, length));
    };

    [Fact]
    public async Task RangeIsAskedFor_AndTheRowCutOffAtItsEndIsLeftOut()
    {
        await using var server = await LoopbackServer.StartAsync(Ranged(Long(2000)));
        var sample = await ReadAsync(State(server.Url), Sources.Ckan(server.Url));

        Assert.StartsWith("全国地方公共団体コード|ID|名称|緯度/131032|1|芝公園トイレ第1|35.6/", Text(sample), StringComparison.Ordinal);
        Assert.Equal((5, "\"v1\"", server.Url.AbsoluteUri), (sample.Rows!.Count, sample.ETag, sample.FinalUrl));
        var headers = Assert.Single(server.Requests).Headers;
        Assert.Equal(("bytes=0-16383", "text/csv,*/*;q=0.1", ""), (headers.Range.ToString(), headers.Accept.ToString(), headers.IfNoneMatch.ToString()));
        Assert.StartsWith("Harvester/", headers.UserAgent.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, server.RobotsRequests);
    }

    // The range is of the compressed bytes then (RFC 9110, section 14.2), and ends in the middle of them.
    [Theory]
    [InlineData(3)]
    [InlineData(20000)]
    public async Task PartOfAcompressedFile_IsRead(int rows)
    {
        using var zipped = new MemoryStream();
        await using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
            await gzip.WriteAsync(Long(rows), Cancel);
        var ranged = Ranged(zipped.ToArray());
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return ranged(context);
        });

        var sample = await ReadAsync(State(server.Url), Sources.Ckan(server.Url));
        Assert.Equal((Math.Min(rows + 1, 5), "全国地方公共団体コード|ID|名称|緯度"), (sample.Rows!.Count, string.Join('|', sample.Rows[0])));
        Assert.True(rows < 10 || zipped.Length > 100_000);
    }

    // A file of 100 MB by a server that knows no ranges: what comes behind the beginning is not waited for.
    [Fact]
    public async Task ServerThatIgnoresTheRange_IsLeftAfterTheBeginning()
    {
        var left = new TaskCompletionSource();
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.ContentLength = 100 << 20;
            await context.Response.Body.WriteAsync(Long(2000));
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            left.SetResult();
        });
        var sample = await ReadAsync(State(server.Url), Sources.Ckan(server.Url, http: Sources.Quick with { MaxBytes = 1 << 20 }));

        Assert.Equal(5, sample.Rows!.Count);
        await left.Task.WaitAsync(TimeSpan.FromSeconds(5), Cancel);
    }

    [Fact]
    public async Task ValidatorsAreSentToTheAddressThatGaveThem_WhereTheHeaderIsKept()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            if (context.Request.Path == "/old.csv")
            {
                context.Response.Redirect("/new.csv");
                return Task.CompletedTask;
            }

            return Ranged(Long(3))(context);
        });
        var first = await ReadAsync(State(new Uri(server.Url, "old.csv")), Sources.Ckan(server.Url));
        var known = State(new Uri(server.Url, "old.csv")) with { ETag = first.ETag, FinalUrl = first.FinalUrl };
        var withoutHeader = await ReadAsync(known, Sources.Ckan(server.Url));
        var withoutKnownHeader = await ReadAsync(known with { Header = [] }, Sources.Ckan(server.Url));
        var second = await ReadAsync(known with { Header = ["ID"] }, Sources.Ckan(server.Url));

        Assert.Equal((new Uri(server.Url, "new.csv").AbsoluteUri, 4, 4), (first.FinalUrl, withoutHeader.Rows!.Count, withoutKnownHeader.Rows!.Count));
        Assert.Equal((null, "\"v1\"", first.FinalUrl), (second.Rows, second.ETag, second.FinalUrl));
        Assert.Equal(["", "", "", "", "", "", "", "\"v1\""], server.Requests.Select(request => request.Headers.IfNoneMatch.ToString()));
    }

    [Fact]
    public async Task ChangedFile_IsReadThoughItWasAskedConditionally()
    {
        await using var server = await LoopbackServer.StartAsync(Ranged(Long(3), etag: "\"v2\""));
        var sample = await ReadAsync(State(server.Url) with { ETag = "\"v1\"", FinalUrl = server.Url.AbsoluteUri, Header = ["ID"] }, Sources.Ckan(server.Url));
        Assert.Equal(("\"v2\"", 4), (sample.ETag, sample.Rows!.Count));
    }

    [Fact]
    public async Task ServerThatSays304Unasked_IsAFault()
    {
        await using var server = await LoopbackServer.StartAsync(context =>
        {
            context.Response.StatusCode = 304;
            return Task.CompletedTask;
        });
        Assert.Equal("http-304", (await FaultAsync(server.Url)).Code);
    }

    [Theory]
    [InlineData("utf-8", ',', false)]
    [InlineData("utf-8", ',', true)]
    [InlineData("shift_jis", ',', false)]
    [InlineData("utf-16", '\t', true)]
    [InlineData("utf-16BE", '\t', true)]
    [InlineData("euc-jp", ';', false)]
    public async Task EncodingAndSeparatorAreFoundInTheBytes_WhereverTheyAreCut(string charset, char separator, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(charset);
        // cut in the middle of a character, at whichever byte the range ends
        for (var shift = 0; shift < 4; shift++)
        {
            var text = Encoding.UTF8.GetString(Long(2000)).Replace(',', separator).Insert(0, new string('x', shift) + separator);
            byte[] body = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
            await using var server = await LoopbackServer.StartAsync(Ranged(body, "application/octet-stream"));
            var sample = await ReadAsync(State(server.Url), Sources.Ckan(server.Url));
            Assert.Equal($"{new string('x', shift)}|全国地方公共団体コード|ID|名称|緯度", string.Join('|', sample.Rows![0]));
            Assert.Equal("131032|4|芝公園トイレ第4|35.6", string.Join('|', sample.Rows[^1]));
        }
    }

    [Fact]
    public async Task TitleRowsQuotesAndLineEnds_ComeAsTheyStand()
    {
        await using var server = await LoopbackServer.StartAsync(Ranged(Encoding.UTF8.GetBytes("公衆トイレの一覧,,\r\"説明,\n二行\",,\r\"名称\",緯度,経度")));
        Assert.Equal("公衆トイレの一覧||/説明,\n二行||/名称|緯度|経度", Text(await ReadAsync(State(server.Url), Sources.Ckan(server.Url))));
    }

    [Theory]
    [InlineData("PK\u0003\u0004xl/workbook.xml", "text/csv", "not-csv")]
    [InlineData("%PDF-1.7", "text/csv", "not-csv")]
    [InlineData("<?xml version=\"1.0\"?><a/>", "text/csv", "not-csv")]
    [InlineData("<!DOCTYPE html><html><head><title>ページが見つかりません</title></head></html>", "text/html", "html-instead-of-csv")]
    [InlineData("<html><head><title>Just a moment...</title></head><body><script src=\"/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page\"></script></body></html>", "text/html", "bot-challenge")]
    [InlineData("<html><body><form><input type=\"password\"></form></body></html>", "text/html", "login-page")]
    [InlineData("", "text/csv", "http-416")]
    public async Task WhatIsNoCsv_IsAFaultWithItsName(string body, string type, string code)
    {
        await using var server = await LoopbackServer.StartAsync(Ranged(Encoding.UTF8.GetBytes(body), type));
        Assert.Equal(code, (await FaultAsync(server.Url)).Code);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(410)]
    [InlineData(500)]
    public async Task Refusal_IsAFaultByItsStatus(int status)
    {
        await using var server = await LoopbackServer.StartAsync(_ => (status, "text/plain", "no"u8.ToArray()));
        Assert.Equal($"http-{status.ToString(CultureInfo.InvariantCulture)}", (await FaultAsync(server.Url)).Code);
    }

    [Fact]
    public async Task AnotherPartThanWasAskedFor_IsNotRead()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 206;
            context.Response.Headers.ContentRange = "bytes 100-105/200";
            await context.Response.WriteAsync("ID,名称\n");
        });
        Assert.Equal("bad-answer", (await FaultAsync(server.Url)).Code);
    }

    [Fact]
    public async Task SlowServer_EndsWithTheTimeout()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("全国地方公共団体コード,");
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        Assert.Equal("timeout", (await FaultAsync(server.Url, Sources.Ckan(server.Url, http: Sources.Quick with { Timeout = TimeSpan.FromSeconds(0.3) }))).Code);
    }

    [Fact]
    public async Task RobotsTxt_IsObeyed_AndAnAgreementHoldsForTheSourcesOwnHostAlone()
    {
        await using var server = await LoopbackServer.StartAsync(Ranged(Long(3)), robots: context => context.Response.WriteAsync("User-agent: *\nDisallow: /\n"));
        var agreed = Sources.Ckan(server.Url, http: Sources.Quick with { Robots = new RobotsAgreement("港区", new DateOnly(2026, 4, 1), "試験") });

        Assert.Equal("robots-refused", (await FaultAsync(server.Url)).Code);
        Assert.Equal(4, (await ReadAsync(State(server.Url), agreed)).Rows!.Count);
        var elsewhere = agreed with { Ckan = new CkanBlock { Api = new Uri("http://elsewhere.example/api/3/action") } };
        Assert.Equal("robots-refused", (await FaultAsync(server.Url, elsewhere)).Code);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Key_GoesToTheSourcesOwnHostAlone()
    {
        await using var server = await LoopbackServer.StartAsync(Ranged(Long(3)));
        var own = Sources.Ckan(server.Url, http: Sources.Quick with { SecretHeader = "X-Key" });
        await ReadAsync(State(server.Url), own, secret: "s3cret");
        await ReadAsync(State(server.Url), own with { Ckan = new CkanBlock { Api = new Uri("http://elsewhere.example/api/3/action") } }, secret: "s3cret");
        Assert.Equal(["s3cret", ""], server.Requests.Select(request => request.Headers["X-Key"].ToString()));
    }

    [Fact]
    public async Task AddressThatIsNotPublic_IsNotAsked_AlsoOfAsourceThatIsGone()
    {
        await using var server = await LoopbackServer.StartAsync(Ranged(Long(3)));
        var options = Sources.Options() with { AllowPrivateNetworks = false };
        var fault = await Assert.ThrowsAsync<SourceException>(() => ReadAsync(State(server.Url), file: null, options));
        Assert.Equal(("address-not-public", 0), (fault.Code, server.Requests.Count));
        Assert.Equal("not-http", (await Assert.ThrowsAsync<SourceException>(() => ReadAsync(State(server.Url) with { Url = "files/1.csv" }))).Code);
    }
}
