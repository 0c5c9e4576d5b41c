namespace Harvester.Core.Ports;

/// <summary>What persons did. Entries are added, and never changed or removed.</summary>
public interface IAuditLog
{
    Task AddAsync(AuditEntry entry, CancellationToken cancellationToken);

    /// <summary>Newest first; <paramref name="before"/> is the id of the last one already read (cursor).</summary>
    Task<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, string? before, int limit, CancellationToken cancellationToken);
}
