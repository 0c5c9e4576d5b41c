namespace Harvester.Core.Ports;

/// <summary>When addresses are looked at, and what was found whenever that changed: beside the annotations, which hold the present state only.</summary>
public interface ILinkStore
{
    /// <param name="replace">False: datasets that have a time already keep it.</param>
    Task PlanAsync(IReadOnlyCollection<LinkPlan> plans, bool replace, CancellationToken cancellationToken);

    /// <summary>Datasets whose time has come, longest overdue first.</summary>
    Task<IReadOnlyList<string>> DueAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken);

    Task AddHistoryAsync(IReadOnlyCollection<LinkChange> changes, CancellationToken cancellationToken);

    /// <summary>Of one dataset, newest first.</summary>
    Task<IReadOnlyList<LinkChange>> HistoryAsync(string id, int limit, CancellationToken cancellationToken);
}
