using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Storage;

namespace Harvester.Benchmarks;

/// <summary>
/// Groups generated records from scratch and after changes, through the real assessor and an SQLite file, each in a process of its own, beside a bare
/// reading of the same records. Fails where a goal is missed.
/// </summary>
internal static class DuplicatesBenchmark
{
    private const double MostSeconds = 30;
    private const double MostMb = 500;
    private const int Changed = 1000;

    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-benchmark-").FullName;
        try
        {
            Console.WriteLine($"{count} generated records in SQLite, {Environment.ProcessorCount} processors");
            Console.WriteLine($"{"",-44}{"seconds",10}{"datasets/s",12}{"peak MB",10}");
            await HarvestBenchmark.MeasureAsync("storing them", count, $"store-records {count} {folder}/store.db");
            var bare = await HarvestBenchmark.MeasureAsync("bare loop: read", count, $"read-records {folder}/store.db");
            var all = await HarvestBenchmark.MeasureAsync("grouped from scratch", count, $"group-records {count} {folder}/store.db");
            await HarvestBenchmark.MeasureAsync("changed, and looked at again", Math.Min(Changed, count), $"change-records {count} {folder}/store.db");
            Console.WriteLine($"grouped / bare: {all.Seconds / bare.Seconds:0.00}");
            Console.WriteLine($"grouped from scratch: {all.Seconds:0.0} s (goal: under {MostSeconds}), {all.PeakMb:0} MB (goal: under {MostMb})");
            return all.Seconds < MostSeconds && all.PeakMb < MostMb ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task<long> ReadAsync(string database)
    {
        await using var store = await OpenAsync(database);
        return await store.Datasets.AllAsync(new DatasetFilter(), CancellationToken.None).CountAsync();
    }

    /// <exception cref="InvalidOperationException">Not every republished record was found, or more was.</exception>
    public static async Task<long> GroupAsync(int count, string database)
    {
        await using var store = await OpenAsync(database);
        var done = await CatchUpAsync(store);
        await CheckAsync(store, Enumerable.Range(0, count).Count(number => number % GeneratedRecords.Block == 1));
        // Findings are entries of the log, which are read again.
        return done < count ? done : count;
    }

    /// <summary>Records that lie scattered change their titles; those of the own portals no longer agree with their copies.</summary>
    public static async Task<long> ChangeAsync(int count, string database)
    {
        await using var store = await OpenAsync(database);
        var groups = await store.Duplicates.CountGroupsAsync(CancellationToken.None);
        var numbers = Enumerable.Range(0, Math.Min(Changed, count)).Select(n => (int)((long)n * count / Math.Min(Changed, count))).ToList();
        foreach (var some in numbers.GroupBy(GeneratedRecords.SourceOf))
            await GeneratedRecords.ApplyAsync(store, some.Key, ChangeKind.Updated, some.Select(number => GeneratedRecords.Record(number, 2) with { Title = LanguageMap.Japanese($"改題{number}") }));
        await CatchUpAsync(store);
        await CheckAsync(store, groups - numbers.Count(number => number % GeneratedRecords.Block is 0 or 1));
        return numbers.Count;
    }

    private static Task<IStore> OpenAsync(string database) => Stores.OpenAsync($"sqlite:{database}", TimeProvider.System, CancellationToken.None);

    private static Task<long> CatchUpAsync(IStore store) =>
        new Assessments(store, [new DuplicateAssessor(store, GeneratedRecords.Sources, TimeProvider.System)], TimeProvider.System, "benchmark").CatchUpAsync(CancellationToken.None);

    private static async Task CheckAsync(IStore store, long expected)
    {
        var groups = await store.Duplicates.CountGroupsAsync(CancellationToken.None);
        if (groups != expected)
            throw new InvalidOperationException($"{groups} groups instead of {expected}");
    }
}
