using System.Globalization;
using System.Text.Json;
using System.Xml;
using Harvester.Rdf;

namespace Harvester.Benchmarks;

/// <summary>
/// Reads and writes the same catalogue in four syntaxes with <c>harvester rdf</c>, beside rapper (C), the best readers in JavaScript and a reading of the bare tokens, each in a
/// process of its own, in the same run. The best of three counts, for all alike. Fails where a goal is missed.
/// </summary>
internal static class RdfBenchmark
{
    private const int Rounds = 3;
    private const double MostMb = 100;
    private const double LeastJsonLdGain = 7;

    // Of less, compiling the writer is the larger part.
    private const double LeastToJudgeWriting = 1;
    private static readonly (RdfSyntax Syntax, string File, string Rapper)[] Syntaxes =
    [
        (RdfSyntax.NTriples, "c.nt", "ntriples"),
        (RdfSyntax.Turtle, "c.ttl", "turtle"),
        (RdfSyntax.RdfXml, "c.rdf", "rdfxml"),
        (RdfSyntax.JsonLd, "c.jsonld", ""),
    ];

    private static readonly List<string> Missed = [];

    /// <param name="folder">Where <c>c.nt</c>, <c>c.ttl</c>, <c>c.rdf</c> and <c>c.jsonld</c> are: one catalogue in four syntaxes.</param>
    public static async Task<int> RunAsync(string folder)
    {
        var absent = Syntaxes.Where(s => !File.Exists(Path.Combine(folder, s.File))).Select(s => s.File).ToList();
        if (absent.Count > 0)
        {
            Console.Error.WriteLine($"{folder} lacks {string.Join(", ", absent)}: one catalogue in four syntaxes is needed");
            return 2;
        }
        var program = Path.Combine(AppContext.BaseDirectory, "harvester.dll");
        var peers = Peers();
        Console.WriteLine($"the same catalogue in four syntaxes, whole processes, the best of {Rounds}, {Environment.ProcessorCount} processors");
        Console.WriteLine($"{"",-46}{"seconds",10}{"CPU s",10}{"peak MB",10}{"statements",13}");
        var start = await MeasureAsync("start of harvester: a file of one statement", "dotnet", $"{program} rdf count {OneStatement()}") ?? throw new InvalidOperationException("there is no dotnet");
        MeasuredProcess? source = null;
        foreach (var (syntax, name, rapper) in Syntaxes)
        {
            var file = Path.Combine(folder, name);
            Console.WriteLine($"{RdfSyntaxes.Name(syntax)}, {new FileInfo(file).Length / 1e6:0} MB");
            var ours = await MeasureAsync("  harvester rdf count", "dotnet", $"{program} rdf count {file}") ?? throw new InvalidOperationException($"{file} was not read");
            source ??= ours; // N-Triples comes first
            if (ours.PeakMb >= MostMb)
                Missed.Add($"{RdfSyntaxes.Name(syntax)}: a peak of {ours.PeakMb:0} MB (goal: under {MostMb})");
            await MeasureAsync("  the bare tokens", Environment.ProcessPath!, $"rdf-tokens {file}");
            var peer = peers is null ? null : await MeasureAsync(syntax is RdfSyntax.JsonLd ? "  jsonld.js" : syntax is RdfSyntax.RdfXml ? "  rdfxml-streaming-parser" : "  N3.js", "node", $"--max-old-space-size=16000 {peers} {file}");
            if (rapper.Length > 0 && await MeasureAsync("  rapper", "rapper", $"-c -i {rapper} {file}") is { } c)
                Compare($"{RdfSyntaxes.Name(syntax)}: rapper / harvester", c, ours, 1);
            if (syntax is RdfSyntax.JsonLd && peer is { } script)
                Compare("jsonld: jsonld.js / harvester", script, ours, LeastJsonLdGain);
            if (await MeasureAsync("  harvester rdf convert, from N-Triples", "dotnet", $"{program} rdf convert {Path.Combine(folder, "c.nt")} --to {RdfSyntaxes.Name(syntax)} --out /dev/null") is not { } converted)
                continue;
            if (converted.PeakMb >= MostMb)
                Missed.Add($"writing {RdfSyntaxes.Name(syntax)}: a peak of {converted.PeakMb:0} MB (goal: under {MostMb})");
            // What writing adds to reading N-Triples, beside what reading the same syntax adds to the start of the program.
            var (writing, reading) = (converted.Seconds - source.Value.Seconds, ours.Seconds - start.Seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {RdfSyntaxes.Name(syntax)}: writing {writing:0.00} s, reading {reading:0.00} s (goal: no more, judged where reading takes over {LeastToJudgeWriting} s)"));
            if (writing > reading && reading > LeastToJudgeWriting)
                Missed.Add($"{RdfSyntaxes.Name(syntax)}: writing takes {writing:0.00} s, reading {reading:0.00} s");
        }
        foreach (var missed in Missed)
            Console.WriteLine($"MISSED: {missed}");
        return Missed.Count == 0 ? 0 : 1;
    }

    /// <summary>The floor: what it costs to look at every token of the syntax, or every line, and to do nothing with it.</summary>
    public static async Task<int> TokensAsync(string path)
    {
        var tokens = 0L;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        switch (Path.GetExtension(path))
        {
            case ".rdf":
                using (var xml = XmlReader.Create(file, new XmlReaderSettings { DtdProcessing = DtdProcessing.Parse }))
                {
                    while (xml.Read())
                        tokens++;
                }
                break;
            case ".jsonld":
                tokens = JsonTokens(file);
                break;
            default:
                var buffer = new byte[1 << 16];
                while (file.Read(buffer) is > 0 and var read)
                    tokens += buffer.AsSpan(0, read).Count((byte)'\n');
                break;
        }
        Console.WriteLine(tokens);
        return 0;
    }

    private static long JsonTokens(FileStream file)
    {
        var (buffer, length, tokens, state) = (new byte[1 << 16], 0, 0L, default(JsonReaderState));
        while (true)
        {
            var read = file.Read(buffer.AsSpan(length));
            var json = new Utf8JsonReader(buffer.AsSpan(0, length + read), read == 0, state);
            while (json.Read())
                tokens++;
            if (read == 0)
                return tokens;
            state = json.CurrentState;
            var left = buffer.AsSpan((int)json.BytesConsumed, length + read - (int)json.BytesConsumed);
            if (left.Length == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            left.CopyTo(buffer);
            length = left.Length;
        }
    }

    private static void Compare(string what, MeasuredProcess other, MeasuredProcess ours, double goal)
    {
        var ratio = other.Seconds / ours.Seconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: {ratio:0.00} (goal: at least {goal}; by CPU seconds {other.CpuSeconds / ours.CpuSeconds:0.00})"));
        if (ratio < goal)
            Missed.Add($"{what}: {ratio:0.00} (goal: at least {goal})");
    }

    private static async Task<MeasuredProcess?> MeasureAsync(string what, string program, string arguments)
    {
        MeasuredProcess? best = null;
        for (var round = 0; round < Rounds; round++)
        {
            var measured = await MeasuredProcess.RunAsync(program, arguments);
            if (measured is null)
            {
                Console.WriteLine($"{what,-46}  not here");
                return null;
            }
            best = best is null || measured.Value.Seconds < best.Value.Seconds ? measured : best;
        }
        var (seconds, cpu, peak, answer) = best!.Value;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-46}{seconds,10:0.00}{cpu,10:0.00}{peak,10:0}{answer,13}"));
        return best;
    }

    private static string OneStatement()
    {
        var file = Path.Combine(Path.GetTempPath(), "harvester-one-statement.nt");
        File.WriteAllText(file, "<http://example.org/s> <http://example.org/p> <http://example.org/o> .\n");
        return file;
    }

    // tests/rdf-peers, where npm has been there.
    private static string? Peers()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var script = Path.Combine(folder.FullName, "tests", "rdf-peers", "count.mjs");
            if (!File.Exists(script))
                continue;
            if (Directory.Exists(Path.Combine(folder.FullName, "tests", "rdf-peers", "node_modules")))
                return script;
            break;
        }
        Console.WriteLine("the readers in JavaScript are not here: npm ci --prefix tests/rdf-peers");
        return null;
    }
}
