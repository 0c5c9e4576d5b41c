using Harvester.Core.Coverage;
using Harvester.Core.Mapping;

namespace Harvester.Connectors.Definitions.Mappings;

/// <summary>What became of a folder of mapping files: the rules, or every fault of every file at once.</summary>
public sealed record LoadedMappings(MappingRules? Rules, IReadOnlyList<DefinitionError> Errors)
{
    /// <summary>Numbers to compare the coverage with.</summary>
    public IReadOnlyList<Target> Targets { get; init; } = [];
}
