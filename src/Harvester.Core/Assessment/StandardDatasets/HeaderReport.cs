namespace Harvester.Core.Assessment.StandardDatasets;

/// <summary>What one call of <see cref="HeaderChecks"/> did.</summary>
public sealed record HeaderReport
{
    /// <summary>Files that were asked for.</summary>
    public int Asked { get; init; }

    /// <summary>Of these: as they were (304), so that nothing was read.</summary>
    public int Unchanged { get; init; }

    /// <summary>Of these: the dataset is checked now.</summary>
    public int Checked { get; init; }

    /// <summary>Of these: read, and in another form than the dataset's words say.</summary>
    public int OtherForm { get; init; }

    /// <summary>Of these: not read, by code.</summary>
    public IReadOnlyDictionary<string, int> Faults { get; init; } = new Dictionary<string, int>();

    /// <summary>True: another worker is at it, and nothing was done.</summary>
    public bool Busy { get; init; }
}
