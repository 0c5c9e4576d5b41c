using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>What is to be told, from how a source is now and what was told before. Pure: one notice for each change of state, and one a week while it is broken.</summary>
public static class NoticeRules
{
    /// <summary>How long a break is left without another word.</summary>
    public static readonly TimeSpan Week = TimeSpan.FromDays(7);

    /// <summary>The state now, and what of it is to be told; both null where there is nothing to remember. The state is as if nobody had been told: see <see cref="Told"/>.</summary>
    /// <param name="before">Null: nothing is known, so it was well.</param>
    /// <param name="isBroken">See <see cref="Turn.IsBroken"/>.</param>
    /// <param name="body">See <see cref="NoticeState.Body"/>.</param>
    /// <param name="run">The newest conclusive run.</param>
    public static (NoticeState? State, NoticeEvent? Event) Judge(
        NoticeState? before, bool? isBroken, NoticeAudience audience, string? body, RunReport run, DateTimeOffset now) => (before, isBroken) switch
        {
            (_, null) => (before, null),
            ({ IsBroken: true }, false) => (New(false, audience, body, run), before.ToldAt is null ? null : NoticeEvent.Mended),
            (_, false) => (before, null),
            ({ IsBroken: true, ToldAt: null }, true) => (before, NoticeEvent.Broke),
            ({ IsBroken: true, ToldAt: { } told }, true) => (before, now - told >= Week ? NoticeEvent.StillBroken : null),
            (_, true) => (New(true, audience, body, run), NoticeEvent.Broke),
        };

    /// <summary>The state once somebody was told.</summary>
    public static NoticeState Told(NoticeState state, DateTimeOffset now) => state.IsBroken ? state with { ToldAt = now, Told = state.Told + 1 } : state;

    private static NoticeState New(bool isBroken, NoticeAudience audience, string? body, RunReport run) => new()
    {
        Source = run.Source,
        Audience = audience,
        Body = body,
        IsBroken = isBroken,
        Since = run.FinishedAt ?? run.StartedAt,
        Run = run.Id,
    };
}
