using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>
/// What one kind of background work found out about one dataset; what the other kinds found stays. Closed: the nested types are all there are.
/// </summary>
public abstract record AnnotationWrite
{
    private AnnotationWrite(string id) => Id = id;

    /// <summary>Id of the dataset.</summary>
    public string Id { get; }

    /// <summary>What is stored, with this part replaced; pure.</summary>
    /// <param name="stored">Null: nothing is stored yet.</param>
    /// <param name="at">Becomes <see cref="Annotations.ChangedAt"/> if the annotations say something else than before.</param>
    public Annotations Merged(Annotations? stored, DateTimeOffset at)
    {
        var before = stored ?? new Annotations { Id = Id };
        var merged = Applied(before);
        return stored is null || !merged.SaysTheSameAs(before) ? merged with { ChangedAt = at } : merged;
    }

    private protected abstract Annotations Applied(Annotations before);

    /// <summary>The metadata quality; null: not known any more.</summary>
    public sealed record Scored(string Id, Quality? Quality) : AnnotationWrite(Id)
    {
        private protected override Annotations Applied(Annotations before) => before with { Quality = Quality };
    }

    /// <summary>Which standard dataset it is; null: none.</summary>
    public sealed record Recognised(string Id, StandardDatasetMatch? Match) : AnnotationWrite(Id)
    {
        private protected override Annotations Applied(Annotations before) => before with { StandardDataset = Match };
    }

    /// <summary>The states of its distributions' addresses, all of them.</summary>
    public sealed record LinksChecked(string Id, IReadOnlyList<LinkCheck> Checks) : AnnotationWrite(Id)
    {
        private protected override Annotations Applied(Annotations before) => before with { Checks = Checks };
    }

    /// <summary>Its place among the records of the same dataset.</summary>
    public sealed record Related(string Id, string? CanonicalId, IReadOnlyList<Relation> Relations) : AnnotationWrite(Id)
    {
        private protected override Annotations Applied(Annotations before) => before with { CanonicalId = CanonicalId, Relations = Relations };
    }
}
