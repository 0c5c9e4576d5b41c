namespace Harvester.Core.Ports;

/// <summary>What persons did. Entries are added, completed once, and never changed otherwise or removed.</summary>
public interface IAuditLog
{
    Task AddAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Puts an entry in place of the one of its id that <see cref="AuditOutcome.Begun">began</see>; nothing where that has its outcome already, or is not there.</summary>
    Task CompleteAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Newest first; <paramref name="before"/> is the id of the last one already read (cursor).</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, string? before, int limit, CancellationToken cancellationToken);
}
