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
    private const int LongestValue = 300;

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
            var records = new List<(Decision Decision, IReadOnlyList<(string Field, string? Was, string? Is)> Changes)>();
            foreach (var decision in shown.Decisions)
                records.Add((decision, await ChangesAsync(decision, app.Store, cancellationToken)));
            if (invocation.Json)
            {
                JsonOutput.Print(new
                {
                    run = report,
                    records = records.Select(r => new
                    {
                        fate = Fate(r.Decision.Kind),
                        r.Decision.Record.RecordId,
                        r.Decision.Record.Position,
                        changes = r.Changes.Select(c => new { c.Field, c.Was, c.Is }),
                        dataset = r.Decision.Dataset,
                        r.Decision.Problems,
                    }),
                    absent = shown.Lacking.Select(a => new { a.Record.Id, a.Record.RecordId, a.Record.MissingSince, fate = Fate(a.Write) }),
                });
            }
            else
            {
                Show(invocation.Console, records, shown.Lacking, report);
            }

            return ExitCode.Of([report]);
        });
        return command;
    }

    private static async Task<IReadOnlyList<(string Field, string? Was, string? Is)>> ChangesAsync(Decision decision, IStore store, CancellationToken cancellationToken) =>
        decision is { Kind: DecisionKind.Updated or DecisionKind.Remapped, Dataset: { } dataset } && await store.Datasets.GetAsync(dataset.Id, cancellationToken) is { } stored
            ? DatasetFields.Changes(stored, dataset)
            : [];

    private static void Show(
        IAnsiConsole console,
        IReadOnlyList<(Decision Decision, IReadOnlyList<(string Field, string? Was, string? Is)> Changes)> records,
        IReadOnlyList<(KnownRecord Record, CatalogueWrite Write)> lacking,
        RunReport report)
    {
        foreach (var (decision, changes) in records)
        {
            var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("field", "value");
            table.Title(Markup.Escape($"{decision.Record.Position}. {Fate(decision.Kind)}: {decision.Dataset?.Title.Best() ?? decision.Record.RecordId}"));
            foreach (var (field, value) in Fields(decision))
            {
                var change = changes.FirstOrDefault(c => c.Field == field);
                table.AddRow(field, change.Field is null ? Markup.Escape(Short(value)) : $"{Markup.Escape(Short(value))} [yellow](was: {Markup.Escape(Short(change.Was ?? "nothing"))})[/]");
            }

            foreach (var (field, was, _) in changes.Where(c => c.Is is null))
                table.AddRow(field, $"[yellow](was: {Markup.Escape(Short(was!))})[/]");
            console.Write(table);
        }

        foreach (var (record, write) in lacking)
            console.MarkupLineInterpolated($"[yellow]{Fate(write)}[/] {record.Id}");
        UnmappedLines.Print(console, report.Source, report.Unmapped);
        RunTable.Print(console, [report]);
        console.WriteLine("Nothing was stored.");
    }

    private static IEnumerable<(string Field, string Value)> Fields(Decision decision)
    {
        yield return ("record", decision.Record.RecordId);
        if (decision.Record.RecordUrl is { } url)
            yield return ("page", url);
        if (decision.Dataset is { } dataset)
        {
            yield return ("id", dataset.Id);
            foreach (var field in DatasetFields.Of(dataset))
                yield return field;
        }

        foreach (var problem in decision.Problems)
            yield return ("problem", $"{problem.Code} {problem.Field} {problem.Value}: {problem.Detail}");
    }

    private static string Short(string text) => text.Length <= LongestValue ? text : string.Concat(text.AsSpan(0, LongestValue), "…");

    // A preview maps everything, so what stays as it is comes as refreshed.
    private static string Fate(DecisionKind kind) => (kind is DecisionKind.Refreshed ? DecisionKind.Unchanged : kind).ToString().ToLowerInvariant();

    private static string Fate(CatalogueWrite write) => write switch
    {
        CatalogueWrite.Withdraw => "would be withdrawn",
        CatalogueWrite.Hold => "would wait for approval",
        _ => "would be missed",
    };

    /// <summary>What would change comes first: among thousands of unchanged records nobody would find it.</summary>
    private sealed class FirstDecisions(int most) : IRunObserver
    {
        private readonly List<Decision> changed = [];
        private readonly List<Decision> others = [];

        public IEnumerable<Decision> Decisions => changed.Concat(others.Take(most - changed.Count));
        public List<(KnownRecord Record, CatalogueWrite Write)> Lacking { get; } = [];

        public void Progressed(RunReport soFar)
        {
        }

        public void Decided(IReadOnlyList<Decision> decisions)
        {
            foreach (var decision in decisions)
            {
                var list = decision.Kind is DecisionKind.Unchanged or DecisionKind.Refreshed ? others : changed;
                if (list.Count < most)
                    list.Add(decision);
            }
        }

        public void Absent(IReadOnlyList<(KnownRecord Record, CatalogueWrite Write)> absent) => Lacking.AddRange(absent.Take(most - Lacking.Count));
    }
}
