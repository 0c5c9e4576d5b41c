using System.Net;
using System.Net.Http.Headers;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Links;
using Harvester.Connectors.Sampling;
using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Links;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage;

namespace Harvester.Benchmarks;

/// <summary>
/// Link checks and header checks of generated datasets, each with one file on a loopback server that answers at once, without a pause between requests, beside a
/// bare client that sends the same requests as many at a time. Each in a process of its own. Fails where the goal for memory is missed.
/// </summary>
internal static class CheckBenchmark
{
    private const double MostMb = 300;

    /// <summary>As many as the gate of one host lets pass; the jobs themselves begin as many and more.</summary>
    private const int Concurrency = 4;

    private const string SourceId = "generated";

    private static readonly Lazy<ConnectorFile> File = new(() => ConnectorFiles.Parse($"{SourceId}.yml", $$"""
        format: 1
        title: 生成
        publisher: { code: "131032" }
        schedule: daily
        http: { delay: 0s, concurrency: {{Concurrency}} }
        list: { url: "http://127.0.0.1/list.csv" }
        """, new ConnectorFileChecks()).Files.Single());

    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-benchmark-").FullName;
        using var server = HarvestBenchmark.Child("serve-files");
        try
        {
            var site = $"http://127.0.0.1:{await server.StandardOutput.ReadLineAsync()}";
            Console.WriteLine($"{count} datasets of one file, over loopback, {Concurrency} requests at a time, in SQLite, {Environment.ProcessorCount} processors");
            Console.WriteLine($"{"",-44}{"seconds",10}{"checks/s",12}{"peak MB",10}");
            await HarvestBenchmark.MeasureAsync("storing them", count, $"store-files {count} {site} {folder}/store.db");
            var heads = await HarvestBenchmark.MeasureAsync("bare loop: HEAD", count, $"bare-heads {count} {site}");
            var links = await HarvestBenchmark.MeasureAsync("link checks", count, $"check-links {count} {folder}/store.db");
            var ranges = await HarvestBenchmark.MeasureAsync("bare loop: GET of the first 16 KB", count, $"bare-ranges {count} {site}");
            var headers = await HarvestBenchmark.MeasureAsync("header checks", count, $"check-headers {count} {folder}/store.db");
            var peak = Math.Max(links.PeakMb, headers.PeakMb);
            Console.WriteLine($"link checks / bare: {links.Seconds / heads.Seconds:0.00}, header checks / bare: {headers.Seconds / ranges.Seconds:0.00}");
            Console.WriteLine($"peak working set: {peak:0} MB (goal: under {MostMb})");
            return peak < MostMb ? 0 : 1;
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Stores the datasets, and lets the assessors put their addresses and files down to be looked at.</summary>
    public static async Task<long> StoreAsync(int count, string site, string database)
    {
        await using var store = await OpenAsync(database);
        foreach (var some in Enumerable.Range(0, count).Chunk(500))
            await GeneratedRecords.ApplyAsync(store, SourceId, ChangeKind.Added, some.Select(number => Record(number, site)));
        await Following(store).CatchUpAsync(CancellationToken.None);
        return count;
    }

    public static Task<long> BareHeadsAsync(int count, string site) => BareAsync(count, site, HttpMethod.Head, range: null);

    public static Task<long> BareRangesAsync(int count, string site) => BareAsync(count, site, HttpMethod.Get, new RangeHeaderValue(0, HeaderSampler.Length - 1));

    /// <exception cref="InvalidOperationException">Not every address answered.</exception>
    public static async Task<long> LinksAsync(int count, string database)
    {
        using var network = Asking();
        await using var store = await OpenAsync(database);
        var found = await new LinkChecks(store, new LinkProbe(network, FileOf), Following(store), TimeProvider.System, "benchmark")
            .RunAsync(count, DateTimeOffset.MaxValue, null, CancellationToken.None);
        return found.All(one => one.Code == "200") ? found.Count : throw new InvalidOperationException($"{found.First(one => one.Code != "200")}");
    }

    /// <exception cref="InvalidOperationException">Not every header was known.</exception>
    public static async Task<long> HeadersAsync(int count, string database)
    {
        using var network = Asking();
        await using var store = await OpenAsync(database);
        var report = await new HeaderChecks(store, Vocabulary(), new HeaderSampler(network, FileOf), TimeProvider.System, "benchmark").RunAsync(null, count, CancellationToken.None);
        return report.Checked == report.Asked ? report.Checked : throw new InvalidOperationException($"{report}");
    }

    /// <summary>The columns of the standard dataset that the generated ones are, as a CSV of 20 KB.</summary>
    public static string Csv() =>
        string.Join(',', Vocabulary().Entries.Single(entry => entry.Id == "public-toilets").Forms[0].Columns) + "\r\n" + string.Concat(Enumerable.Repeat("131032,1,東京都港区,公園\r\n", 500));

    private static async Task<long> BareAsync(int count, string site, HttpMethod method, RangeHeaderValue? range)
    {
        using var client = new HttpClient();
        var answers = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (number, token) =>
        {
            using var request = new HttpRequestMessage(method, $"{site}/f/{number}.csv");
            request.Headers.Range = range;
            using var response = await client.SendAsync(request, token);
            if (response.StatusCode is HttpStatusCode.OK or HttpStatusCode.PartialContent && (await response.Content.ReadAsByteArrayAsync(token)).Length >= 0)
                Interlocked.Increment(ref answers);
        });
        return answers;
    }

    private static Dataset Record(int number, string site) => new()
    {
        Id = $"{SourceId}~{number:0000000}",
        Title = LanguageMap.Japanese("公衆トイレ一覧"),
        Publisher = new Publisher { Code = "131032", Name = LanguageMap.Japanese("港区") },
        Licence = new Licence { Id = "CC-BY-4.0", Url = "https://creativecommons.org/licenses/by/4.0/", Basis = LicenceBasis.Record },
        Distributions = [new Distribution { Id = "1", DownloadUrl = $"{site}/f/{number}.csv", Format = "CSV" }],
        Provenance = new Provenance
        {
            Source = SourceId,
            RecordId = $"{number:0000000}",
            RawHash = "raw",
            ContentHash = $"{number}",
            MappingVersion = "m",
            FirstSeen = DateTimeOffset.UnixEpoch,
            LastChanged = DateTimeOffset.UnixEpoch,
        },
        Version = 1,
    };

    private static Network Asking() => new(new FetchingOptions { Contact = "benchmark", AllowPrivateNetworks = true }, _ => null);

    private static ConnectorFile FileOf(string source) => File.Value;

    private static StandardDatasetVocabulary Vocabulary() => MappingFiles.Load(Path.Combine(Harvest.Root(), "mappings")).Rules!.StandardDatasets;

    private static Assessments Following(IStore store) =>
        new(store, [new LinkPlanner(store.Links, TimeProvider.System), new Recogniser(store, Vocabulary(), TimeProvider.System)], TimeProvider.System, "benchmark");

    private static Task<IStore> OpenAsync(string database) => Stores.OpenAsync($"sqlite:{database}", TimeProvider.System, CancellationToken.None);
}
