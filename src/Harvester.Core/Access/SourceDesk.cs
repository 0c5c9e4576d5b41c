using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;

namespace Harvester.Core.Access;

/// <summary>Takes a person's wishes for a source: a harvest soon, or none until a planned maintenance is over.</summary>
public sealed class SourceDesk(IStore store, AuditTrail trail, TimeProvider clock)
{
    /// <summary>The longest pause: a source that is to be left alone for good is switched off in its file, or removed.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromDays(90);

    public const int LongestReason = 300;

    /// <summary>Leaves it to the next free worker, which harvests it also while it is paused.</summary>
    /// <exception cref="DecisionException">No worker harvests the source.</exception>
    public async Task<HarvestRequest> RequestAsync(Account by, Source source, CancellationToken cancellationToken)
    {
        await RefuseIdleAsync(source, cancellationToken);
        var request = new HarvestRequest(Guid.NewGuid().ToString("n"), clock.GetUtcNow(), Full: false);
        await store.Sources.RequestAsync(source.Id, request, cancellationToken);
        await trail.OnSourceAsync(by, AuditAction.RunNow, source.Id, run: null, "");
        return request;
    }

    /// <exception cref="DecisionException">The instant is past or too far off, the reason is too long, or no worker harvests the source anyway.</exception>
    public async Task<SourcePause> PauseAsync(Account by, Source source, DateTimeOffset until, string? why, CancellationToken cancellationToken)
    {
        await RefuseIdleAsync(source, cancellationToken);
        var now = clock.GetUtcNow();
        if (until <= now)
            throw new DecisionException("the pause would be over already: name a day to come");
        if (until - now > LongestPause)
            throw new DecisionException($"a pause lasts {LongestPause.TotalDays:0} days at the most: name an earlier day, and pause again then");
        var pause = new SourcePause(until, by.Label, TypedText.Line(why, "reason", LongestReason) ?? "");
        await store.Sources.PauseAsync(source.Id, pause, cancellationToken);
        await trail.OnSourceAsync(by, AuditAction.Pause, source.Id, run: null, $"until {until:yyyy-MM-dd'T'HH:mm}Z{(pause.Why.Length > 0 ? $": {pause.Why}" : "")}");
        return pause;
    }

    /// <exception cref="DecisionException">It is not paused.</exception>
    public async Task ResumeAsync(Account by, Source source, CancellationToken cancellationToken)
    {
        if ((await store.Sources.GetAsync(source.Id, cancellationToken))?.PausedAt(clock.GetUtcNow()) is null)
            throw new DecisionException($"source {source.Id} is not paused");
        await store.Sources.PauseAsync(source.Id, pause: null, cancellationToken);
        await trail.OnSourceAsync(by, AuditAction.Resume, source.Id, run: null, "");
    }

    private async Task RefuseIdleAsync(Source source, CancellationToken cancellationToken)
    {
        if (!source.Enabled)
            throw new DecisionException($"source {source.Id} is disabled in its connector file: no worker harvests it");
        if ((await store.Sources.GetAsync(source.Id, cancellationToken))?.RemovedBy is { } removal)
            throw new DecisionException($"{source.Id}: {SourceRemoval.Standing(removal)}");
    }
}
