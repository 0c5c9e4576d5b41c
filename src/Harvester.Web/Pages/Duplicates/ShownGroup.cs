using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Web.Pages.Duplicates;

/// <summary>Records of one dataset, the one that stands for all first.</summary>
/// <param name="Verdicts">What persons said of two of them.</param>
public sealed record ShownGroup(string Canonical, IReadOnlyList<Dataset> Members, IReadOnlyList<DuplicateVerdict> Verdicts)
{
    /// <summary>What speaks for it: what holds both ways is told once.</summary>
    internal IEnumerable<(Dataset From, Dataset To, Relation Relation)> Evidence =>
        from member in Members
        from relation in member.Annotations?.Relations ?? []
        join other in Members on relation.Id equals other.Id
        where relation.Kind is RelationKind.Contains || string.CompareOrdinal(member.Id, other.Id) < 0
        select (member, other, relation);
}
