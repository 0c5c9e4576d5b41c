using Harvester.Core.Mapping;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Runs;

/// <summary>One record's fate: <see cref="Write"/> is null when nothing is to be written, <see cref="Dataset"/> when nothing was mapped.</summary>
public sealed record Decision(SourceRecord Record, DecisionKind Kind, Dataset? Dataset, IReadOnlyList<Problem> Problems, CatalogueWrite? Write)
{
    /// <summary>See <see cref="MappingResult.RefusedOf"/>.</summary>
    public string? RefusedOf { get; init; }

    /// <summary>What no rule reads, where the record was mapped.</summary>
    public IReadOnlyList<UnmappedField> Unmapped { get; init; } = [];
}
