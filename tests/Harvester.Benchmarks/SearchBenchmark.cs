using System.Diagnostics;
using System.Globalization;
using Harvester.Core.Ports;
using Harvester.Search;
using Harvester.Storage;

namespace Harvester.Benchmarks;

/// <summary>
/// Indexes generated datasets from an SQLite file beside a bare reading of the same, each in a process of its own, and asks the index for words of two characters with two facets
/// and ten rows, by one thread and by two. Fails where a goal is missed.
/// </summary>
internal static class SearchBenchmark
{
    private const double MostMilliseconds = 50;
    private const double MostMb = 500;
    private const int Rounds = 40;

    private static readonly string[] Words = ["人口", "防災", "公園", "統計", "施設", "避難", "学校", "環境", "予算", "観光", "港区", "一覧", "情報", "令和", "橋り", "食品"];
    private static readonly string[] Facets = ["organization", "res_format"];

    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-benchmark-").FullName;
        try
        {
            Console.WriteLine($"{count} generated datasets in SQLite, {Environment.ProcessorCount} processors");
            Console.WriteLine($"{"",-44}{"seconds",10}{"datasets/s",12}{"peak MB",10}");
            await HarvestBenchmark.MeasureAsync("storing them", count, $"store-catalogue {count} {folder}/store.db");
            var bare = await HarvestBenchmark.MeasureAsync("bare loop: read", count, $"read-records {folder}/store.db");
            var index = await HarvestBenchmark.MeasureAsync("indexed from scratch", count, $"index-catalogue {folder}/store.db {folder}/index");
            Console.WriteLine($"indexed / bare: {index.Seconds / bare.Seconds:0.00}; the index: {Directory.EnumerateFiles($"{folder}/index").Sum(file => new FileInfo(file).Length) / 1048576.0:0.0} MB");
            using var child = HarvestBenchmark.Child($"ask-index {folder}/store.db {folder}/index");
            Console.Write(await child.StandardOutput.ReadToEndAsync());
            await child.WaitForExitAsync();
            Console.WriteLine($"goals: 99 of 100 queries under {MostMilliseconds} ms by one thread, peak under {MostMb} MB");
            return child.ExitCode == 0 && index.PeakMb < MostMb ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task<long> IndexAsync(string database, string folder)
    {
        await using var store = await OpenAsync(database);
        using var index = CatalogueIndex.Open(folder);
        await index.CatchUpAsync(store, CancellationToken.None);
        return index.Search(new SearchRequest { Rows = 0 }).Total;
    }

    private static int asked;

    public static async Task<int> AskAsync(string database, string folder)
    {
        await using var store = await OpenAsync(database);
        var watch = Stopwatch.StartNew();
        using var index = CatalogueIndex.Open(folder);
        await index.CatchUpAsync(store, CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"opened and current after {watch.Elapsed.TotalSeconds:0.00} s"));
        Console.WriteLine($"{"",-44}{"p50 ms",10}{"p99 ms",10}{"CPU ms",10}{"queries/s",12}{"mean hits",12}");
        SearchRequest Plain(string words) => new() { Words = words, Facets = Facets };
        Ask(index, 1, Plain); // methods are compiled
        var one = Report("two characters, two facets, 1 thread", Ask(index, 1, Plain));
        Report("the same, 2 threads", Ask(index, 2, Plain));
        Report("with highlights, 1 thread", Ask(index, 1, words => Plain(words) with { Highlight = true }));
        Report("q through the parser, 1 thread", Ask(index, 1, words => new SearchRequest { Query = $"{words} AND res_format:CSV", Filters = ["+capacity:public", "metadata_modified:[NOW-100YEARS TO *]"], Facets = Facets }));
        Report("everything, six facets, 1 thread", Ask(index, 1, _ => new SearchRequest { Facets = ["organization", "groups", "tags", "res_format", "license_id", "freshness"] }));
        using var self = Process.GetCurrentProcess();
        var peak = self.PeakWorkingSet64 / 1048576.0;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak working set while asking: {peak:0} MB"));
        return one < MostMilliseconds && peak < MostMb ? 0 : 1;
    }

    // Processor time, too: where others use the machine, the clock tells of them.
    private static (double[] Milliseconds, double Seconds, double Processor, double Hits) Ask(CatalogueIndex index, int threads, Func<string, SearchRequest> request)
    {
        var times = new double[threads][];
        var hits = 0L;
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        Parallel.For(0, threads, new ParallelOptions { MaxDegreeOfParallelism = threads }, thread =>
        {
            var mine = times[thread] = new double[Rounds * Words.Length];
            for (var i = 0; i < mine.Length; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                Interlocked.Add(ref hits, index.Search(request(Words[(i + thread) % Words.Length]) with { FacetLimit = 101 + Interlocked.Increment(ref asked) }).Total);
                mine[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
            }
        });
        return ([.. times.SelectMany(some => some)], watch.Elapsed.TotalSeconds, (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds / (threads * Rounds * Words.Length), (double)hits / (threads * Rounds * Words.Length));
    }

    private static double Report(string what, (double[] Milliseconds, double Seconds, double Processor, double Hits) asked)
    {
        var sorted = asked.Milliseconds.Order().ToArray();
        var p99 = sorted[sorted.Length * 99 / 100];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-44}{sorted[sorted.Length / 2],10:0.0}{p99,10:0.0}{asked.Processor,10:0.0}{sorted.Length / asked.Seconds,12:0}{asked.Hits,12:0}"));
        return p99;
    }

    private static Task<IStore> OpenAsync(string database) => Stores.OpenAsync($"sqlite:{database}", TimeProvider.System, CancellationToken.None);
}
