using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>
/// What became of one source record. <see cref="Dataset"/> is null when the record was refused (no title, no readable payload);
/// <see cref="Problems"/> then says why, with severity error.
/// </summary>
public sealed record MappingResult(Dataset? Dataset, IReadOnlyList<Problem> Problems)
{
    /// <summary>What the record says and no rule reads; none of a refused record.</summary>
    public IReadOnlyList<UnmappedField> Unmapped { get; init; } = [];
}
