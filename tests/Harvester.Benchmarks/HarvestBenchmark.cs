using System.Diagnostics;
using System.Globalization;
using Harvester.Connectors.Ckan;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Connectors.Fetching;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Runs;
using Harvester.Storage.Sqlite;

namespace Harvester.Benchmarks;

/// <summary>
/// Harvests generated CKAN datasets over loopback into SQLite, beside a bare loop that fetches, parses once and inserts the same bytes, each in a
/// process of its own, in the same run. Prints times, their ratio and peak working sets. Goals: 4 times the bare loop, 300 MB.
/// </summary>
internal static class HarvestBenchmark
{
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
            var bare = await MeasureAsync("bare loop: fetch, parse, insert", count, $"bare-insert {api} {folder}/bare.db");
            var first = await MeasureAsync("first harvest", count, $"harvest {api} {folder}/harvest.db");
            var hash = await MeasureAsync("bare loop: fetch, parse, hash", count, $"bare-hash {api}");
            var second = await MeasureAsync("second harvest, unchanged", count, $"harvest {api} {folder}/harvest.db");
            Console.WriteLine($"first harvest / bare insert: {first.Seconds / bare.Seconds:0.00} (goal: at most 4)");
            Console.WriteLine($"second harvest / bare hash:  {second.Seconds / hash.Seconds:0.00}");
            Console.WriteLine($"peak working set: {Math.Max(first.PeakMb, second.PeakMb):0} MB (goal: under 300)");
            return first.Seconds / bare.Seconds <= 4 && Math.Max(first.PeakMb, second.PeakMb) < 300 ? 0 : 1;
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One measured process: does the work and prints records, seconds and peak megabytes.</summary>
    public static async Task<int> ChildAsync(Func<Task<long>> work)
    {
        var watch = Stopwatch.StartNew();
        var records = await work();
        var seconds = watch.Elapsed.TotalSeconds;
        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{records} {seconds} {self.PeakWorkingSet64 / 1048576.0}"));
        return 0;
    }

    public static async Task<long> HarvestAsync(string api, string database)
    {
        var mappings = MappingFiles.Load(Path.Combine(Root(), "mappings"));
        var yaml = $$"""
            format: 1
            title: 生成
            shared: true
            publisher: { code: "130001" }
            schedule: daily
            http: { delay: 0s, concurrency: 2 }
            ckan: { api: "{{api}}", identity: name }
            """;
        var file = ConnectorFiles.Parse("generated.yml", yaml, new ConnectorFileChecks()).Files.Single();
        using var network = new Network(new FetchingOptions { Contact = "benchmark", AllowPrivateNetworks = true }, _ => null);
        await using var store = await SqliteStore.OpenAsync(database, TimeProvider.System, CancellationToken.None);
        var sources = new SourceCatalogue([file], f => new CkanConnector(f, network.FetcherFor(f)));
        var report = await new SourceRunner(store, sources, new Mapper(mappings.Rules!, TimeProvider.System), TimeProvider.System, "benchmark")
            .RunAsync(file.Source, new RunOptions { Full = true }, Silent.Instance, CancellationToken.None);
        if (report.Status is not RunStatus.Succeeded)
            throw new InvalidOperationException($"{report.Status}: {report.Error}");
        return report.Gathered;
    }

    private static async Task<(double Seconds, double PeakMb)> MeasureAsync(string what, int count, string arguments)
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

    private static Process Child(string arguments) => Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments)
    {
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Harvester.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("no Harvester.sln above the program");
    }
}
