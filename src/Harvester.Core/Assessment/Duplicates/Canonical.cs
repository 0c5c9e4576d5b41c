using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>
/// Which record of a group stands for all. In this order: no list (it only supplements); the richest, in steps of three points; the own portal of the
/// body that publishes it; points; the id. The one that stands for the group already stays unless another is clearly better: a list gives way to
/// anything else, a copy to the own portal that says as much, and any record to one that says three points more.
/// </summary>
public sealed class Canonical(IReadOnlyDictionary<string, Source> sources)
{
    private const int Step = 3;

    /// <param name="standing">True for a record that stood for its group until now.</param>
    public Profile Of(IReadOnlyCollection<Profile> members, Predicate<Profile> standing)
    {
        var best = Best(members);
        return members.Where(member => standing(member)).ToList() is { Count: > 0 } present && Best(present) is var stays && !IsClearlyBetter(best, stays) ? stays : best;
    }

    private Profile Best(IEnumerable<Profile> members) => members
        .OrderBy(IsList).ThenByDescending(member => member.Richness / Step).ThenByDescending(IsOwn).ThenByDescending(member => member.Richness)
        .ThenBy(member => member.Id, StringComparer.Ordinal).First();

    private bool IsClearlyBetter(Profile best, Profile present) =>
        (!IsList(best) && IsList(present))
        || (IsList(best) == IsList(present) && (best.Richness >= present.Richness + Step || (IsOwn(best) && !IsOwn(present) && best.Richness >= present.Richness)));

    private bool IsList(Profile member) => sources.GetValueOrDefault(member.Source)?.Kind is RecordKind.List;

    private bool IsOwn(Profile member) => member.Publisher is { } code && sources.GetValueOrDefault(member.Source)?.PublisherCode == code;
}
