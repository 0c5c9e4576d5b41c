using System.Runtime.CompilerServices;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>
/// What a run changed, from the change log: the fate of each of its records that did not stay as it was. The log is in the order of time, so a run's part is found by
/// halving, and no index of runs has to be kept.
/// </summary>
public static class RunChanges
{
    private const int AtATime = 1000;

    /// <summary>Clocks of workers may differ by seconds.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMinutes(2);

    /// <summary>In the order of the log; what a person decided on the run afterwards comes at the end. What the retention has removed is not there.</summary>
    public static async IAsyncEnumerable<ChangeEntry> OfAsync(RunReport run, IChangeLog log, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var end = run.FinishedAt ?? DateTimeOffset.MaxValue - Slack;
        await foreach (var entry in BetweenAsync(run.StartedAt, end, run.Id, log, cancellationToken))
            yield return entry;
        if (run.DecidedAt is { } decided && decided - Slack > end)
        {
            // The decision is stored once it is carried out, which may take minutes.
            var from = decided - TimeSpan.FromHours(1);
            await foreach (var entry in BetweenAsync(from > end ? from : end, decided, run.Id, log, cancellationToken))
            {
                if (entry.At > end + Slack)
                    yield return entry;
            }
        }
    }

    private static async IAsyncEnumerable<ChangeEntry> BetweenAsync(DateTimeOffset from, DateTimeOffset to, string run, IChangeLog log, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = await BeforeAsync(from - Slack, log, cancellationToken);
        while (await log.EntriesAsync(after, AtATime, cancellationToken) is { Count: > 0 } entries)
        {
            foreach (var entry in entries.Where(entry => entry.Run == run && entry.At <= to + Slack))
                yield return entry;
            if (entries[^1].At > to + Slack)
                yield break;
            after = entries[^1].Sequence;
        }
    }

    /// <summary>A position before every entry that is not older than an instant.</summary>
    private static async Task<long> BeforeAsync(DateTimeOffset instant, IChangeLog log, CancellationToken cancellationToken)
    {
        var (low, high) = (0L, await log.LastAsync(cancellationToken));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await log.EntriesAsync(middle, 1, cancellationToken) is [var next] && next.At < instant)
                low = next.Sequence;
            else
                high = middle;
        }

        return low;
    }
}
