using System.Diagnostics;
using System.Globalization;
using Harvester.Connectors.Definitions.Mappings;
using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Coverage;
using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Storage;
using Harvester.Web;

namespace Harvester.Benchmarks;

/// <summary>
/// The dashboard's pages over a generated catalogue, each beside a static page of the same bytes from memory through the same server, in turns. One reader at a time: it is the
/// time of a page that is asked, not how many there can be. Fails where a page takes more than the goal.
/// </summary>
internal static class PagesBenchmark
{
    private const int Rounds = 60;
    private const double MostMillisecondsMore = 50;

    public static async Task<int> RunAsync(int count)
    {
        var folder = Directory.CreateTempSubdirectory("harvester-benchmark-").FullName;
        try
        {
            Console.WriteLine($"{count} generated datasets in SQLite, {Environment.ProcessorCount} processors, one reader on the same machine");
            await HarvestBenchmark.MeasureAsync("storing them", count, $"store-catalogue {count} {folder}/store.db");
            await HarvestBenchmark.MeasureAsync("assessing them", count, $"assess-catalogue {folder}/store.db");
            await HarvestBenchmark.MeasureAsync("indexing them", count, $"index-catalogue {folder}/store.db {folder}/index");
            using var child = HarvestBenchmark.Child($"serve-pages {folder}/store.db {folder}/index");
            var address = await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the server did not start");
            var isWell = await AskAsync(new Uri(address));
            child.StandardInput.Close();
            Console.WriteLine($"peak working set of the server: {double.Parse((await child.StandardOutput.ReadToEndAsync()).Trim(), CultureInfo.InvariantCulture):0} MB");
            await child.WaitForExitAsync();
            return isWell ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Judges the whole catalogue, as the background work does. How many datasets.</summary>
    public static async Task<long> AssessAsync(string database)
    {
        var rules = Rules();
        await using var store = await Stores.OpenAsync($"sqlite:{database}", TimeProvider.System, CancellationToken.None);
        var scorer = new QualityScorer(rules.Formats, rules.Licences, rules.StandardDatasets);
        await new Assessments(
            store,
            [
                new Recogniser(store, rules.StandardDatasets, TimeProvider.System),
                new DuplicateAssessor(store, new Dictionary<string, Source>(), TimeProvider.System),
                new QualityAssessor(store.Annotations, scorer, "", TimeProvider.System),
                new CoverageAssessor(store.Coverage, store.Annotations, new Contributions(rules.Formats, scorer), ""),
            ],
            TimeProvider.System, "benchmark").CatchUpAsync(CancellationToken.None);
        var snapshot = await new CoverageReport(store, new ServeBenchmark.NoSources(), rules.Publishers.Municipalities, [], new Bilingual("", ""), TimeProvider.System).TakeAsync(CancellationToken.None);
        // As many days as the pictures show.
        for (var day = 1; day < 90; day++)
            await store.Coverage.SaveAsync(snapshot with { Day = snapshot.Day.AddDays(-day) }, CancellationToken.None);
        return snapshot.Total.Records;
    }

    /// <summary>The process that is asked, see <see cref="ServeBenchmark.ServeAsync"/>.</summary>
    public static Task<int> ServeAsync(string database, string folder)
    {
        var rules = Rules();
        return ServeBenchmark.ServeAsync(database, folder, new HarvesterWebOptions
        {
            Municipalities = rules.Publishers.Municipalities.ToDictionary(body => body.Code, body => body.Name),
            EnglishMunicipalities = rules.Publishers.Municipalities.ToDictionary(body => body.Code, body => body.EnglishName),
            PriorityFields = rules.PriorityFields.Rules,
            Scorer = new QualityScorer(rules.Formats, rules.Licences, rules.StandardDatasets),
            StandardDatasets = rules.StandardDatasets,
            Licences = rules.Licences,
        });
    }

    private static async Task<bool> AskAsync(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        var ids = await ServeBenchmark.WaitAsync(http);
        string[] words = ["人口", "防災", "公園", "統計", "施設", "避難", "学校", "環境", "予算", "観光", "一覧", "情報", "令和", "食品", "保育", "児童"];
        string[] codes = [.. Rules().Publishers.Municipalities.Select(body => body.Code)];
        (string Name, Func<int, string> Address)[] pages =
        [
            ("/", _ => "/"),
            ("/?measure=quality", _ => "/?measure=quality"),
            ("/municipalities/{code}", i => $"/municipalities/{codes[i % codes.Length]}"),
            ("/standard-datasets", _ => "/standard-datasets"),
            ("/standard-datasets/{code}/{id}", i => $"/standard-datasets/{codes[i % codes.Length]}/aed-locations"),
            ("/formats", _ => "/formats"),
            ("/licences", _ => "/licences"),
            ("/quality", _ => "/quality"),
            ("/priority-fields", _ => "/priority-fields"),
            ("/duplicates", _ => "/duplicates"),
            ("/datasets", i => $"/datasets?page={i + 1}"),
            ("/datasets?q=", i => $"/datasets?q={Uri.EscapeDataString(words[i % words.Length])}&page={(i / words.Length) + 1}"),
            ("/datasets?q=&publisher=", i => $"/datasets?q={Uri.EscapeDataString(words[i % words.Length])}&publisher={codes[i % codes.Length]}"),
            ("/datasets/{id}", i => $"/datasets/{Uri.EscapeDataString(ids[i * 13 % ids.Count])}"),
            ("/charts/shares.svg", _ => "/charts/shares.svg"),
        ];
        Console.WriteLine($"{"",-34}{"p50 ms",9}{"p95 ms",9}{"static p95",12}{"more",8}{"bytes",10}");
        var isWell = true;
        foreach (var (name, page) in pages)
            isWell &= await CompareAsync(http, name, page) <= MostMillisecondsMore;
        Console.WriteLine($"goal: at most {MostMillisecondsMore} ms more at p95");
        return isWell;
    }

    private static async Task<double> CompareAsync(HttpClient http, string name, Func<int, string> address)
    {
        var floor = $"/floor/{Guid.NewGuid():N}";
        using (var body = new ByteArrayContent(await http.GetByteArrayAsync(new Uri(address(0), UriKind.Relative))))
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, new Uri(floor, UriKind.Relative)) { Content = body };
            post.Headers.TryAddWithoutValidation("X-Type", "text/html");
            (await http.SendAsync(post)).EnsureSuccessStatusCode();
        }

        List<double> asked = [], still = [];
        var bytes = 0L;
        for (var round = -10; round < Rounds; round++)
        {
            var (took, length) = await TimeAsync(http, address(Math.Max(0, round)));
            var (floorTook, _) = await TimeAsync(http, floor);
            if (round < 0)
                continue; // methods are compiled
            asked.Add(took);
            still.Add(floorTook);
            bytes += length;
        }

        asked.Sort();
        still.Sort();
        var (p95, floorP95) = (asked[Rounds * 95 / 100], still[Rounds * 95 / 100]);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-34}{asked[Rounds / 2],9:0.0}{p95,9:0.0}{floorP95,12:0.0}{p95 - floorP95,8:0.0}{bytes / Rounds,10}"));
        return p95 - floorP95;
    }

    private static async Task<(double Milliseconds, int Length)> TimeAsync(HttpClient http, string address)
    {
        var begun = Stopwatch.GetTimestamp();
        var body = await http.GetByteArrayAsync(new Uri(address, UriKind.Relative));
        return (Stopwatch.GetElapsedTime(begun).TotalMilliseconds, body.Length);
    }

    private static MappingRules Rules() => MappingFiles.Load(Path.Combine(Harvest.Root(), "mappings")).Rules ?? throw new InvalidOperationException("the mapping files are broken");
}
