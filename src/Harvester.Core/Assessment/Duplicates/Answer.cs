using Harvester.Core.Model;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>What is found about one dataset.</summary>
/// <param name="Canonical">The record that stands for its group, maybe itself; null: it is in no group.</param>
internal sealed record Answer(string? Canonical, IReadOnlyList<Relation> Relations)
{
    /// <summary>True when there is nothing to say.</summary>
    public bool IsEmpty => Canonical is null && Relations.Count == 0;

    /// <summary>The canonical record as the annotations name it: null for the one that stands for itself.</summary>
    public string? CanonicalFor(string id) => Canonical == id ? null : Canonical;

    public bool IsIn(Annotations? annotations, string id) =>
        annotations?.CanonicalId == CanonicalFor(id) && (annotations?.Relations ?? []).SequenceEqual(Relations);
}
