using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Fetching.Recording;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Tests.Connectors.Html;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Harvester.Tests.Connectors.Fetching.Recording;

/// <summary>What is recorded comes back the same without the network, faults included; and nothing is in it that should not be.</summary>
public sealed class RecordingTests : IDisposable
{
    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;
    private readonly string folder = Directory.CreateTempSubdirectory("harvester-recording-").FullName;
    private readonly Reading reading = new();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private string Recorded => Path.Combine(folder, "new", "recording");

    private async Task<string> ReadAsync(Network network, Uri url, ConnectorFile? file = null)
    {
        await using var body = await network.FetcherFor(file ?? Sources.List(url)).GetAsync(url, "text/csv", reading, Cancel);
        return $"{body.Url.AbsolutePath} {body.MediaType} {body.Charset} {body.NextLink?.AbsolutePath} {Encoding.UTF8.GetString(await body.ReadAllAsync(Cancel))}";
    }

    private async Task<string> OutcomeAsync(Network network, Uri url, ConnectorFile? file = null)
    {
        try
        {
            return await ReadAsync(network, url, file);
        }
        catch (SourceException fault)
        {
            return $"{fault.Code}: {fault.Message}";
        }
    }

    private Network Recording(string? secret = null) => Network.Recording(Sources.Options(), _ => secret, Recorded);

    private Network Replaying(TimeProvider? clock = null) => Network.Replaying(Sources.Options(clock ?? TimeProvider.System) with { AllowPrivateNetworks = false }, Recorded);

    private IEnumerable<string> Files(string source = "ota-list") => Directory.EnumerateFiles(Path.Combine(Recorded, source)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal);

    private static HttpBlock Http(double seconds = 20) => Sources.Quick with { Timeout = TimeSpan.FromSeconds(seconds), MaxBytes = 100_000 };

