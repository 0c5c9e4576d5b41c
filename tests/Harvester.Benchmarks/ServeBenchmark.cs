using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;
using Harvester.Storage;
using Harvester.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Harvester.Benchmarks;

/// <summary>
/// Serves a generated catalogue and asks it as portals do, by 20 clients at once, beside the floor: the same bytes from memory through the same server, in turns with the question
/// itself. Clients and server share the machine. Fails where a goal is missed.
/// </summary>
internal static class ServeBenchmark
{
    private const int Clients = 20;
    private const int Rounds = 6;
    private const int PerRound = 400;

    /// <summary>Of what takes a millisecond and less: a round of 400 would be over in a thirtieth of a second.</summary>
    private const int PerRoundOfLight = 4000;
    private const double MostMillisecondsMore = 50;
    private const double LeastShare = 0.7;
    private const double MostMb = 600;

    private static int asked;

    private static readonly string[] Words = ["人口", "防災", "公園", "統計", "施設", "避難", "学校", "環境", "予算", "観光", "港区", "一覧", "情報", "令和", "食品", "保育"];

    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-benchmark-").FullName;
        try
        {
            Console.WriteLine($"{count} generated datasets in SQLite, {Environment.ProcessorCount} processors, {Clients} clients on the same machine");
            await HarvestBenchmark.MeasureAsync("storing them", count, $"store-catalogue {count} {folder}/store.db");
            await HarvestBenchmark.MeasureAsync("indexing them", count, $"index-catalogue {folder}/store.db {folder}/index");
            using var child = HarvestBenchmark.Child($"serve-catalogue {folder}/store.db {folder}/index");
            var address = await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the server did not start");
            var isWell = await AskAsync(new Uri(address));
            child.StandardInput.Close();
            var peak = double.Parse((await child.StandardOutput.ReadToEndAsync()).Trim(), CultureInfo.InvariantCulture);
            await child.WaitForExitAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak working set of the server: {peak:0} MB (goal {MostMb})"));
            return isWell && peak < MostMb ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The process that is asked: prints its address, then, once its input ends, its peak working set in MB.</summary>
    /// <param name="options">Null: none of the dashboard's own.</param>
    public static async Task<int> ServeAsync(string database, string folder, HarvesterWebOptions? options = null)
    {
        await using var store = await Stores.OpenAsync($"sqlite:{database}", TimeProvider.System, CancellationToken.None);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(store).AddSingleton<ISources>(new NoSources()).AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(_ => CatalogueIndex.Open(folder));
        builder.Services.AddHarvesterWeb((options ?? new HarvesterWebOptions()) with { RateLimit = new RateLimit(0, 0), KeepAnswers = TimeSpan.FromSeconds(10) });
        await using var application = builder.Build();
        application.UseHarvesterWeb();
        var floors = new Dictionary<string, (byte[] Body, string Type)>();
        application.MapPost("/floor/{name}", async (string name, HttpRequest request) =>
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            lock (floors)
                floors[name] = (body.ToArray(), request.Headers["X-Type"].ToString());
            return Results.Ok();
        });
        application.MapGet("/floor/{name}", (string name) => Results.Bytes(floors[name].Body, floors[name].Type));
        application.MapHarvesterWeb();
        await application.StartAsync();
        Console.WriteLine(application.Urls.First());
        await Console.In.ReadToEndAsync();
        await application.StopAsync();
        using var self = Process.GetCurrentProcess();
        Console.WriteLine((self.PeakWorkingSet64 / 1048576.0).ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static async Task<bool> AskAsync(Uri address)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = Clients }) { BaseAddress = address };
        var ids = await WaitAsync(http);
        Console.WriteLine($"{"",-46}{"p50 ms",9}{"p99 ms",9}{"req/s",9}{"floor p99",11}{"floor req/s",13}{"bytes",9}");
        var search = await CompareAsync(http, "package_search: 2 characters, 2 facets", i => $"/api/3/action/package_search?q={Uri.EscapeDataString(Words[i % Words.Length])}&facet.field=%5B%22organization%22%2C%22res_format%22%5D&rows=10");
        await CompareAsync(http, "the same, never asked before", i => $"/api/3/action/package_search?q={Uri.EscapeDataString(Words[i % Words.Length])}&facet.field=%5B%22organization%22%2C%22res_format%22%5D&rows=10&facet.limit={101 + Interlocked.Increment(ref asked)}");
        var json = await CompareAsync(http, "/api/v1/datasets/{id}", perRound: PerRoundOfLight, address: i => $"/api/v1/datasets/{Uri.EscapeDataString(ids[i * 7 % ids.Count])}");
        var many = await IdsAsync(http, (Rounds + 1) * PerRoundOfLight);
        await CompareAsync(http, "the same, each for the first time", perRound: PerRoundOfLight, address: i => $"/api/v1/datasets/{Uri.EscapeDataString(many[i % many.Count])}");
        await CompareAsync(http, "package_show", perRound: PerRoundOfLight, address: i => $"/api/3/action/package_show?id={Core.Publication.PackageNames.Id(ids[i * 7 % ids.Count])}");
        await CompareAsync(http, "/datasets/{id} (page)", i => $"/datasets/{Uri.EscapeDataString(ids[i * 7 % ids.Count])}");
        await CompareAsync(http, "/datasets/{id}.ttl", i => $"/datasets/{Uri.EscapeDataString(ids[i * 7 % ids.Count])}.ttl");
        var (more, share) = (search.P99 - search.FloorP99, json.PerSecond / json.FloorPerSecond);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"package_search: {more:0.0} ms more than the floor at p99 (goal: at most {MostMillisecondsMore}); dataset JSON: {share:0.00} of the floor's throughput (goal: {LeastShare})"));
        return more <= MostMillisecondsMore && share >= LeastShare;
    }

    internal static async Task<IReadOnlyList<string>> WaitAsync(HttpClient http)
    {
        while ((await http.GetAsync(new Uri("/api/3/action/package_list?limit=1", UriKind.Relative))).StatusCode != HttpStatusCode.OK)
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
        return await IdsAsync(http, 1000);
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(HttpClient http, int most)
    {
        List<string> ids = [];
        for (string? cursor = ""; cursor is not null && ids.Count < most;)
        {
            using var page = JsonDocument.Parse(await http.GetStringAsync(new Uri($"/api/v1/datasets?limit=1000&fields=id{cursor}", UriKind.Relative)));
            ids.AddRange(page.RootElement.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("id").GetString()!));
            cursor = page.RootElement.GetProperty("next").GetString() is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : null;
        }

        return ids;
    }

    private readonly record struct Figures(double P50, double P99, double PerSecond, double FloorP99, double FloorPerSecond);

    private static async Task<Figures> CompareAsync(HttpClient http, string what, Func<int, string> address, int perRound = PerRound)
    {
        var name = Guid.NewGuid().ToString("N");
        using (var first = await http.GetAsync(new Uri(address(0), UriKind.Relative)))
        {
            first.EnsureSuccessStatusCode();
            using var body = new ByteArrayContent(await first.Content.ReadAsByteArrayAsync());
            using var post = new HttpRequestMessage(HttpMethod.Post, new Uri($"/floor/{name}", UriKind.Relative)) { Content = body };
            post.Headers.TryAddWithoutValidation("X-Type", "application/octet-stream");
            (await http.SendAsync(post)).EnsureSuccessStatusCode();
        }

        List<double> asked = [], floor = [];
        var (askedSeconds, floorSeconds, bytes) = (0.0, 0.0, 0L);
        for (var round = 0; round <= Rounds; round++)
        {
            var (times, seconds, read) = await RoundAsync(http, i => address(i + (round * perRound)), perRound);
            var (floorTimes, floorTook, _) = await RoundAsync(http, _ => $"/floor/{name}", perRound);
            if (round == 0)
                continue; // methods are compiled
            asked.AddRange(times);
            floor.AddRange(floorTimes);
            (askedSeconds, floorSeconds, bytes) = (askedSeconds + seconds, floorSeconds + floorTook, bytes + read);
        }

        asked.Sort();
        floor.Sort();
        var figures = new Figures(asked[asked.Count / 2], asked[asked.Count * 99 / 100], asked.Count / askedSeconds, floor[floor.Count * 99 / 100], floor.Count / floorSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-46}{figures.P50,9:0.0}{figures.P99,9:0.0}{figures.PerSecond,9:0}{figures.FloorP99,11:0.0}{figures.FloorPerSecond,13:0}{bytes / asked.Count,9}"));
        return figures;
    }

    private static async Task<(List<double> Milliseconds, double Seconds, long Bytes)> RoundAsync(HttpClient http, Func<int, string> address, int perRound)
    {
        var (next, bytes) = (-1, 0L);
        var watch = Stopwatch.StartNew();
        var clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(async _ =>
        {
            var times = new List<double>();
            while (Interlocked.Increment(ref next) is var i && i < perRound)
            {
                var begun = Stopwatch.GetTimestamp();
                var body = await http.GetByteArrayAsync(new Uri(address(i), UriKind.Relative));
                times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
                Interlocked.Add(ref bytes, body.Length);
            }

            return times;
        }));
        return ([.. clients.SelectMany(times => times)], watch.Elapsed.TotalSeconds, bytes);
    }

    internal sealed class NoSources : ISources
    {
        public IReadOnlyList<Source> All => [];

        public Source? Find(string id) => null;

        public IConnector Connect(Source source) => throw new InvalidOperationException("nothing is harvested here");
    }
}
