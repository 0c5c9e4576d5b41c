using Harvester.Core.Ports;
using Harvester.Publishing;
using Harvester.Rdf;
using Harvester.Storage;

namespace Harvester.Benchmarks;

/// <summary>
/// Exports generated records from an SQLite file in every format, each in a process of its own, beside a bare reading of the same records and, in RDF, beside the reading of what
/// was written. Fails where a full export of DCAT has less than half the speed at which it is read back, or memory grows with the catalogue.
/// </summary>
internal static class ExportBenchmark
{
    private const double LeastShare = 0.5;
    private const double MostMb = 300;

    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-benchmark-").FullName;
        try
        {
            Console.WriteLine($"{count} generated records in SQLite, {Environment.ProcessorCount} processors");
            Console.WriteLine($"{"",-44}{"seconds",10}{"datasets/s",12}{"peak MB",10}");
            await HarvestBenchmark.MeasureAsync("storing them", count, $"store-records {count} {folder}/store.db");
            await HarvestBenchmark.MeasureAsync("bare loop: read", count, $"read-records {folder}/store.db");
            var isWell = true;
            foreach (var format in ExportFormats.All)
            {
                var file = $"{folder}/catalogue.{format.Extension}";
                var written = await HarvestBenchmark.MeasureAsync($"{format.Name}: written", count, $"export-records {format.Name} {folder}/store.db {file}");
                isWell &= written.PeakMb < MostMb;
                if (RdfSyntaxes.OfName(format.Name) is not null)
                {
                    var read = await HarvestBenchmark.MeasureAsync($"{format.Name}: read back ({new FileInfo(file).Length / 1e6:0} MB)", count, $"read-export {file}");
                    Console.WriteLine($"{format.Name}: speed of the export / of the reading: {read.Seconds / written.Seconds:0.00} (goal: {LeastShare} or more)");
                    isWell &= read.Seconds / written.Seconds >= LeastShare;
                }

                File.Delete(file);
            }

            return isWell ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    public static async Task<long> WriteAsync(string format, string database, string file)
    {
        await using var store = await Stores.OpenAsync($"sqlite:{database}", TimeProvider.System, CancellationToken.None);
        await using var output = File.Create(file);
        return await ExportFormats.Find(format)!.WriteAsync(store.Datasets.AllAsync(new DatasetFilter(), CancellationToken.None), output, CancellationToken.None);
    }

    /// <summary>The datasets of the file, by the statements that name them.</summary>
    public static async Task<long> ReadAsync(string file)
    {
        var counter = new Counter();
        await using var input = File.OpenRead(file);
        await RdfReader.ReadAsync(input, RdfSyntaxes.OfFileName(file)!.Value, new RdfReaderOptions { BaseIri = "http://localhost:8080/catalog", MaxStatements = long.MaxValue }, counter, CancellationToken.None);
        return counter.Datasets;
    }

    private sealed class Counter : IStatementHandler
    {
        public long Datasets { get; private set; }

        public void Take(in StatementView statement)
        {
            if (statement.Predicate.Value.SequenceEqual("http://www.w3.org/ns/dcat#dataset"u8))
                Datasets++;
        }
    }
}
