using System.Net;
using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Storage.Sqlite;
using Harvester.Web.Live;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Harvester.Tests.Web;

/// <summary>A run is followed over real HTTP, whoever harvests: this process only reads the store.</summary>
public sealed class LiveRunTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunningRun_TellsItsChanges_ThenItsEnd_AndCloses()
    {
        await using var site = await RunningAsync();
        using var reader = await FollowAsync(site, "r1");

        var (name, figures) = await NextAsync(reader);
        Assert.Equal(("figures", "running", 0L), (name, figures.GetProperty("status").GetString(), figures.GetProperty("gathered").GetInt64()));
        await site.RunAsync(Running with { Gathered = 500, Added = 500, Requests = 7, Bytes = 1234, Seconds = 2.5, Problems = [new ProblemCount("x", Severity.Warning, Whose.Record, 3, [])] });
        (name, figures) = await NextAsync(reader);
        Assert.Equal(
            ("figures", 500L, 7L, 1234L, 2.5, 3L),
            (name, figures.GetProperty("gathered").GetInt64(), figures.GetProperty("requests").GetInt64(), figures.GetProperty("bytes").GetInt64(), figures.GetProperty("seconds").GetDouble(), figures.GetProperty("problems").GetInt64()));
        await site.RunAsync(TestSite.Report("r1"));
        (name, figures) = await NextAsync(reader);
        Assert.Equal(("ended", "succeeded", 120L), (name, figures.GetProperty("status").GetString(), figures.GetProperty("gathered").GetInt64()));
        Assert.Null(await reader.ReadLineAsync(Cancel));
        await EventuallyAsync(() => Streams(site).Count == 0);
    }

    [Fact]
    public async Task RunThatHasEnded_IsToldAtOnce()
    {
        await using var site = await TestSite.StartAsync();
        await site.RunAsync(TestSite.Report("r1", RunStatus.Failed));
        using var reader = await FollowAsync(site, "r1");
        var (name, figures) = await NextAsync(reader);
        Assert.Equal(("ended", "failed"), (name, figures.GetProperty("status").GetString()));
        Assert.Null(await reader.ReadLineAsync(Cancel));
    }

    [Fact]
    public async Task RunWhoseWorkerWasKilled_Ends()
    {
        await using var site = await TestSite.StartAsync();
        await site.RunAsync(Running); // and nobody has the lease
        using var reader = await FollowAsync(site, "r1");
        Assert.Equal("ended", (await NextAsync(reader)).Name);
    }

    [Fact]
    public async Task UnknownRun_IsNotFound()
    {
        await using var site = await TestSite.StartAsync();
        using var response = await site.GetAsync("/runs/none/events");
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task ReaderWhoGoes_LeavesNothingBehind_AndTooManyAreToldToWait()
    {
        await using var site = await RunningAsync(most: 3);
        var readers = new List<(HttpResponseMessage Response, StreamReader Reader)>();
        for (var i = 0; i < 3; i++)
        {
            var response = await OpenAsync(site, "r1");
            readers.Add((response, new StreamReader(await response.Content.ReadAsStreamAsync(Cancel))));
            Assert.Equal("figures", (await NextAsync(readers[i].Reader)).Name);
        }

        Assert.Equal(3, Streams(site).Count);
        using (var refused = await OpenAsync(site, "r1"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.Equal(30, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        }

        foreach (var (response, reader) in readers)
        {
            reader.Dispose();
            response.Dispose();
        }

        await EventuallyAsync(() => Streams(site).Count == 0);
        using var next = await FollowAsync(site, "r1");
        Assert.Equal("figures", (await NextAsync(next)).Name);
    }

    [Fact]
    public async Task RunThatDoesNotMove_IsSaidToGoOn_EachFifteenSeconds_AndAReaderWhoGoesMeanwhileFreesItsPlaceAtOnce()
    {
        var folder = Directory.CreateTempSubdirectory("harvester-live-");
        var clock = new WatchedClock(TimeSpan.FromMilliseconds(900));
        await using (var site = await TestSite.StartOverAsync(
            await SqliteStore.OpenAsync(Path.Combine(folder.FullName, "store.db"), clock, Cancel), options: options => options with { LiveInterval = clock.Watched }, clock: clock))
        {
            Assert.NotNull(await site.Store.Sources.AcquireAsync("minato", "another process", clock.GetUtcNow(), TimeSpan.FromHours(1), Cancel));
            await site.RunAsync(Running);
            using var response = await OpenAsync(site, "r1");
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
            Assert.Equal("figures", (await NextAsync(reader)).Name);

            for (var beat = 0; beat < 2; beat++)
            {
                var line = reader.ReadLineAsync(Cancel).AsTask();
                await StepsAsync(16); // 14.4 s
                Assert.False(line.IsCompleted);
                await StepsAsync(1); // 15.3 s
                Assert.Equal(": still running", await line);
                Assert.Equal("", await reader.ReadLineAsync(Cancel));
            }

            Assert.Equal(1, Streams(site).Count);
            response.Dispose();
            await EventuallyAsync(() => Streams(site).Count == 0);
        }

        folder.Delete(recursive: true);

        // What a step brings is written before the next wait begins.
        async Task StepsAsync(int count)
        {
            for (var step = 0; step < count; step++)
            {
                await EventuallyAsync(() => clock.Waits > clock.Steps);
                clock.Step();
            }

            await EventuallyAsync(() => clock.Waits > clock.Steps);
        }
    }

    [Fact]
    public async Task Stop_DoesNotWaitForReaders()
    {
        var site = await RunningAsync();
        using var reader = await FollowAsync(site, "r1");
        Assert.Equal("figures", (await NextAsync(reader)).Name);
        await site.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System, Cancel);
    }

    [Fact]
    public async Task Events_AreNeitherKeptNorPacked()
    {
        await using var site = await TestSite.StartAsync();
        await site.RunAsync(TestSite.Report("r1"));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("/runs/r1/events", UriKind.Relative));
        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        using var response = await site.Client.SendAsync(request, Cancel);
        Assert.Equal("text/event-stream; charset=utf-8", response.Content.Headers.ContentType?.ToString());
        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.Equal("no-store", response.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task PageOfARunningRun_IsFollowedByTheScript_AndReloadedWithoutIt()
    {
        await using var site = await RunningAsync();
        await site.RunAsync(TestSite.Report("r0"));
        var page = await site.PageAsync("/runs/r1");
        Assert.Contains("data-events=\"/runs/r1/events\"", page, StringComparison.Ordinal);
        Assert.Contains("<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>", page, StringComparison.Ordinal);
        var script = page[(page.IndexOf("<script src=\"", StringComparison.Ordinal) + 13)..].Split('"')[0];
        using var answer = await site.GetAsync(script);
        Assert.Equal((HttpStatusCode.OK, "text/javascript"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        foreach (var figure in new[] { "gathered", "added", "updated", "unchanged", "rejected", "problems", "requests", "bytes", "seconds" })
            Assert.Contains($"id=\"run-{figure}\"", page, StringComparison.Ordinal);
        Assert.Contains("'run-' + name", text, StringComparison.Ordinal);

        var ended = await site.PageAsync("/runs/r0");
        Assert.DoesNotContain("<script", ended, StringComparison.Ordinal);
        Assert.DoesNotContain("http-equiv", ended, StringComparison.Ordinal);
    }

    private static RunReport Running { get; } = new() { Id = "r1", Source = "minato", Status = RunStatus.Running, StartedAt = TestSite.Now };

    private static OpenStreams Streams(TestSite site) => site.Services.GetRequiredService<OpenStreams>();

    private static async Task<TestSite> RunningAsync(int most = 200)
    {
        var site = await TestSite.StartWithAsync(options => options with { LiveInterval = TimeSpan.FromMilliseconds(10), MostLiveStreams = most });
        Assert.NotNull(await site.Store.Sources.AcquireAsync("minato", "another process", TestSite.Now, TimeSpan.FromMinutes(1), Cancel));
        await site.RunAsync(Running);
        return site;
    }

    private static Task<HttpResponseMessage> OpenAsync(TestSite site, string run) => site.Client.GetAsync(new Uri($"/runs/{run}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);

    private static async Task<StreamReader> FollowAsync(TestSite site, string run)
    {
        var response = await OpenAsync(site, run);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
    }

    private static async Task<(string Name, JsonElement Data)> NextAsync(StreamReader reader)
    {
        var name = "";
        while (await reader.ReadLineAsync(Cancel) is { } line)
        {
            if (line.StartsWith("event: ", StringComparison.Ordinal))
                name = line["event: ".Length..];
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                using var document = JsonDocument.Parse(line["data: ".Length..]);
                Assert.Equal("", await reader.ReadLineAsync(Cancel));
                return (name, document.RootElement.Clone());
            }
        }

        throw new EndOfStreamException("no further event");
    }

    private static async Task EventuallyAsync(Func<bool> isSo)
    {
        for (var i = 0; i < 1000 && !isSo(); i++)
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Cancel);
        Assert.True(isSo());
    }

    /// <summary>A clock that is moved by hand, from one wait of a certain length to the next.</summary>
    private sealed class WatchedClock(TimeSpan watched) : TimeProvider
    {
        private readonly HandClock clock = new();
        private int waits;

        public TimeSpan Watched => watched;

        /// <summary>Waits of that length that were begun.</summary>
        public int Waits => Volatile.Read(ref waits);

        public int Steps { get; private set; }

        public override long TimestampFrequency => clock.TimestampFrequency;

        public void Step()
        {
            Steps++;
            clock.Advance(watched);
        }

        public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

        public override long GetTimestamp() => clock.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = clock.CreateTimer(callback, state, dueTime, period);
            if (dueTime == watched)
                Interlocked.Increment(ref waits);
            return timer;
        }
    }
}
