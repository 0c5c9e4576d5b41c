using System.CommandLine;
using Harvester.Core.Finding;
using Harvester.Core.Model;
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
            var found = await new CatalogueFinder(store).FindAsync(wanted, most, cancellationToken);
            if (invocation.Json)
            {
                JsonOutput.Print(new
                {
                    datasets = found.Datasets.Select(Row),
                    refused = found.Problems.Where(p => p.IsRefusal).Select(Row),
                    takenDown = found.TakenDown,
                    problems = found.Problems.Where(p => !p.IsRefusal).Select(Row),
                });
            }
            else if (found.TakenDown is { } gone)
            {
                invocation.Console.MarkupLineInterpolated($"{wanted} was taken down on {PlainTable.Local(gone.At)} JST: {gone.Reason}. `erase --lift {gone.Id}` lets the next run take it again.");
            }
            else
            {
                Show(invocation.Console, wanted, found);
            }

            return ExitCode.Well;
        });
        return command;
    }

    private static object Row(FoundDataset found) => new
    {
        found.Dataset.Id,
        title = found.Dataset.Title.Best(),
        publisher = found.Dataset.Publisher.Code,
        found.Dataset.State,
        why = Why(found),
        found.HeldBy,
        source = found.Dataset.Provenance.Source,
        recordUrl = found.Dataset.Provenance.RecordUrl,
        found.Dataset.Problems,
    };

    private static object Row(FoundProblem found) => new { source = found.Source, run = found.Run, problem = found.Problem };

    private static void Show(IAnsiConsole console, string wanted, Findings found)
    {
        if (found.Datasets.Count == 0 && found.Problems.Count == 0)
        {
            console.MarkupLineInterpolated($"Nothing in the catalogue and no refused record contains \"{wanted}\".");
            console.WriteLine("Either no configured source lists it (`sources`), or its source was not harvested since it appeared (`status`).");
            return;
        }

        foreach (var one in found.Datasets)
        {
            var d = one.Dataset;
            console.MarkupLineInterpolated($"[bold]{d.Title.Best()}[/] ({d.Publisher.Name.Best()}, {d.State.ToString().ToLowerInvariant()})");
            console.MarkupLineInterpolated($"  {d.Id}");
            console.MarkupLineInterpolated($"  {Why(one)}");
        }

        foreach (var problem in found.Problems)
            console.MarkupLineInterpolated($"{(problem.IsRefusal ? "refused" : "note")}: [yellow]{problem.Problem.Problem.Code}[/] in {problem.Source} (run {problem.Run}): {problem.Problem.Describe()}");
    }

    private static string Why(FoundDataset found) => found.HeldBy is { } run ? $"{found.Why()}: `approve {run}` or `reject {run}`" : found.Why();
}
