using CsCheck;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Xunit;

namespace Harvester.Tests.Runs;

public sealed class RunChangesTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 24, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Runs that overlap, a log with gaps, and decisions hours later: what is found by halving is what a look at the whole log finds.</summary>
    [Fact]
    public void AnyLog_GivesEachRunItsOwnEntries() =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 400], Gen.Int[0, 3]).Array[0, 300].Sample(steps =>
        {
            var entries = new List<ChangeEntry>();
            var (second, sequence) = (0L, 0L);
            foreach (var (run, gap, skipped) in steps)
            {
                second += gap;
                sequence += 1 + skipped;
                entries.Add(new ChangeEntry(sequence, ChangeKind.Updated, $"d{sequence}", Start.AddSeconds(second), run == 5 ? null : $"r{run}"));
            }

            foreach (var run in entries.Where(entry => entry.Run is not null).GroupBy(entry => entry.Run!))
            {
                // Anything more than ten minutes after the entry before is a person's decision.
                var own = run.ToList();
                var gap = own.Zip(own.Skip(1)).ToList().FindIndex(pair => pair.Second.At - pair.First.At > TimeSpan.FromMinutes(10));
                var decided = gap >= 0 && own[^1].At - own[gap + 1].At < TimeSpan.FromMinutes(50);
                var report = new RunReport
                {
                    Id = run.Key,
                    Source = "s",
                    Status = RunStatus.Suspicious,
                    StartedAt = own[0].At.AddSeconds(-1),
                    FinishedAt = decided ? own[gap].At.AddSeconds(1) : own[^1].At.AddSeconds(1),
                    DecidedAt = decided ? own[^1].At.AddSeconds(1) : null,
                };
                Assert.Equal(own, RunChanges.OfAsync(report, new ListedLog(entries), Cancel).ToBlockingEnumerable(Cancel));
            }
        }, iter: 200);

    [Fact]
    public void RunWithoutEntries_HasNone() =>
        Assert.Empty(RunChanges.OfAsync(new RunReport { Id = "r", Source = "s", Status = RunStatus.Succeeded, StartedAt = Start }, new ListedLog([]), Cancel).ToBlockingEnumerable(Cancel));

    private sealed class ListedLog(List<ChangeEntry> entries) : IChangeLog
    {
        public Task<IReadOnlyList<ChangeEntry>> EntriesAsync(long since, int limit, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<ChangeEntry>>([.. entries.Where(entry => entry.Sequence > since).Take(limit)]);

        public Task<long> LastAsync(CancellationToken cancellationToken) => Task.FromResult(entries.Count == 0 ? 0 : entries[^1].Sequence);

        public Task<IReadOnlyList<Change>> ReadAsync(long since, int limit, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<long> CompactedToAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<PrunedChanges> PruneAsync(DateTimeOffset before, string? after, int datasets, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<string> EpochAsync(CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
