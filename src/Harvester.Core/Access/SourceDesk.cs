using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Core.Access;

/// <summary>Takes a person's wishes for a source: a harvest soon, none until a planned maintenance is over, the end of one that goes on.</summary>
public sealed class SourceDesk(IStore store, AuditTrail trail, TimeProvider clock)
{
    /// <summary>The longest pause: a source that is to be left alone for good is switched off in its file, or removed.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(90);

    public const int LongestReason = 300;

    /// <summary>Leaves it to the next free worker, which harvests it also while it is paused.</summary>
    /// <exception cref="DecisionException">No worker harvests the source.</exception>
    public Task<HarvestRequest> RequestAsync(Account by, Source source, bool full, CancellationToken cancellationToken) =>
        trail.ActAsync(trail.OnSource(by, AuditAction.RunNow, source.Id, full ? "whole listing" : ""), async () =>
        {
            await RefuseIdleAsync(source, cancellationToken);
            var request = new HarvestRequest(Guid.NewGuid().ToString("n"), clock.GetUtcNow(), full);
            await store.Sources.RequestAsync(source.Id, request, cancellationToken);
            return request;
        });

    /// <summary>Takes back what was asked for and no run has begun. One that has begun meanwhile goes on (see <see cref="CancelAsync"/>).</summary>
    /// <exception cref="DecisionException">No request waits.</exception>
    public Task<HarvestRequest> TakeBackAsync(Account by, string source, CancellationToken cancellationToken) =>
        trail.ActAsync(trail.OnSource(by, AuditAction.TakeBack, source), async () =>
            (await store.Sources.GetAsync(source, cancellationToken))?.Request is { } request && await store.Sources.TakeBackAsync(source, request.Id, cancellationToken)
                ? request
                : throw new DecisionException($"no harvest of source {source} waits for a worker: there is nothing to take back"));

    /// <summary>
    /// Asks the worker that has the run, in whichever process, to end it. It does within seconds: what was stored stays, nothing is withdrawn, and the source is not
    /// harvested again before its next time.
    /// </summary>
    /// <exception cref="DecisionException">There is no such run, it does not go on any more, or it removes a source.</exception>
    public Task<RunReport> CancelAsync(Account by, string run, CancellationToken cancellationToken) =>
        trail.OnRunAsync(by, AuditAction.Cancel, run, async () =>
        {
            var now = clock.GetUtcNow();
            var report = await store.Runs.GetAsync(run, cancellationToken) ?? throw new DecisionException($"no run {run}: `runs` lists them");
            if (await AbandonedRun.SeenAsync(report, store, now, cancellationToken) is { Status: not RunStatus.Running } seen)
                throw new DecisionException($"run {run} does not go on any more, it is {EnumWord.Of(seen.Status)}: there is nothing to cancel");
            if (report.Decision is SourceRemoval.Decision)
                throw new DecisionException($"run {run} removes source {report.Source}: let it come to its end, then `undo {run}`");
            await store.Sources.CancelAsync(report.Source, new CancelRequest(run, now), cancellationToken);
            return report;
        }, cancellationToken);

    /// <exception cref="DecisionException">The instant is past or too far off, the reason is too long, or no worker harvests the source anyway.</exception>
    public Task<SourcePause> PauseAsync(Account by, Source source, DateTimeOffset until, string? why, CancellationToken cancellationToken) =>
        trail.ActAsync(
            trail.OnSource(by, AuditAction.Pause, source.Id, $"until {until:yyyy-MM-dd'T'HH:mm}Z"),
            async () =>
            {
                await RefuseIdleAsync(source, cancellationToken);
                var now = clock.GetUtcNow();
                if (until <= now)
                    throw new DecisionException("the pause would be over already: name a day to come");
                if (until - now > LongestPause)
                    throw new DecisionException($"a pause lasts {LongestPause.TotalDays:0} days at the most: name an earlier day, and pause again then");
                var pause = new SourcePause(until, by.Label, TypedText.Line(why, "reason", LongestReason) ?? "");
                await store.Sources.PauseAsync(source.Id, pause, cancellationToken);
                return pause;
            },
            static (entry, pause) => pause.Why.Length > 0 ? entry with { Detail = $"{entry.Detail}: {pause.Why}" } : entry);

    /// <exception cref="DecisionException">It is not paused.</exception>
    public Task<SourcePause> ResumeAsync(Account by, Source source, CancellationToken cancellationToken) =>
        trail.ActAsync(trail.OnSource(by, AuditAction.Resume, source.Id), async () =>
        {
            var pause = (await store.Sources.GetAsync(source.Id, cancellationToken))?.PausedAt(clock.GetUtcNow()) ?? throw new DecisionException($"source {source.Id} is not paused");
            await store.Sources.PauseAsync(source.Id, pause: null, cancellationToken);
            return pause;
        });

    private async Task RefuseIdleAsync(Source source, CancellationToken cancellationToken)
    {
        if (!source.Enabled)
            throw new DecisionException($"source {source.Id} is disabled in its connector file: no worker harvests it");
        if ((await store.Sources.GetAsync(source.Id, cancellationToken))?.RemovedBy is { } removal)
            throw new DecisionException($"{source.Id}: {SourceRemoval.Standing(removal)}");
    }
}
