namespace Harvester.Core.Ports;

/// <summary>Who wants to be told. A few hundred at most.</summary>
public interface ISubscriptionStore
{
    /// <summary>How many secrets of a subscription are kept: those of about a year of weekly messages. Older messages end nothing any more.</summary>
    const int MostSecrets = 50;

    /// <summary>False, and nothing is written, when it is there already.</summary>
    Task<bool> AddAsync(Subscription subscription, CancellationToken cancellationToken);

    /// <summary>In the order in which they were made.</summary>
    Task<IReadOnlyList<Subscription>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The one that a secret of this hash ends.</summary>
    Task<Subscription?> FindAsync(string secretHash, CancellationToken cancellationToken);

    /// <summary>One more secret that ends the subscription; nothing if it is gone.</summary>
    Task AddSecretAsync(string id, string secretHash, CancellationToken cancellationToken);

    /// <summary>False when there is none.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken);
}
