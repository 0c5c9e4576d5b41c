using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>Looks how every source is, and what of that is news. Writes nothing.</summary>
internal sealed class NoticeLook(IStore store, ISources sources, TimeProvider clock)
{
    private static readonly NoticeAudience[] Audiences = Enum.GetValues<NoticeAudience>();

    /// <summary>What has changed or is to be told: what was remembered, the state to remember, and the notice where there is one.</summary>
    public async Task<IReadOnlyList<(NoticeState? Before, NoticeState State, Notice? Notice)>> FindAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var states = (await store.Sources.ListAsync(cancellationToken)).ToDictionary(state => state.Source, StringComparer.Ordinal);
        var latest = await store.Runs.LatestAsync(cancellationToken);
        var told = (await store.Notices.StatesAsync(cancellationToken)).ToDictionary(state => (state.Source, state.Audience, state.Body));
        var found = new List<(NoticeState?, NoticeState, Notice?)>();
        foreach (var source in sources.All)
        {
            var state = states.GetValueOrDefault(source.Id);
            if (IsSilent(source, state, now) || !latest.TryGetValue(source.Id, out var newest) || await RunsAsync(newest, cancellationToken) is not { Count: > 0 } runs)
                continue;
            // Whoever was told that its records are refused is to hear that they are not any more, also once no report names it.
            var bodies = Turn.BodiesOf(runs[0]).Union(told.Values.Where(one => one.Source == source.Id && one.IsBroken).Select(one => one.Body).OfType<string>());
            foreach (var (audience, body) in Audiences.Select(audience => (audience, (string?)null)).Concat(bodies.Select(body => (NoticeAudience.Municipality, (string?)body))))
            {
                var before = told.GetValueOrDefault((source.Id, audience, body));
                var (after, what) = NoticeRules.Judge(before, Turn.IsBroken(runs, audience, body), audience, body, runs[0], now);
                if (after is not null && (what is not null || after != before))
                    found.Add((before, after, what is { } happened ? Of(happened, source, runs, before, after, state) : null));
            }
        }

        return found;
    }

    /// <summary>
    /// Nothing is told of a source that is left alone on purpose, and what was told stays: once it is harvested again, the next word is of how it is then.
    /// </summary>
    private static bool IsSilent(Source source, SourceState? state, DateTimeOffset now) => !source.Enabled || state?.RemovedBy is not null || state?.PausedAt(now) is not null;

    /// <summary>Conclusive ones, newest first; more than one only where they count.</summary>
    private async Task<IReadOnlyList<RunReport>> RunsAsync(RunReport newest, CancellationToken cancellationToken)
    {
        const int Enough = 20;
        if (Turn.IsConclusive(newest) && newest.Status is not RunStatus.Partial)
            return [newest];
        return [.. (await store.Runs.ListAsync(newest.Source, Enough, null, cancellationToken)).Where(Turn.IsConclusive).Take(Turn.PatienceWithPartial)];
    }

    private static Notice Of(NoticeEvent what, Source source, IReadOnlyList<RunReport> runs, NoticeState? before, NoticeState after, SourceState? state)
    {
        // What is mended belongs to the break that it ends.
        var broken = what is NoticeEvent.Mended ? before! : after;
        return new Notice
        {
            Event = what,
            Audience = after.Audience,
            Body = after.Body,
            Source = source,
            Run = runs[0],
            Since = broken.Since,
            Broke = broken.Run,
            Told = broken.Told,
            NextRun = state?.NextDue,
            TurnNow = what is NoticeEvent.Mended ? Audiences.Where(other => other != after.Audience && Turn.IsBroken(runs, other) is true).Select(other => (NoticeAudience?)other).FirstOrDefault() : null,
        };
    }
}
