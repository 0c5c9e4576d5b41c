using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Mapping.PriorityFields;
using Harvester.Core.Mapping.Themes;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>Everything under <c>mappings/</c> that the mapper needs, loaded and checked; a bad edit never gets here.</summary>
public sealed record MappingRules
{
    public required IReadOnlyDictionary<RecordKind, Crosswalk> Crosswalks { get; init; }
    public required LicenceVocabulary Licences { get; init; }
    public required FormatVocabulary Formats { get; init; }
    public required FrequencyVocabulary Frequencies { get; init; }
    public required ThemeVocabulary Themes { get; init; }
    /// <summary>A working list: its notice goes with every figure.</summary>
    public required PriorityFieldVocabulary PriorityFields { get; init; }

    public required PublisherDirectory Publishers { get; init; }

    /// <summary>Not for the mapper: recognised beside the runs.</summary>
    public required StandardDatasetVocabulary StandardDatasets { get; init; }

    /// <summary>Hash of the bytes of all files that records are mapped with.</summary>
    public required string FilesHash { get; init; }

    /// <summary>Changes when a mapping file or the mapper itself does.</summary>
    public string Version => $"{Mapper.Revision}-{FilesHash}";
}
