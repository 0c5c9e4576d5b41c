using System.CommandLine;
using System.Globalization;
using Harvester.Core.Coverage;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Harvester.Publishing;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>coverage</c>: the figures of the whole, of each body, and beside the targets.</summary>
internal static class CoverageCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var csv = settings.Flag("--csv", "one line per body as CSV on standard output");
        var fields = settings.Flag("--fields", "which fields of the schema are filled, by source");
        var day = settings.OptionalText("--day", "the stored figures of a day instead of the present ones", "YYYY-MM-DD");
        var command = new Command("coverage", "counts what the catalogue has: by body, format, licence, freshness, quality, beside the targets") { csv, fields, day };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            if (invocation.Json && invocation.Parse.GetValue(csv))
                throw new UsageException("--csv and --json are two forms; give one");
            if (invocation.Parse.GetValue(fields) && (invocation.Parse.GetValue(csv) || invocation.Parse.GetValue(day) is not null))
                throw new UsageException("--fields is a table of its own, of the present state: give it without --csv and --day");
            var wanted = Day(invocation.Parse.GetValue(day));
            await using var app = await HarvesterApp.OpenAsync(invocation.App, dryRun: false, cancellationToken, mustExist: true);
            if (invocation.Parse.GetValue(fields))
                return await FieldsAsync(invocation, app, cancellationToken);
            if (wanted is null)
                await app.Background.CatchUpAsync(cancellationToken);
            var snapshot = wanted is { } past
                ? await app.Store.Coverage.GetAsync(past, cancellationToken) ?? throw new UsageException($"there are no figures of {past:yyyy-MM-dd} or an earlier day")
                : await app.Background.Coverage.NowAsync(cancellationToken);
            if (invocation.Json)
                JsonOutput.Print(snapshot);
            else if (invocation.Parse.GetValue(csv))
                await CoverageCsv.WriteAsync(snapshot, Console.Out);
            else
                Print(invocation.Console, snapshot);
            return ExitCode.Well;
        });
        return command;
    }

    private static DateOnly? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
        : throw new UsageException($"--day {text}: give a day as 2026-04-01");

    private static async Task<int> FieldsAsync(Invocation invocation, HarvesterApp app, CancellationToken cancellationToken)
    {
        await app.Background.CatchUpAsync(cancellationToken);
        var counts = await app.Store.Coverage.CountsAsync(cancellationToken);
        var records = Sums(counts, "records");
        var sources = records.Keys.Order(StringComparer.Ordinal).ToList();
        var rows = FilledFields.All().Select(field => (Field: field, Filled: Sums(counts, $"field/{field}"))).ToList();
        if (invocation.Json)
        {
            JsonOutput.Print(new { sources = sources.Select(id => new { source = id, records = records[id], filled = rows.ToDictionary(row => row.Field, row => row.Filled.GetValueOrDefault(id)) }) });
            return ExitCode.Well;
        }

        var table = new PlainTable(["field", .. sources.Select(id => $">{Markup.Escape(id)}")]);
        table.Row(["records", .. sources.Select(id => $"{records[id]}")]);
        foreach (var (field, filled) in rows)
            table.Row([field, .. sources.Select(id => Percent(filled.GetValueOrDefault(id), records[id]))]);
        table.Print(invocation.Console);
        return ExitCode.Well;
    }

    private static Dictionary<string, long> Sums(IReadOnlyList<CoverageCount> counts, string name) =>
        counts.Where(count => count.Name == name).GroupBy(count => count.Source, StringComparer.Ordinal).ToDictionary(source => source.Key, source => source.Sum(count => count.Value), StringComparer.Ordinal);

    private static void Print(IAnsiConsole console, CoverageSnapshot snapshot)
    {
        console.MarkupLineInterpolated($"[bold]{snapshot.Day:yyyy-MM-dd}[/] (each dataset counted once, by its canonical record)");
        var table = new PlainTable("", ">all", ">metropolis", ">62 municipalities", ">unknown publisher");
        foreach (var (name, value) in Rows)
            table.Row(name, value(snapshot.Total), value(snapshot.Metropolis), value(snapshot.Municipalities), value(snapshot.UnknownPublisher));
        table.Print(console);
        console.WriteLine();
        console.WriteLine($"municipalities: {List(snapshot.Presence.Select(pair => KeyValuePair.Create(Word(Enum.Parse<Presence>(pair.Key, ignoreCase: true)), (long)pair.Value)))}");
        console.WriteLine($"sources: {List(snapshot.Sources.Select(pair => KeyValuePair.Create(pair.Key, (long)pair.Value)))}");
        console.WriteLine($"formats (files): {List(snapshot.Total.Formats.OrderByDescending(pair => pair.Value).Take(8))}");
        console.WriteLine($"licences: {List(snapshot.Total.Licences.OrderByDescending(pair => pair.Value).Take(8))}");
        console.MarkupLineInterpolated($"[grey]{snapshot.PriorityFieldsNotice.En}[/]");
        console.WriteLine();
        var targets = new PlainTable("target", ">there", ">target", ">share", "unit", "population", "fiscal year");
        foreach (var (target, value) in snapshot.Targets.Select(target => (target.Target, target.Value)))
            targets.Row(Markup.Escape(target.Title.En), $"{value}", target.IsBaseline ? $"{target.Number} (then)" : $"{target.Number}", Percent(value, target.Number), target.Unit, target.Population, $"{target.Year}");
        targets.Print(console);
        console.WriteLine();
        var bodies = new PlainTable("code", "body", "presence", ">datasets", ">files", ">CSV", ">open", ">fresh", ">overdue", ">quality");
        foreach (var body in snapshot.Bodies)
        {
            var figures = body.Figures;
            bodies.Row(
                body.Code, Markup.Escape(body.Name), Word(body.Presence), $"{figures.Datasets}", $"{figures.Files}", $"{figures.CsvFiles}", Percent(figures.OpenLicence, figures.Datasets),
                $"{figures.Freshness.GetValueOrDefault("fresh")}", $"{figures.Freshness.GetValueOrDefault("overdue")}", Mean(figures));
        }

        bodies.Print(console);
    }

    private static readonly IReadOnlyList<(string Name, Func<CoverageFigures, string> Value)> Rows =
    [
        ("records listed", figures => $"{figures.Records}"),
        ("datasets", figures => $"{figures.Datasets}"),
        ("files", figures => $"{figures.Files}"),
        ("CSV files", figures => $"{figures.CsvFiles}"),
        ("machine-readable", figures => Of(figures, figures.MachineReadable)),
        ("with a CSV file", figures => Of(figures, figures.Csv)),
        ("open licence", figures => Of(figures, figures.OpenLicence)),
        ("with a theme", figures => Of(figures, figures.Themed)),
        ("in the working list of priority fields", figures => Of(figures, figures.InPriorityFields)),
        ("standard datasets, checked", figures => $"{figures.StandardChecked}"),
        ("standard datasets, candidates", figures => $"{figures.StandardCandidates}"),
        ("fresh", figures => Of(figures, figures.Freshness.GetValueOrDefault("fresh"))),
        ("overdue", figures => Of(figures, figures.Freshness.GetValueOrDefault("overdue"))),
        ("dead links", figures => $"{figures.DeadLinks}"),
        ("mean quality, of 405", Mean),
    ];

    private static string Of(CoverageFigures figures, long part) => $"{part} ({Percent(part, figures.Datasets)})";

    private static string Percent(long part, long whole) => whole == 0 ? "–" : string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / whole:0.#} %");

    private static string Mean(CoverageFigures figures) => figures.MeanQuality?.ToString("0.#", CultureInfo.InvariantCulture) ?? "–";

    private static string Word(Presence presence) => presence switch { Presence.OwnSite => "own site", Presence.SharedCatalogue => "shared catalogue", _ => "absent" };

    private static string List(IEnumerable<KeyValuePair<string, long>> pairs) => string.Join(" · ", pairs.Select(pair => $"{pair.Key} {pair.Value}"));
}
