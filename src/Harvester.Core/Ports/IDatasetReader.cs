using Harvester.Core.Model;

namespace Harvester.Core.Ports;

/// <summary>The read side of the catalogue; every dataset comes with its annotations joined.</summary>
public interface IDatasetReader
{
    /// <summary>The dataset of this id, or of the one that lists it among its previous ids; null when there is none.</summary>
    Task<Dataset?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>The datasets of these ids, in their order; those that are not there (a search may be a second behind) are left out. Previous ids lead nowhere here.</summary>
    Task<IReadOnlyList<Dataset>> ManyAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>A page in the order of ids, starting after the id <paramref name="after"/> (null: from the start); a write between two pages neither doubles nor hides another record.</summary>
    Task<IReadOnlyList<Dataset>> ListAsync(DatasetFilter filter, string? after, int limit, CancellationToken cancellationToken);

    Task<long> CountAsync(DatasetFilter filter, CancellationToken cancellationToken);

    /// <summary>Every dataset that passes, in the order of ids, as of the start of the enumeration, streamed.</summary>
    IAsyncEnumerable<Dataset> AllAsync(DatasetFilter filter, CancellationToken cancellationToken);

    /// <summary>Superseded documents of a dataset and the present one, oldest first.</summary>
    Task<IReadOnlyList<DatasetVersion>> HistoryAsync(string id, CancellationToken cancellationToken);

    /// <summary>The payload from which the dataset was mapped; null when there is none.</summary>
    Task<RawPayload?> RawAsync(string id, CancellationToken cancellationToken);

    /// <summary>Active datasets and distributions per publisher code (null: unknown), for a first overview.</summary>
    Task<IReadOnlyList<PublisherCount>> CountByPublisherAsync(CancellationToken cancellationToken);
}
