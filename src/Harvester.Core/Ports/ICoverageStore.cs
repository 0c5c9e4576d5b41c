using Harvester.Core.Coverage;

namespace Harvester.Core.Ports;

/// <summary>The figures of coverage: kept as sums, of which each dataset's part is remembered, so that a change costs as much as the dataset, not as the catalogue.</summary>
public interface ICoverageStore
{
    /// <summary>Replaces what these datasets contribute, and corrects the sums by the difference; together or not at all.</summary>
    Task PutAsync(IReadOnlyCollection<Contribution> contributions, CancellationToken cancellationToken);

    /// <summary>Forgets all contributions and sums. Snapshots stay.</summary>
    Task ClearAsync(CancellationToken cancellationToken);

    /// <summary>All sums that are not 0, in no particular order.</summary>
    Task<IReadOnlyList<CoverageCount>> CountsAsync(CancellationToken cancellationToken);

    /// <summary>One figure of a source, over all publishers.</summary>
    Task<long> SumAsync(string source, string name, CancellationToken cancellationToken);

    /// <summary>Stores the figures of a day, replacing the same day's.</summary>
    Task SaveAsync(CoverageSnapshot snapshot, CancellationToken cancellationToken);

    /// <summary>The newest snapshot of that day or an earlier one; null when there is none.</summary>
    Task<CoverageSnapshot?> GetAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Days that have a snapshot, oldest first, with the figures of the whole.</summary>
    Task<IReadOnlyList<(DateOnly Day, CoverageFigures Total)>> HistoryAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken);
}
