namespace Harvester.Core.Coverage;

/// <summary>
/// Figures of a set of datasets. <see cref="Records"/> and <see cref="RecordFiles"/> count what the sources list; everything else counts each dataset once,
/// by its canonical record. Maps leave out what is 0.
/// </summary>
public sealed record CoverageFigures
{
    public long Records { get; init; }
    public long RecordFiles { get; init; }
    public long Datasets { get; init; }
    public long Files { get; init; }
    public long CsvFiles { get; init; }

    /// <summary>Datasets with a file in a machine-readable format.</summary>
    public long MachineReadable { get; init; }

    /// <summary>Datasets with a CSV file.</summary>
    public long Csv { get; init; }

    /// <summary>Datasets under a licence that is open by the Open Definition.</summary>
    public long OpenLicence { get; init; }

    /// <summary>Datasets with a theme, stated or worked out.</summary>
    public long Themed { get; init; }

    /// <summary>Datasets in a field of the working list of priority fields.</summary>
    public long InPriorityFields { get; init; }

    /// <summary>Datasets recognised as a standard dataset from their words; and from a file's header.</summary>
    public long StandardCandidates { get; init; }

    public long StandardChecked { get; init; }

    /// <summary>Files whose address leads nowhere.</summary>
    public long DeadLinks { get; init; }

    /// <summary>A part of the datasets as a share of 1; null: there are none.</summary>
    public double? ShareOf(long part) => Datasets == 0 ? null : (double)part / Datasets;

    /// <summary>Mean of the quality scores, 0 to 405; null when nothing has one.</summary>
    public double? MeanQuality { get; init; }

    /// <summary>By rating.</summary>
    public IReadOnlyDictionary<string, long> Quality { get; init; } = new Dictionary<string, long>();

    /// <summary>By <see cref="Assessment.Freshness.FreshnessState"/>, in camel case.</summary>
    public IReadOnlyDictionary<string, long> Freshness { get; init; } = new Dictionary<string, long>();

    /// <summary>Datasets by aspect of the Japanese view of quality and its grade, as in <c>licence/good</c>; empty in snapshots that were taken before it was counted.</summary>
    public IReadOnlyDictionary<string, long> View { get; init; } = new Dictionary<string, long>();

    /// <summary>Files by format.</summary>
    public IReadOnlyDictionary<string, long> Formats { get; init; } = new Dictionary<string, long>();

    /// <summary>Datasets by licence id; <c>none</c>, <c>unknown</c>.</summary>
    public IReadOnlyDictionary<string, long> Licences { get; init; } = new Dictionary<string, long>();

    /// <summary>Datasets by code of the EU theme; one may be in several.</summary>
    public IReadOnlyDictionary<string, long> Themes { get; init; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, long> PriorityFields { get; init; } = new Dictionary<string, long>();

    /// <summary>Datasets that do not meet an indicator of the quality scheme, by its id; of <see cref="Quality"/>'s datasets.</summary>
    public IReadOnlyDictionary<string, long> Unmet { get; init; } = new Dictionary<string, long>();

    /// <summary>Datasets of which it is not known yet whether they meet an indicator, by its id: their addresses were not looked at.</summary>
    public IReadOnlyDictionary<string, long> Unknown { get; init; } = new Dictionary<string, long>();

    /// <summary>Datasets whose record has a problem (a warning or an error), by its code.</summary>
    public IReadOnlyDictionary<string, long> Problems { get; init; } = new Dictionary<string, long>();
}
