using System.Diagnostics;
using System.Globalization;

namespace Harvester.Benchmarks;

/// <summary>
/// Harvests generated CKAN datasets over loopback into SQLite, beside a bare loop that fetches, parses once and inserts the same bytes, each in a
/// process of its own, in the same run. Prints times, their ratio and peak working sets, and fails where a goal is missed.
/// </summary>
internal static class HarvestBenchmark
{
    private const double MostFirst = 3;
    private const double MostSecond = 2.6;
    private const double MostMb = 300;

    /// <summary>A first harvest and its bare loop, in turn; the middle ones count, as a machine is faster or slower by a fifth from one minute to the next.</summary>
    internal const int Rounds = 3;

    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-benchmark-").FullName;
        using var server = Child($"serve-ckan {count}");
        try
        {
            var port = await server.StandardOutput.ReadLineAsync();
            var api = $"http://127.0.0.1:{port}/api/3/action";
            Console.WriteLine($"{count} generated CKAN datasets over loopback into SQLite, {Environment.ProcessorCount} processors");
            Console.WriteLine($"{"",-44}{"seconds",10}{"datasets/s",12}{"peak MB",10}");
            var (bares, firsts) = (new List<(double Seconds, double PeakMb)>(), new List<(double Seconds, double PeakMb)>());
            for (var round = 1; round <= Rounds; round++)
            {
                bares.Add(await MeasureAsync("bare loop: fetch, parse, insert", count, $"bare-insert {api} {folder}/bare-{round}.db"));
                firsts.Add(await MeasureAsync("first harvest", count, $"harvest {api} {folder}/harvest-{round}.db"));
            }

            var (bare, first) = (Middle(bares), Middle(firsts));
            var hash = await MeasureAsync("bare loop: fetch, parse, hash", count, $"bare-hash {api}");
            var second = await MeasureAsync("second harvest, unchanged", count, $"harvest {api} {folder}/harvest-{Rounds}.db");
            var peak = Math.Max(first.PeakMb, second.PeakMb);
            Console.WriteLine($"first harvest / bare insert: {first.Seconds / bare.Seconds:0.00} (goal: at most {MostFirst})");
            Console.WriteLine($"second harvest / bare hash:  {second.Seconds / hash.Seconds:0.00} (goal: at most {MostSecond})");
            Console.WriteLine($"peak working set: {peak:0} MB (goal: under {MostMb})");
            return first.Seconds / bare.Seconds <= MostFirst && second.Seconds / hash.Seconds <= MostSecond && peak < MostMb ? 0 : 1;
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One measured process: does the work and prints records, seconds and peak megabytes.</summary>
    public static Task<int> ChildAsync(Func<Task<long>> work) => ChildAsync(_ => work());

    /// <summary>The same, for work that says when it is ready: the clock starts once more then.</summary>
    public static async Task<int> ChildAsync(Func<Action, Task<long>> work)
    {
        var watch = Stopwatch.StartNew();
        var records = await work(watch.Restart);
        var seconds = watch.Elapsed.TotalSeconds;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records} {seconds} {self.PeakWorkingSet64 / 1048576.0}"));
        return 0;
    }

    public static Task<long> HarvestAsync(string api, string database, Action? ready = null) => Harvest.RunAsync(
        $$"""
        format: 1
        title: 生成
        shared: true
        publisher: { code: "130001" }
        schedule: daily
        http: { delay: 0s, concurrency: 2 }
        ckan: { api: "{{api}}", identity: name }
        """,
        database,
        ready);

    public static async Task<(double Seconds, double PeakMb)> MeasureAsync(string what, int count, string arguments)
    {
        using var child = Child(arguments);
        var line = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (child.ExitCode != 0 || parts.Length != 3 || parts[0] != $"{count}")
            throw new InvalidOperationException($"{what}: exit {child.ExitCode}, \"{line.Trim()}\" instead of {count} records");
        var (seconds, peak) = (double.Parse(parts[1], CultureInfo.InvariantCulture), double.Parse(parts[2], CultureInfo.InvariantCulture));
        Console.WriteLine($"{what,-44}{seconds,10:0.00}{count / seconds,12:0}{peak,10:0}");
        return (seconds, peak);
    }

    /// <summary>The middle time, and the highest peak.</summary>
    public static (double Seconds, double PeakMb) Middle(IReadOnlyCollection<(double Seconds, double PeakMb)> measured) =>
        (measured.Select(one => one.Seconds).Order().ElementAt(measured.Count / 2), measured.Max(one => one.PeakMb));

    public static Process Child(string arguments) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
