using Harvester.Core.Model;
using Harvester.Host.Commands;
using Spectre.Console;

namespace Harvester.Host.Output;

/// <summary>A bar while a file is written, on a terminal; elsewhere and with <c>--json</c> nothing.</summary>
internal static class ExportProgress
{
    /// <param name="total">How many datasets will pass, as far as it is known beforehand.</param>
    public static Task<long> ShowAsync(Invocation invocation, string path, long total, IAsyncEnumerable<Dataset> datasets, Func<IAsyncEnumerable<Dataset>, Task<long>> write)
    {
        if (invocation.Json || !invocation.Console.Profile.Out.IsTerminal)
            return write(datasets);
        return invocation.Console.Progress().AutoClear(true).Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(context =>
            {
                var bar = context.AddTask(Markup.Escape(path), maxValue: Math.Max(total, 1));
                return write(Counted(datasets, bar));
            });
    }

    private static async IAsyncEnumerable<Dataset> Counted(IAsyncEnumerable<Dataset> datasets, ProgressTask bar)
    {
        await foreach (var dataset in datasets)
        {
            yield return dataset;
            bar.Increment(1);
        }
    }
}
