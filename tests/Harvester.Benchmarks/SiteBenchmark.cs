namespace Harvester.Benchmarks;

/// <summary>A DCAT feed and pages with a table, each harvested for the first time and unchanged, beside its bare loop in the same run.</summary>
internal static class SiteBenchmark
{
    private static readonly Dictionary<string, string> Blocks = new()
    {
        ["feed"] = """dcat: { catalog: "{0}/catalog.ttl" }""",
        ["pages"] = """
            html:
              start: ["{0}/list/0"]
              items: { select: "table.data", layout: table }
              next: { select: "a[rel=next]", attr: href, optional: true }
              fields: { title: { column: 名称 }, description: { column: 説明 }, modified: { column: 更新日, date: auto } }
              distributions:
                items: { select: "a[href]" }
                fields: { downloadUrl: { select: ., attr: href }, title: { from: auto }, format: { from: auto }, byteSize: { from: auto } }
            """,
    };

    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-benchmark-").FullName;
        using var server = HarvestBenchmark.Child($"serve-site {count}");
        try
        {
            var site = $"http://127.0.0.1:{await server.StandardOutput.ReadLineAsync()}";
            Console.WriteLine($"{count} generated datasets over loopback into SQLite, {Environment.ProcessorCount} processors");
            Console.WriteLine($"{"",-44}{"seconds",10}{"datasets/s",12}{"peak MB",10}");
            foreach (var kind in Blocks.Keys)
            {
                var bare = await HarvestBenchmark.MeasureAsync($"{kind}: bare loop: fetch, parse, insert", count, $"bare-{kind} {site} {folder}/bare-{kind}.db");
                var first = await HarvestBenchmark.MeasureAsync($"{kind}: first harvest", count, $"harvest-{kind} {site} {folder}/{kind}.db");
                var second = await HarvestBenchmark.MeasureAsync($"{kind}: second harvest, unchanged", count, $"harvest-{kind} {site} {folder}/{kind}.db");
                Console.WriteLine($"{kind}: first / bare {first.Seconds / bare.Seconds:0.00}, unchanged / bare {second.Seconds / bare.Seconds:0.00}");
            }

            return 0;
        }
        finally
        {
            server.StandardInput.Close();
            await server.WaitForExitAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    public static Task<long> HarvestAsync(string kind, string site, string database) => Harvest.RunAsync(
        $$"""
        format: 1
        title: 生成
        publisher: { code: "131032" }
        schedule: daily
        http: { delay: 0s, concurrency: 2 }
        {{Blocks[kind].Replace("{0}", site)}}
        """,
        database);
}
