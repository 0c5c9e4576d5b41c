using System.Collections.Concurrent;
using Harvester.Core.Model;
using Harvester.Core.Runs;
using Harvester.Host.Logging;
using Serilog.Extensions.Logging;
using Log = Serilog.Log;

namespace Harvester.Host.Composition;

/// <summary>Runs several sources beside each other, for the commands that harvest now.</summary>
internal static class Harvest
{
    /// <summary>Sources at one time: they wait for other machines most of the time, and the store takes one writer at once anyway.</summary>
    public const int Concurrency = 6;

    /// <summary>Reports in the order of <paramref name="sources"/>. One bad source never stops the others.</summary>
    public static async Task<IReadOnlyList<RunReport>> AllAsync(
        SourceRunner runner, IReadOnlyList<Source> sources, RunOptions options, Func<Source, IRunObserver> observer, CancellationToken cancellationToken)
    {
        using var loggers = new SerilogLoggerFactory(Log.Logger);
        var logger = loggers.CreateLogger(nameof(Harvest));
        var reports = new ConcurrentDictionary<string, RunReport>(StringComparer.Ordinal);
        // Not cancelled from outside: each run sees the token itself, ends, and stores its report.
        await Parallel.ForEachAsync(sources, new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (source, _) =>
        {
            if (cancellationToken.IsCancellationRequested)
                return;
            RunLog.Started(logger, source.Id);
            var report = await runner.RunAsync(source, options, observer(source), cancellationToken);
            RunLog.Ended(logger, report);
            reports[source.Id] = report;
        });
        return [.. sources.Select(s => reports.GetValueOrDefault(s.Id)).OfType<RunReport>()];
    }
}
