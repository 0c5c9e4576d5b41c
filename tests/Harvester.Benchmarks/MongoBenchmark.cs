using System.Diagnostics;
using System.Globalization;
using Harvester.Core.Ports;
using Harvester.Storage;
using Harvester.Storage.Copying;
using MongoDB.Bson;
using MongoDB.Driver;

namespace Harvester.Benchmarks;

/// <summary>
/// Harvests generated CKAN datasets into MongoDB, and copies them there from SQLite, beside a bare driver loop that writes the very same documents into the
/// same indexes; then harvests once more with nothing changed. The server is the one that HARVESTER_TEST_MONGODB names, else the test server in tests/mongo-emulator: then times say how much the store
/// asks of a server and not how fast MongoDB is. The clocks of harvest and bare loop start with the store open.
/// </summary>
internal static class MongoBenchmark
{
    private const double Most = 2;
    private const double MostMb = 300;
    private const int Rows = 500;

    private static readonly string[] Written = ["payloads", "datasets", "changes"];

    public static async Task<int> RunAsync(int count)
    {
        using var server = Environment.GetEnvironmentVariable("HARVESTER_TEST_MONGODB") is { Length: > 0 } ? null : Emulator();
        var mongo = Environment.GetEnvironmentVariable("HARVESTER_TEST_MONGODB") is { Length: > 0 } given
            ? given.TrimEnd('/')
            : $"mongodb://{(await server!.StandardOutput.ReadLineAsync())!.Split(' ')[1]}";
        var (store, copy) = (Database(), Database());
        var databases = new List<string> { store, copy };
        var folder = Directory.CreateTempSubdirectory("harvester-benchmark-").FullName;
        using var ckan = HarvestBenchmark.Child($"serve-ckan {count}");
        try
        {
            var api = $"http://127.0.0.1:{await ckan.StandardOutput.ReadLineAsync()}/api/3/action";
            Console.WriteLine($"{count} generated CKAN datasets over loopback into MongoDB ({(server is null ? "a given server" : "the test server")}), {Environment.ProcessorCount} processors");
            Console.WriteLine($"{"",-44}{"seconds",10}{"datasets/s",12}{"peak MB",10}");
            var (firsts, bares) = (new List<(double Seconds, double PeakMb)>(), new List<(double Seconds, double PeakMb)>());
            for (var round = 1; round <= HarvestBenchmark.Rounds; round++)
            {
                var (into, bareCopy) = (round == HarvestBenchmark.Rounds ? store : Database(), Database());
                databases.AddRange([into, bareCopy]);
                firsts.Add(await HarvestBenchmark.MeasureAsync("first harvest", count, $"harvest-ready {api} {into}"));
                bares.Add(await HarvestBenchmark.MeasureAsync("bare driver loop: the same documents", count, $"bare-mongo {into} {bareCopy}"));
                await DropAsync(into == store ? [bareCopy] : [into, bareCopy]);
            }

            var (first, bare) = (HarvestBenchmark.Middle(firsts), HarvestBenchmark.Middle(bares));
            await HarvestBenchmark.MeasureAsync("(harvest into SQLite, to be copied)", count, $"harvest {api} {folder}/harvest.db");
            var copied = await HarvestBenchmark.MeasureAsync("copy from SQLite", count, $"copy sqlite:{folder}/harvest.db {copy}");
            var before = await StampAsync(store);
            var second = await HarvestBenchmark.MeasureAsync("second harvest, unchanged", count, $"harvest-ready {api} {store}");
            var isUntouched = before == await StampAsync(store);
            var peak = new[] { first.PeakMb, second.PeakMb, copied.PeakMb }.Max();
            Console.WriteLine($"first harvest / bare loop: {first.Seconds / bare.Seconds:0.00} (goal: at most {Most})");
            Console.WriteLine($"copy / bare loop: {copied.Seconds / bare.Seconds:0.00} (goal: at most {Most})");
            Console.WriteLine($"the second harvest {(isUntouched ? "wrote no dataset document" : "WROTE dataset documents")}");
            Console.WriteLine($"peak working set: {peak:0} MB (goal: under {MostMb})");
            return Math.Max(first.Seconds, copied.Seconds) / bare.Seconds <= Most && isUntouched && peak < MostMb ? 0 : 1;
        }
        finally
        {
            ckan.StandardInput.Close();
            await ckan.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
            await DropAsync(databases);
            server?.StandardInput.Close();
        }

        string Database() => $"{mongo}/bench_{Guid.NewGuid():n}";
    }

