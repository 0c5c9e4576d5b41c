using System.CommandLine;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>check-links</c>: looks at addresses now, those not looked at for longest first.</summary>
internal static class CheckLinksCommand
{
    private const int DeadShown = 50;

    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var names = new Argument<string[]>("SOURCE") { Arity = ArgumentArity.ZeroOrMore, Description = "ids of the sources; none: all" };
        var limit = settings.Number("--limit", "about how many addresses", 200, "N");
        var command = new Command("check-links", "looks now whether the addresses of files lead anywhere, those not looked at for longest first") { names, limit };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var most = invocation.Parse.GetValue(limit);
            if (most is < 1 or > 100_000)
                throw new UsageException($"--limit {most}: give a number from 1 to 100000");
            var chosen = invocation.Parse.GetValue(names)!;
            if (chosen.Length > 0)
                RunCommand.Choose(HarvesterApp.LoadSources(invocation.App), chosen, static _ => true);
            await using var app = await HarvesterApp.OpenAsync(invocation.App, dryRun: false, cancellationToken, mustExist: true);
            await app.Background.CatchUpAsync(cancellationToken);
            var found = await app.Background.Links.RunAsync(
                most, DateTimeOffset.MaxValue, chosen.Length == 0 ? null : id => chosen.Contains(DatasetId.SourceOf(id)), cancellationToken);
            await app.Background.CatchUpAsync(cancellationToken);
            Print(invocation, found);
            return ExitCode.Well;
        });
        return command;
    }

    private static void Print(Invocation invocation, IReadOnlyList<LinkChange> found)
    {
        var dead = found.Where(IsDead).ToList();
        if (invocation.Json)
        {
            JsonOutput.Print(new
            {
                looked = found.Count,
                codes = found.GroupBy(one => one.Code).OrderByDescending(code => code.Count()).ToDictionary(code => code.Key, code => code.Count()),
                dead = dead.Select(one => new { dataset = one.Id, one.Distribution, one.Url, one.Code }),
            });
            return;
        }

        if (found.Count == 0)
        {
            invocation.Console.WriteLine("There was no address to look at, or another worker is at it.");
            return;
        }

        var table = new PlainTable("answer", ">addresses");
        foreach (var code in found.GroupBy(one => one.Code).OrderByDescending(code => code.Count()))
            table.Row(Markup.Escape(code.Key), $"{code.Count()}");
        table.Print(invocation.Console);
        foreach (var one in dead.Take(DeadShown))
            invocation.Console.MarkupLineInterpolated($"[red]{one.Code}[/] [bold]{one.Id}[/] {one.Url}");
        if (dead.Count > DeadShown)
            invocation.Console.WriteLine($"… and {dead.Count - DeadShown} more that lead nowhere");
    }

    private static bool IsDead(LinkChange one) => new LinkCheck(one.Distribution, one.Code, one.At, one.At).IsDead;
}
