namespace Harvester.Core.Ports;

/// <summary>Headers of files, one for a dataset, and when they are due. Background work alone writes it.</summary>
public interface IHeaderStore
{
    /// <summary>What is kept of these datasets, by id; a dataset of which nothing is kept is absent.</summary>
    Task<IReadOnlyDictionary<string, HeaderState>> GetAsync(IReadOnlyCollection<string> datasets, CancellationToken cancellationToken);

    /// <summary>What is due at <paramref name="now"/>, the longest due first, then by id.</summary>
    /// <param name="sources">Of these sources only; null: of all.</param>
    Task<IReadOnlyList<HeaderState>> DueAsync(DateTimeOffset now, IReadOnlyCollection<string>? sources, int limit, CancellationToken cancellationToken);

    /// <summary>Stores all of each, replacing what was there.</summary>
    Task SaveAsync(IReadOnlyCollection<HeaderState> states, CancellationToken cancellationToken);

    /// <summary>Forgets these datasets.</summary>
    Task RemoveAsync(IReadOnlyCollection<string> datasets, CancellationToken cancellationToken);
}
