using System.CommandLine;
using Harvester.Core.Access;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>verdict</c>: a person's word on duplicates.</summary>
internal static class VerdictCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var kind = new Argument<string>("same|apart") { Description = "same: two records of one dataset; apart: not, whatever they share" };
        kind.AcceptOnlyFromAmong("same", "apart");
        var one = new Argument<string>("A") { Description = "id of a dataset" };
        var other = new Argument<string>("B") { Description = "id of another" };
        var by = settings.OptionalText("--by", "who says so; it is kept, and not published", "NAME");
        var command = new Command("verdict", "says that two datasets are the same, or are not; it holds until another verdict on the two") { kind, one, other, by };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var sources = HarvesterApp.LoadSources(invocation.App).All.ToDictionary(source => source.Id, StringComparer.Ordinal);
            await using var store = await HarvesterApp.OpenStoreAsync(invocation.App, mustExist: true, cancellationToken);
            var desk = new VerdictDesk(store, new DuplicateAssessor(store, sources, TimeProvider.System), TimeProvider.System, HarvesterApp.Owner);
            var given = await CommandTrail.Of(store, sources.GetValueOrDefault).OnVerdictAsync(
                Account.CommandLine, desk, invocation.Parse.GetValue(kind) == "same" ? VerdictKind.Same : VerdictKind.Apart, invocation.Parse.GetValue(one)!, invocation.Parse.GetValue(other)!,
                invocation.Parse.GetValue(by) is { Length: > 0 } name ? name : null, cancellationToken);
            Print(invocation, given);
            return ExitCode.Well;
        });
        return command;
    }

    private static void Print(Invocation invocation, GivenVerdict given)
    {
        if (invocation.Json)
        {
            JsonOutput.Print(new { verdict = given.Verdict.Kind, by = given.Verdict.By, at = given.Verdict.At, datasets = new[] { Row(given.First), Row(given.Second) } });
            return;
        }

        foreach (var dataset in (ReadOnlySpan<Dataset>)[given.First, given.Second])
            invocation.Console.WriteLine($"{dataset.Id} ({dataset.Title.Best()}): {Place(dataset)}");
    }

    private static object Row(Dataset dataset) => new
    {
        id = dataset.Id,
        title = dataset.Title.Best(),
        state = dataset.State,
        canonicalId = dataset.Annotations?.CanonicalId,
        relations = dataset.Annotations?.Relations ?? [],
    };

    private static string Place(Dataset dataset) => dataset switch
    {
        { State: DatasetState.Withdrawn } => "withdrawn; the verdict counts should it return",
        { Annotations.CanonicalId: { } canonical } => $"{canonical} stands for it",
        { Annotations: { } annotations } when annotations.Relations.Any(relation => relation.Kind is RelationKind.Same) => "stands for its group",
        _ => "stands for itself",
    };
}
