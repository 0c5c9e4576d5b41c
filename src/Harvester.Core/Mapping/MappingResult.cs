using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>
/// What became of one source record. <see cref="Dataset"/> is null when the record was refused (no title, no readable payload);
/// <see cref="Problems"/> then says why, with severity error.
/// </summary>
public sealed record MappingResult(Dataset? Dataset, IReadOnlyList<Problem> Problems)
{
    /// <summary>Six-digit code of the body whose a refused record is, so that it can be told; null: not known, or the dataset says it.</summary>
    public string? RefusedOf { get; init; }

    /// <summary>What the record says and no rule reads; none of a refused record.</summary>
    public IReadOnlyList<UnmappedField> Unmapped { get; init; } = [];
}
