using System.CommandLine;
using System.Diagnostics;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Output;
using Harvester.Storage.Copying;
using Spectre.Console;

namespace Harvester.Host.Commands;

/// <summary><c>copy</c>: a whole catalogue with its history into another store, of whatever kind; what was cut off goes on with the next call.</summary>
internal static class CopyCommand
{
    public static Command Create(GlobalOptions globals, Settings settings)
    {
        var from = settings.OptionalText("--from", "the catalogue to copy: sqlite:PATH or mongodb://HOST/DATABASE; none: the one that --store names", "ADDRESS");
        var to = settings.OptionalText("--to", "the store to fill, which is empty or not there yet", "ADDRESS");
        var command = new Command("copy", "copies the whole catalogue with its history into another store; called again, it goes on where it was cut off") { from, to };
        Invocation.Set(command, globals, async (invocation, cancellationToken) =>
        {
            var source = invocation.Parse.GetValue(from) is { Length: > 0 } given ? given : invocation.App.Store;
            var target = invocation.Parse.GetValue(to) is { Length: > 0 } wanted ? wanted : throw new UsageException("where to? give --to sqlite:PATH or --to mongodb://HOST/DATABASE");
            var since = Stopwatch.GetTimestamp();
            await using var copy = await OpenAsync(source, target, cancellationToken);
            if (!invocation.Json)
                Announce(invocation.Console, copy.Start);
            var result = await RunAsync(invocation, copy, cancellationToken);
            Print(invocation, copy.Start, result, Stopwatch.GetElapsedTime(since).TotalSeconds);
            return ExitCode.Well;
        });
        return command;
    }

    // What is refused before anything was done is a matter of usage.
    private static async Task<StoreCopy> OpenAsync(string from, string to, CancellationToken cancellationToken)
    {
        try
        {
            return await StoreCopy.OpenAsync(from, to, TimeProvider.System, cancellationToken);
        }
        catch (StoreException e)
        {
            throw new UsageException(e.Message);
        }
    }

    private static void Announce(IAnsiConsole console, CopyStart start)
    {
        if (start is CopyStart.Resumed)
            console.WriteLine("An earlier copy was cut off: this one goes on where it stopped.");
        else if (start is CopyStart.Anew)
            console.WriteLine("The source has changed since an earlier copy was cut off: all is copied anew.");
    }

    private static Task<CopyResult> RunAsync(Invocation invocation, StoreCopy copy, CancellationToken cancellationToken)
    {
        var console = invocation.Console;
        if (invocation.Json || !console.Profile.Out.IsTerminal)
            return copy.RunAsync(null, cancellationToken);
        return console.Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context =>
            {
                var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
                return copy.RunAsync(progress => Show(context, bars, progress), cancellationToken);
            });
    }

    private static void Show(ProgressContext context, Dictionary<string, ProgressTask> bars, CopyProgress progress)
    {
        if (!bars.TryGetValue(progress.Part, out var bar))
            bars.Add(progress.Part, bar = context.AddTask(progress.Part, maxValue: Math.Max(1, progress.Total)));
        bar.Description = $"{progress.Part} [grey]{progress.Done}[/]";
        bar.Value = progress.Total == 0 ? 1 : progress.Done;
    }

    private static void Print(Invocation invocation, CopyStart start, CopyResult result, double seconds)
    {
        if (invocation.Json)
        {
            JsonOutput.Print(new { from = result.From, to = result.To, start, epoch = result.Epoch, sequence = result.Sequence, parts = result.Parts, seconds = Math.Round(seconds, 3) });
            return;
        }

        var table = new PlainTable("part", ">copied");
        foreach (var (part, count) in result.Parts.Where(part => part.Value > 0))
            table.Row(part, $"{count}");
        table.Print(invocation.Console);
        invocation.Console.WriteLine(
            $"{result.To} is now a copy of {result.From}, up to change {result.Sequence} of the same epoch, made in {seconds:0.0} s. Let workers and readers use one of the two only.");
    }
}