    [Fact]
    public async Task Answer_ComesBackWithoutTheServer()
    {
        Uri url;
        string live;
        await using (var server = await LoopbackServer.StartAsync(context =>
        {
            if (context.Request.Path == "/")
            {
                context.Response.Redirect("/list");
                return Task.CompletedTask;
            }

            context.Response.ContentType = "text/csv; charset=utf-8";
            context.Response.Headers.Link = "</list2>; rel=next";
            context.Response.Headers.SetCookie = "session=abc";
            return context.Response.WriteAsync("公園\r\n");
        }))
        {
            url = server.Url;
            using var network = Recording();
            live = await ReadAsync(network, url);
        }

        using var replay = Replaying();
        Assert.Equal("/list text/csv utf-8 /list2 公園\r\n", live);
        Assert.Equal(live, await ReadAsync(replay, url));
        Assert.Equal(["0001.json", "0002.csv", "0002.json"], Files());
        Assert.Equal("公園\r\n", await File.ReadAllTextAsync(Path.Combine(Recorded, "ota-list", "0002.csv"), Cancel));
        Assert.DoesNotContain("abc", string.Concat(Directory.EnumerateFiles(Recorded, "*", SearchOption.AllDirectories).Select(File.ReadAllText)), StringComparison.Ordinal);
        var header = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Recorded, "ota-list", "0002.json"), Cancel)).RootElement;
        Assert.Equal(("GET", new Uri(url, "/list").AbsoluteUri, "text/csv", 200, "0002.csv"), (header.GetProperty("method").GetString(), header.GetProperty("url").GetString(),
            header.GetProperty("accept").GetString(), header.GetProperty("status").GetInt32(), header.GetProperty("body").GetString()));
    }

    [Fact]
    public async Task WholeRun_ComesBackTheSame_FromRecordsToReport()
    {
        RunReport live;
        ConnectorFile file;
        await using (var site = await ValidatingSite.StartAsync())
        {
            var block = Blocks.Of("li").Paged() with { Start = [site.Put("/1", "<ul><li>一<li>二</ul><a class=next href=/2>次</a>", "text/html")] };
            site.Put("/2", "<ul><li>三<li>四</ul>", "text/html");
            file = HarvestBench.Html(block);
            await using var bench = await HarvestBench.OpenAsync(file, Recording());
            await bench.RunAsync();
            live = await bench.RunAsync(); // recorded whole, although the first run kept the answers
            Assert.Equal([200, 200, 200, 200], site.Answers);
        }

        await using var again = await HarvestBench.OpenAsync(file, Replaying());
        var first = await again.RunAsync();
        var second = await again.RunAsync();

        Assert.Equal((4L, RunStatus.Succeeded), (first.Added, first.Status));
        Assert.Equal((live.Unchanged, live.Requests, live.Listing), (second.Unchanged, second.Requests, second.Listing));
    }

    [Fact]
    public async Task ReplayedRun_LeavesNothingThatTheNextRealRunBelieves()
    {
        const string Old = "<ul><li>一<li>二</ul>";
        await using var site = await ValidatingSite.StartAsync();
        var url = site.Put("/1", Old, "text/html");
        await using var bench = await HarvestBench.OpenAsync(HarvestBench.Html(Blocks.Of("li") with { Start = [url] }), Recording());
        await bench.RunAsync();
        bench.Network.Dispose();
        var before = await bench.Store.Sources.GetAsync("minato", Cancel);
        await bench.Store.Answers.PruneAsync("minato", _ => false, Cancel);

        using (var replay = bench.Network = Replaying())
        {
            await bench.RunAsync();
            Assert.Null(await bench.KeptAsync(url));
            var remembered = await bench.Store.Sources.GetAsync("minato", Cancel);
            Assert.Equal(RunStatus.Succeeded, (await bench.RunAsync(new RunOptions { Full = true, Replay = true })).Status);
            Assert.Equal(remembered!.LastRun, (await bench.Store.Sources.GetAsync("minato", Cancel))!.LastRun);
            Assert.NotEqual(before!.LastRun, remembered.LastRun);
        }

        bench.Network = Sources.Network();
        await bench.RunAsync();
        Assert.Equal([200, 200], site.Answers);
    }

    [Theory]
    [InlineData("HTTP/1.1 404 no {0}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", "http-404")]
    [InlineData("{0} is no status line\r\n\r\n", "bad-answer")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{0}\r\n", "truncated")]
    public async Task SecretInAReasonOrInAFault_IsNotRecorded(string answer, string code)
    {
        const string Secret = "s3cret-key";
        await using var raw = RawServer.Start(string.Format(CultureInfo.InvariantCulture, answer, Secret));
        using (var network = Recording(Secret))
            Assert.StartsWith(code, await OutcomeAsync(network, raw.Url, Sources.List(raw.Url, http: Http() with { SecretHeader = "X-Key" })), StringComparison.Ordinal);

        Assert.NotEmpty(Files());
        foreach (var recorded in Directory.EnumerateFiles(Recorded, "*", SearchOption.AllDirectories))
            Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(recorded, Cancel), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a\r\nb\r\n", null)] // no list
    [InlineData("<html><title>ログイン</title>", null)]
    [InlineData("broken off", 1000)]
    [InlineData("301", null)]
    public async Task SecretInAnAddressThatTheServerRedirectsTo_IsInNoReport(string body, int? length)
    {
        const string Secret = "s3cret-key";
        await using var server = await LoopbackServer.StartAsync(async context =>
        {
            var key = context.Request.Headers["X-Key"].ToString();
            if (context.Request.Path == "/")
            {
                context.Response.Redirect("/next?key=" + key);
                return;
            }

            context.Response.StatusCode = body is "301" ? 301 : 200;
            context.Response.ContentType = "text/csv";
            context.Response.ContentLength = length;
            await context.Response.WriteAsync(body);
            if (length is not null)
            {
                await context.Response.Body.FlushAsync();
                context.Abort();
            }
        });
        var file = HarvestBench.List(server.Url);
        await using var bench = await HarvestBench.OpenAsync(file with { Http = file.Http with { SecretHeader = "X-Key" } }, Sources.Network(secret: Secret));

        var report = await bench.RunAsync();

        Assert.Contains(server.Requests, request => request.Path.EndsWith(Secret, StringComparison.Ordinal));
        Assert.Equal(RunStatus.Failed, report.Status);
        var problems = await bench.Store.Runs.ProblemsAsync(report.Id, 0, 100, Cancel);
        Assert.NotEmpty(problems);
        Assert.DoesNotContain(Secret, JsonSerializer.Serialize(report) + JsonSerializer.Serialize(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RepeatedRequests_AreAnsweredInOrder_TheLastAgain()
    {
        Uri url;
        var count = 0;
        await using (var server = await LoopbackServer.StartAsync(_ => (200, "text/csv", Encoding.UTF8.GetBytes($"{++count}"))))
        {
            url = server.Url;
            using var network = Recording();
            await ReadAsync(network, url);
            await ReadAsync(network, url);
        }

        using var replay = Replaying();
        var bodies = new List<string>();
        for (var i = 0; i < 3; i++)
            bodies.Add((await ReadAsync(replay, url))[^1..]);

        Assert.Equal(["1", "2", "2"], bodies);
    }

    public static TheoryData<string> Faults =>
        ["status", "retry", "timeout", "drip", "reset", "truncated", "gzip", "large", "challenge", "closed port", "unknown name", "loop", "html", "private"];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_ComesBackTheSame_WithoutAnyPause(string kind)
    {
        Uri url;
        string live;
        await using (var raw = RawServer.Start("HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\nContent-Length: 1000\r\n\r\nonly this"))
        await using (var server = await LoopbackServer.StartAsync(context => MisbehaveAsync(kind, context)))
        {
            url = kind switch { "truncated" => raw.Url, "unknown name" => new Uri("http://no-such-host.invalid/"), _ => server.Url };
            if (kind == "closed port")
                await server.DisposeAsync();
            var options = Sources.Options() with { IdleTimeout = TimeSpan.FromMilliseconds(200) };
            if (kind == "private")
                options = options with { AllowPrivateNetworks = false };
            using var network = Network.Recording(options, _ => null, Recorded);
            live = await OutcomeAsync(network, url, Sources.List(url, http: Http(kind is "timeout" ? 0.3 : 20)));
        }

        using var replay = Replaying(new StoppedClock());
        var replayed = await OutcomeAsync(replay, url, Sources.List(url, http: Http(kind is "timeout" ? 0.3 : 3600)));

        Assert.Equal(live.Split(':')[0], replayed.Split(':')[0]);
        Assert.Contains(':', live); // a fault, not an answer
        if (kind is not ("drip" or "timeout")) // these tell how long was waited
            Assert.Equal(live, replayed);
    }

    private static async Task MisbehaveAsync(string kind, HttpContext context)
    {
        var response = context.Response;
        response.ContentType = "text/csv";
        switch (kind)
        {
            case "status":
                response.StatusCode = 404;
                break;
            case "retry":
                response.StatusCode = 429;
                response.Headers.RetryAfter = "120";
                break;
            case "timeout":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "drip":
                await response.WriteAsync("abc");
                await response.Body.FlushAsync();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                break;
            case "reset":
                context.Abort();
                break;
            case "gzip":
                using (var packed = new MemoryStream())
                {
                    await using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
                        gzip.Write(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20_000).Select(i => $"{i * 7919 % 10007},"))));
                    response.Headers.ContentEncoding = "gzip";
                    await response.Body.WriteAsync(packed.ToArray().AsMemory(0, (int)packed.Length / 2));
                }

                break;
            case "large":
                await response.Body.WriteAsync(new byte[200_000]);
                break;
            case "challenge":
                response.StatusCode = 202;
                response.Headers["x-amzn-waf-action"] = "challenge";
                break;
            case "loop":
                response.Redirect("/" + context.Request.Path.Value!.Length);
                break;
            case "html":
                await response.WriteAsync("<!doctype html><title>x</title>" + new string(' ', 50_000));
                break;
        }
    }

    [Fact]
    public async Task SecretThatTheServerEchoes_IsNowhereInTheRecording()
    {
        const string Secret = "s3cr+t/key";
        var file = Sources.Ckan(new Uri("http://x.example"), http: Http() with { SecretHeader = "X-Key" });
        Uri url;
        await using (var server = await LoopbackServer.StartAsync(async context =>
        {
            var key = context.Request.Headers["X-Key"].ToString();
            if (context.Request.Path == "/")
            {
                context.Response.Redirect("/next?key=" + Uri.EscapeDataString(key));
                return;
            }

            context.Response.ContentType = "text/csv";
            context.Response.Headers.ETag = $"\"{key}\"";
            var body = Encoding.UTF8.GetBytes(new string('x', (64 << 10) - 4) + key + Uri.EscapeDataString(key) + new string('y', 9)).Concat(Encoding.Unicode.GetBytes(key)).ToArray();
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body);
        }))
        {
            url = server.Url;
            file = file with { Ckan = file.Ckan! with { Api = url } };
            using var network = Recording(Secret);
            await ReadAsync(network, url, file);
        }

        foreach (var recorded in Directory.EnumerateFiles(Recorded, "*", SearchOption.AllDirectories))
        {
            var bytes = await File.ReadAllBytesAsync(recorded, Cancel);
            foreach (var form in new[] { Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(Uri.EscapeDataString(Secret)), Encoding.Unicode.GetBytes(Secret) })
                Assert.True(bytes.AsSpan().IndexOf(form) < 0, $"{recorded} holds the key");
        }

        using var replay = Replaying();
        Assert.EndsWith("***" + "***yyyyyyyyy***", await ReadAsync(replay, url, file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddressThatIsNotRecorded_IsAFaultOfItsOwn_ThatNamesTheFolder()
    {
        using (Recording())
        {
        }

        using var replay = Replaying();
        var fault = await Assert.ThrowsAsync<SourceException>(() => ReadAsync(replay, new Uri("http://u:p@www.city.example.jp/x")));

        Assert.Equal(("not-recorded", Whose.Ours, "http://www.city.example.jp/x"), (fault.Code, fault.Whose, fault.Url));
        Assert.Contains(Recorded, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SourcesInParallel_HaveTheirOwnFolders_AndASecondRecordingReplacesTheFirst()
    {
        await using var server = await LoopbackServer.StartAsync(_ => (200, "text/csv", "x"u8.ToArray()));
        for (var round = 0; round < 2; round++)
        {
            using var network = Recording();
            await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.WhenAll(Enumerable.Range(0, 5).Select(page =>
            {
                var url = new Uri(server.Url, $"/{i}/{page}");
                var file = Sources.List(url, http: Http() with { Concurrency = 5 });
                return ReadAsync(network, url, file with { Source = file.Source with { Id = $"source-{i}" } });
            }))));
        }

        Assert.All(Enumerable.Range(0, 6), i => Assert.Equal(10, Files($"source-{i}").Count()));
    }

    [Fact]
    public void FolderWithSomethingElse_IsRefused()
    {
        File.WriteAllText(Path.Combine(folder, "thesis.txt"), "my only copy");

        Assert.Contains("is not empty and no recording", Assert.Throws<RecordingException>(() => Network.Recording(Sources.Options(), _ => null, folder)).Message, StringComparison.Ordinal);
        Assert.Contains("no recording", Assert.Throws<RecordingException>(() => Network.Replaying(Sources.Options(), folder)).Message, StringComparison.Ordinal);
        Assert.Equal("my only copy", File.ReadAllText(Path.Combine(folder, "thesis.txt")));
    }

    [Fact]
    public void FolderThatCannotBeMade_IsToldWithItsName()
    {
        var file = Path.Combine(folder, "file");
        File.WriteAllText(file, "");

        Assert.Contains(file, Assert.Throws<RecordingException>(() => Network.Recording(Sources.Options(), _ => null, Path.Combine(file, "x"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("recording.json", "{\"format\":2}", "format 2")]
    [InlineData("recording.json", "nonsense", "recording.json")]
    [InlineData("a/0001.json", "{", "0001.json")]
    [InlineData("a/0001.json", "{\"method\":\"GET\"}", "0001.json")]
    public void DamagedRecording_IsToldWithTheFile(string file, string text, string named)
    {
        using (Recording())
        {
        }

        Directory.CreateDirectory(Path.Combine(Recorded, "a"));
        File.WriteAllText(Path.Combine(Recorded, file), text);

        Assert.Contains(named, Assert.Throws<RecordingException>(() => Replaying()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StoppedRun_LeavesNoFalseFault()
    {
        await using var server = await LoopbackServer.StartAsync(async context =>
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing));
        using var network = Recording();
        using var stop = new CancellationTokenSource();
        var asking = network.FetcherFor(Sources.List(server.Url)).GetAsync(server.Url, "text/csv", reading, stop.Token);
        while (server.Requests.IsEmpty)
            await Task.Yield();

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        Assert.Empty(Files());
    }

    /// <summary>Time stands still: whoever waits for it in a replay waits for ever.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch;

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? Timeout.InfiniteTimeSpan : dueTime, period);
    }
}
