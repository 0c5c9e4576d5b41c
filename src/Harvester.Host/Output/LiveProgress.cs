using System.Collections.Concurrent;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Spectre.Console;

namespace Harvester.Host.Output;

/// <summary>One bar per source while runs go on; on an output that is no terminal, one line when a source ends.</summary>
internal sealed class LiveProgress(IAnsiConsole console)
{
    /// <summary>Runs <paramref name="work"/>, which asks for one observer per source.</summary>
    public async Task<T> ShowAsync<T>(Func<Func<Source, IRunObserver>, Task<T>> work)
    {
        if (!console.Profile.Out.IsTerminal)
            return await work(source => new Lines(console, source));
        return await console.Progress().AutoClear(false).HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .StartAsync(context =>
            {
                var tasks = new ConcurrentDictionary<string, ProgressTask>();
                return work(source => new Bar(tasks.GetOrAdd(source.Id, _ => context.AddTask(Markup.Escape(source.Title), maxValue: 1)), source));
            });
    }

    private static bool Ended(RunReport report) => report.Status is not RunStatus.Running;

    private sealed class Bar : IRunObserver
    {
        private readonly ProgressTask task;
        private readonly Source source;

        public Bar(ProgressTask task, Source source)
        {
            this.task = task;
            this.source = source;
            task.IsIndeterminate = true;
        }

        public void Progressed(RunReport soFar)
        {
            task.Description = $"{Markup.Escape(source.Title)} [grey]{soFar.Gathered}{(Ended(soFar) ? " " + soFar.Status.ToString().ToLowerInvariant() : "")}[/]";
            if (soFar.Listing.Announced is > 0 and var announced)
            {
                task.IsIndeterminate = false;
                task.MaxValue = announced;
                task.Value = Math.Min(soFar.Gathered, announced);
            }

            if (!Ended(soFar))
                return;
            task.IsIndeterminate = false;
            if (soFar.Status is RunStatus.Succeeded)
                task.Value = task.MaxValue;
            task.StopTask();
        }

        public void Decided(IReadOnlyList<Decision> decisions)
        {
        }

        public void Absent(IReadOnlyList<(KnownRecord Record, CatalogueWrite Write)> absent)
        {
        }
    }

    private sealed class Lines(IAnsiConsole console, Source source) : IRunObserver
    {
        public void Progressed(RunReport soFar)
        {
            if (Ended(soFar))
            {
                console.MarkupLine(
                    $"{Markup.Escape(source.Id)}: {StatusWords.Markup(soFar.Status)}, {soFar.Gathered} gathered, {soFar.Added} added, {soFar.Updated} updated, {soFar.Unchanged} unchanged in {soFar.Seconds:0.0} s");
            }
        }

        public void Decided(IReadOnlyList<Decision> decisions)
        {
        }

        public void Absent(IReadOnlyList<(KnownRecord Record, CatalogueWrite Write)> absent)
        {
        }
    }
}
