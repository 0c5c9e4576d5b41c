using Harvester.Core.Coverage;

namespace Harvester.Web.Pages.Coverage;

/// <summary>What asks for a person although no run says so.</summary>
/// <param name="Late">Enabled sources that are more than <see cref="Lateness"/> past their time: the scheduler stands still or is overloaded.</param>
/// <param name="Stale">Enabled sources of which no run has succeeded for <see cref="StaleAfter"/>.</param>
/// <param name="Vanished">Bodies that had datasets yesterday or a week ago and have none now.</param>
/// <param name="Shrunk">Bodies that have lost more than half of at least <see cref="Few"/> datasets within a week.</param>
public sealed record Warnings(int Late, IReadOnlyList<SourceRow> Stale, IReadOnlyList<BodyCoverage> Vanished, IReadOnlyList<(BodyCoverage Now, long Before)> Shrunk)
{
    public const int Few = 10;

    public static TimeSpan Lateness { get; } = TimeSpan.FromHours(1);
    public static TimeSpan StaleAfter { get; } = TimeSpan.FromDays(7);
    public static Warnings None { get; } = new(0, [], [], []);

    public bool Any => Late > 0 || Stale.Count + Vanished.Count + Shrunk.Count > 0;

    public static Warnings Of(IReadOnlyList<SourceRow> sources, CoverageSnapshot? now, CoverageSnapshot? dayBefore, CoverageSnapshot? weekBefore, DateTimeOffset at)
    {
        var before = new[] { dayBefore, weekBefore }.OfType<CoverageSnapshot>().SelectMany(snapshot => snapshot.Bodies)
            .GroupBy(body => body.Code, StringComparer.Ordinal).ToDictionary(body => body.Key, body => body.Max(one => one.Figures.Datasets), StringComparer.Ordinal);
        var bodies = (now?.Bodies ?? []).Select(body => (Now: body, Before: before.GetValueOrDefault(body.Code))).ToList();
        return new Warnings(
            sources.Count(row => row.Source.Enabled && !row.Running && row.State?.NextDue < at - Lateness),
            [.. sources.Where(row => row.Source.Enabled && row.State is { LastFinished: not null } state && (state.LastSuccess is null || state.LastSuccess < at - StaleAfter))],
            [.. bodies.Where(body => body is { Before: > 0, Now.Figures.Datasets: 0 }).Select(body => body.Now)],
            [.. bodies.Where(body => body.Before >= Few && body.Now.Figures.Datasets > 0 && body.Now.Figures.Datasets * 2 < body.Before)]);
    }
}
