using System.CommandLine;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>find</c>: why a dataset is here, refused or absent.</summary>
internal static class FindCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var text = new Argument<string>("TEXT-or-URL") { Description = "words of a title, an address, or an id" };
        var limit = settings.Number("--limit", "how many of each", 20, "N");
        var command = new Command("find", "finds datasets and refused records by title, address or id") { text, limit };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var wanted = invocation.Parse.GetValue(text)!.Trim();
            var most = invocation.Parse.GetValue(limit);
            if (wanted.Length == 0)
                throw new UsageException("find what? give words of a title, an address, or an id");
            if (most is < 1 or > 1000)
                throw new UsageException($"--limit {most}: give a number from 1 to 1000");
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var here = await store.Datasets.GetAsync(wanted, cancellationToken) is { } exact
                ? [exact]
                : await store.Datasets.ListAsync(new DatasetFilter { Text = wanted }, null, most, cancellationToken);
            var held = await HeldAsync(store, here, cancellationToken);
            var gone = here.Count == 0 ? await store.Takedowns.FindAsync(wanted, cancellationToken) : null;
            var problems = await store.Runs.FindProblemsAsync(wanted, most, cancellationToken);
            if (invocation.Json)
            {
                JsonOutput.Print(new
                {
                    datasets = here.Select(d => Row(d, held.GetValueOrDefault(d.Id))),
                    refused = problems.Where(IsRefusal).Select(r => new { source = r.Source, run = r.Run, problem = r.Problem }),
                    takenDown = gone,
                    problems = problems.Where(p => !IsRefusal(p)).Select(r => new { source = r.Source, run = r.Run, problem = r.Problem }),
                });
            }
            else if (gone is not null)
            {
                invocation.Console.MarkupLineInterpolated($"{wanted} was taken down on {PlainTable.Local(gone.At)} JST: {gone.Reason}. `erase --lift {gone.Id}` lets the next run take it again.");
            }
            else
            {
                Show(invocation.Console, wanted, here, held, problems);
            }

            return ExitCode.Well;
        });
        return command;
    }

    // Errors refuse a record or a listing; what is milder belongs to a record that was taken.
    private static bool IsRefusal((string Source, string Run, RunProblem Problem) found) => found.Problem.Problem.Severity is Severity.Error;

    /// <summary>Dataset → the suspicious run in whose listing it was lacking, while a person's word is awaited.</summary>
    private static async Task<Dictionary<string, string>> HeldAsync(IStore store, IReadOnlyList<Dataset> datasets, CancellationToken cancellationToken)
    {
        var held = new Dictionary<string, string>();
        foreach (var some in datasets.GroupBy(d => d.Provenance.Source))
        {
            var known = await store.Catalogue.KnownAsync(some.Key, [.. some.Select(d => d.Provenance.RecordId)], cancellationToken);
            foreach (var record in known.Values.Where(record => record.HeldBy is not null))
                held[record.Id] = record.HeldBy!;
        }

        return held;
    }

    private static object Row(Dataset d, string? heldBy) => new
    {
        d.Id,
        title = d.Title.Best(),
        publisher = d.Publisher.Code,
        d.State,
        why = Why(d, heldBy),
        heldBy,
        source = d.Provenance.Source,
        recordUrl = d.Provenance.RecordUrl,
        d.Problems,
    };

    private static void Show(IAnsiConsole console, string wanted, IReadOnlyList<Dataset> here, Dictionary<string, string> held, IReadOnlyList<(string Source, string Run, RunProblem Problem)> refused)
    {
        if (here.Count == 0 && refused.Count == 0)
        {
            console.MarkupLineInterpolated($"Nothing in the catalogue and no refused record contains \"{wanted}\".");
            console.WriteLine("Either no configured source lists it (`sources`), or its source was not harvested since it appeared (`status`).");
            return;
        }

        foreach (var d in here)
        {
            console.MarkupLineInterpolated($"[bold]{d.Title.Best()}[/] ({d.Publisher.Name.Best()}, {d.State.ToString().ToLowerInvariant()})");
            console.MarkupLineInterpolated($"  {d.Id}");
            console.MarkupLineInterpolated($"  {Why(d, held.GetValueOrDefault(d.Id))}");
        }

        foreach (var (source, run, problem) in refused)
            console.MarkupLineInterpolated($"{(problem.Problem.Severity is Severity.Error ? "refused" : "note")}: [yellow]{problem.Problem.Code}[/] in {source} (run {run}): {problem.Describe()}");
    }

    private static string Why(Dataset d, string? heldBy) => d switch
    {
        _ when heldBy is not null => $"lacking in {d.Provenance.Source}, in run {heldBy}; it waits for a person's word: `approve {heldBy}` or `reject {heldBy}`",
        { State: DatasetState.Withdrawn } => $"withdrawn on {PlainTable.Local(d.Provenance.LastChanged)} JST: two complete listings of {d.Provenance.Source} lacked it, or a person approved it",
        { Provenance.MissingSince: { } since } => $"missing in {d.Provenance.Source} since {PlainTable.Local(since)} JST; withdrawn if the next complete listing lacks it too",
        _ => $"listed by {d.Provenance.Source} since {PlainTable.Local(d.Provenance.FirstSeen)} JST",
    };
}
