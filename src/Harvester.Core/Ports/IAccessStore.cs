namespace Harvester.Core.Ports;

/// <summary>Tokens to sign in with. They are never deleted, so that the audit log names none that nobody can find.</summary>
public interface IAccessStore
{
    /// <exception cref="StoreException">There is a token with this id.</exception>
    Task AddAsync(AccessToken token, CancellationToken cancellationToken);

    Task<AccessToken?> GetAsync(string id, CancellationToken cancellationToken);

    /// <summary>All of them, revoked ones too, in the order in which they were made.</summary>
    Task<IReadOnlyList<AccessToken>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Puts another secret in place of the one that it has, and counts its issue up; null when there is no such token, or it is revoked.</summary>
    Task<AccessToken?> ReissueAsync(string id, string hash, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Lets nobody in by it any more; false when there is no such token, or it was revoked before.</summary>
    Task<bool> RevokeAsync(string id, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Remembers that it was used on this day; nothing if it was on a later one.</summary>
    Task UseAsync(string id, DateOnly day, CancellationToken cancellationToken);
}
