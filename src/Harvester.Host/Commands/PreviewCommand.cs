using System.CommandLine;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>preview</c>: what a connector file would take, without storing anything.</summary>
internal static class PreviewCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var file = new Argument<string>("CONNECTOR.yml") { Description = "a connector file, or the id of a configured source" };
        var limit = settings.Number("--limit", "how many records to show", 10, "N");
        var replay = RunCommand.Replay(settings);
        var command = new Command("preview", "fetches and maps without storing: what would be added, changed, missed or withdrawn, and which problems") { file, limit, replay };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var most = invocation.Parse.GetValue(limit);
            if (most is < 0 or > 10_000)
                throw new UsageException($"--limit {most}: give a number from 0 to 10000");
            await using var app = await HarvesterApp.OpenForPreviewAsync(invocation.App with { Replay = invocation.Parse.GetValue(replay) }, invocation.Parse.GetValue(file)!, cancellationToken);
            var shown = new FirstDecisions(most);
            var report = await app.Runner.RunAsync(app.Sources.All[0], new RunOptions { Full = true, DryRun = true }, shown, cancellationToken);
            if (invocation.Json)
            {
                JsonOutput.Print(new
                {
                    run = report,
                    records = shown.Decisions.Select(d => new { fate = Fate(d.Kind), d.Record.RecordId, d.Record.Position, dataset = d.Dataset, d.Problems }),
                    absent = shown.Lacking.Select(a => new { a.Record.Id, a.Record.RecordId, a.Record.MissingSince, fate = Fate(a.Write) }),
                });
            }
            else
            {
                Show(invocation.Console, shown, report);
            }

            return ExitCode.Of([report]);
        });
        return command;
    }

    private static void Show(IAnsiConsole console, FirstDecisions shown, RunReport report)
    {
        foreach (var decision in shown.Decisions)
        {
            var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("field", "value");
            table.Title(Markup.Escape($"{decision.Record.Position}. {Fate(decision.Kind)}: {decision.Dataset?.Title.Best() ?? decision.Record.RecordId}"));
            foreach (var (field, value) in Fields(decision))
                table.AddRow(field, Markup.Escape(value));
            console.Write(table);
        }

        foreach (var (record, write) in shown.Lacking)
            console.MarkupLineInterpolated($"[yellow]{Fate(write)}[/] {record.Id}");
        RunTable.Print(console, [report]);
        console.WriteLine("Nothing was stored.");
    }

    private static IEnumerable<(string Field, string Value)> Fields(Decision decision)
    {
        yield return ("record", decision.Record.RecordId);
        if (decision.Record.RecordUrl is { } url)
            yield return ("page", url);
        if (decision.Dataset is { } d)
        {
            yield return ("id", d.Id);
            yield return ("publisher", $"{d.Publisher.Code ?? "unknown"} {d.Publisher.Name.Best()} {d.Publisher.Unit}".Trim());
            yield return ("licence", d.Licence is { } l ? $"{l.Id ?? "not recognised"} ({l.Basis.ToString().ToLowerInvariant()}) {l.Original}".Trim() : "none");
            yield return ("modified", $"{d.Modified ?? "unknown"} ({d.ModifiedBasis?.ToString().ToLowerInvariant() ?? "-"})");
            if (d.Frequency is { } frequency)
                yield return ("frequency", frequency);
            foreach (var file in d.Distributions.Take(5))
                yield return ("file", $"{file.Format ?? "?"} {file.Title.Best()} {file.DownloadUrl ?? file.AccessUrl}");
            if (d.Distributions.Count > 5)
                yield return ("", $"… {d.Distributions.Count} files");
        }

        foreach (var problem in decision.Problems)
            yield return ("problem", $"{problem.Code} {problem.Field} {problem.Value}: {problem.Detail}");
    }

    // A preview maps everything, so what stays as it is comes as refreshed.
    private static string Fate(DecisionKind kind) => (kind is DecisionKind.Refreshed ? DecisionKind.Unchanged : kind).ToString().ToLowerInvariant();

    private static string Fate(CatalogueWrite write) => write switch
    {
        CatalogueWrite.Withdraw => "would be withdrawn",
        CatalogueWrite.Hold => "would wait for approval",
        _ => "would be missed",
    };

    private sealed class FirstDecisions(int most) : IRunObserver
    {
        public List<Decision> Decisions { get; } = [];
        public List<(KnownRecord Record, CatalogueWrite Write)> Lacking { get; } = [];

        public void Progressed(RunReport soFar)
        {
        }

        public void Decided(IReadOnlyList<Decision> decisions) => Decisions.AddRange(decisions.Take(most - Decisions.Count));

        public void Absent(IReadOnlyList<(KnownRecord Record, CatalogueWrite Write)> absent) => Lacking.AddRange(absent.Take(most - Lacking.Count));
    }
}
