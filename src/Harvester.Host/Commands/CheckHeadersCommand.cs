using System.CommandLine;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>check-headers</c>: the background job that looks into the files of candidates for standard datasets, now.</summary>
internal static class CheckHeadersCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var names = new Argument<string[]>("SOURCE") { Arity = ArgumentArity.ZeroOrMore, Description = "ids of the sources; none: all" };
        var limit = settings.Number("--limit", "most files to look into", 500, "N");
        var command = new Command("check-headers", "reads the header rows of files that are due, and says which standard datasets they are") { names, limit };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var chosen = invocation.Parse.GetValue(names)!;
            if (chosen.Length > 0)
                RunCommand.Choose(HarvesterApp.LoadSources(invocation.App), chosen, static _ => true);
            var most = invocation.Parse.GetValue(limit);
            if (most < 1)
                throw new UsageException("--limit is a number from 1");
            await using var app = await HarvesterApp.OpenAsync(invocation.App, dryRun: false, cancellationToken, mustExist: true);
            await app.Background.CatchUpAsync(cancellationToken);
            var report = await app.Background.Headers.RunAsync(chosen.Length > 0 ? chosen : null, most, cancellationToken);
            await app.Background.CatchUpAsync(cancellationToken);
            Print(invocation, report, await CountAsync(app, chosen, cancellationToken));
            // A file that is gone is a finding about its dataset, not a failure of the job.
            return report.Busy ? ExitCode.SomeFailed : ExitCode.Well;
        });
        return command;
    }

    internal static string Sentence(HeaderReport report) =>
        $"headers of {report.Asked} files looked into ({report.Unchanged} unchanged): {report.Checked} are the standard dataset, {report.OtherForm} have another form, {report.Faults.Values.Sum()} were not read";

    private static async Task<IReadOnlyList<StandardDatasetCount>> CountAsync(HarvesterApp app, string[] sources, CancellationToken cancellationToken)
    {
        var matches = new List<StandardDatasetMatch>();
        await foreach (var dataset in app.Store.Datasets.AllAsync(new DatasetFilter { State = DatasetState.Active }, cancellationToken))
        {
            if (dataset.Annotations?.StandardDataset is { } match && (sources.Length == 0 || sources.Contains(dataset.Provenance.Source)))
                matches.Add(match);
        }

        return [.. app.Background.StandardDatasets.Entries.Select(entry => StandardDatasetCount.Of(entry, [.. matches.Where(match => match.Id == entry.Id)])).Where(count => count.Candidates + count.Checked > 0)];
    }

    private static void Print(Invocation invocation, HeaderReport report, IReadOnlyList<StandardDatasetCount> counts)
    {
        if (invocation.Json)
        {
            JsonOutput.Print(new { report, standardDatasets = counts });
            return;
        }

        if (report.Busy)
            invocation.Console.MarkupLine("[yellow]Another worker is at it: nothing was read.[/]");
        invocation.Console.WriteLine(Sentence(report));
        foreach (var (code, count) in report.Faults)
            invocation.Console.MarkupLineInterpolated($"  [yellow]{code}[/] × {count}");
        var table = new PlainTable("standard dataset", ">candidates", ">checked", ">current", ">older", ">prefixed", ">plain");
        foreach (var count in counts)
            table.Row(Markup.Escape($"{count.Id} {count.Name}"), $"{count.Candidates}", $"{count.Checked}", Edition(count, "current"), Edition(count, "older"), Edition(count, "prefixed"), Edition(count, "plain"));
        table.Row("all", $"{counts.Sum(one => one.Candidates)}", $"{counts.Sum(one => one.Checked)}", "", "", "", "");
        table.Print(invocation.Console);
    }

    private static string Edition(StandardDatasetCount count, string edition) => $"{count.Editions.GetValueOrDefault(edition)}";
}