    private static async Task DropAsync(IEnumerable<string> databases)
    {
        foreach (var database in databases)
        {
            using var client = new MongoClient(database);
            await client.DropDatabaseAsync(new MongoUrl(database).DatabaseName);
        }
    }

    /// <summary>Copies a store as the program does; how many datasets.</summary>
    public static async Task<long> CopyAsync(string from, string to)
    {
        await using var copy = await StoreCopy.OpenAsync(from, to, TimeProvider.System, CancellationToken.None);
        await copy.RunAsync(null, CancellationToken.None);
        await using var store = await Stores.OpenAsync(to, TimeProvider.System, CancellationToken.None);
        return await store.Datasets.CountAsync(new DatasetFilter(), CancellationToken.None);
    }

    /// <summary>Writes what a harvest wrote, as fast as the driver does: only the writing is timed.</summary>
    public static async Task<int> BareAsync(string from, string to)
    {
        await (await Stores.OpenAsync(to, TimeProvider.System, CancellationToken.None)).DisposeAsync(); // the same indexes
        using var source = new MongoClient(from);
        using var target = new MongoClient(to);
        var (read, write) = (source.GetDatabase(new MongoUrl(from).DatabaseName), target.GetDatabase(new MongoUrl(to).DatabaseName).WithWriteConcern(WriteConcern.WMajority));
        var watch = new Stopwatch();
        var datasets = 0L;
        using var datasetCursor = await OpenAsync(read, "datasets");
        using var payloadCursor = await OpenAsync(read, "payloads");
        using var changeCursor = await OpenAsync(read, "changes");
        var cursors = new[] { payloadCursor, datasetCursor, changeCursor };
        while (true)
        {
            var pages = new List<List<BsonDocument>>();
            foreach (var cursor in cursors)
                pages.Add(await cursor.MoveNextAsync() ? [.. cursor.Current] : []);
            if (pages.TrueForAll(page => page.Count == 0))
                break;
            datasets += pages[1].Count;
            for (var i = 0; i < pages.Count; i++)
            {
                if (pages[i].Count == 0)
                    continue;
                watch.Start();
                await write.GetCollection<BsonDocument>(Written[i]).InsertManyAsync(pages[i], new InsertManyOptions { IsOrdered = false });
                watch.Stop();
            }
        }

        using var self = Process.GetCurrentProcess();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{datasets} {watch.Elapsed.TotalSeconds} {self.PeakWorkingSet64 / 1048576.0}"));
        return 0;
    }

    private static Task<IAsyncCursor<BsonDocument>> OpenAsync(IMongoDatabase database, string collection) =>
        database.GetCollection<BsonDocument>(collection).FindAsync(FilterDefinition<BsonDocument>.Empty, new FindOptions<BsonDocument> { BatchSize = Rows });

    /// <summary>The stamp of the newest write of a dataset, and how many there are.</summary>
    private static async Task<(long Stamp, long Count)> StampAsync(string address)
    {
        using var client = new MongoClient(address);
        var datasets = client.GetDatabase(new MongoUrl(address).DatabaseName).GetCollection<BsonDocument>("datasets");
        using var cursor = await datasets.AggregateAsync<BsonDocument>(new BsonDocument[] { new("$group", new BsonDocument { { "_id", BsonNull.Value }, { "stamp", new BsonDocument("$max", "$store.stamp") } }) });
        return ((await cursor.FirstAsync())["stamp"].ToInt64(), await datasets.CountDocumentsAsync(FilterDefinition<BsonDocument>.Empty));
    }

    private static Process Emulator() => Process.Start(new ProcessStartInfo("node", "server.mjs")
    {
        WorkingDirectory = Path.Combine(Harvest.Root(), "tests", "mongo-emulator"),
        RedirectStandardInput = true,
        RedirectStandardOutput = true,
    })!;
}
