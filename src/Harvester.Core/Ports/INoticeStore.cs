namespace Harvester.Core.Ports;

/// <summary>What was told of each source, and what is on its way.</summary>
public interface INoticeStore
{
    Task<IReadOnlyList<NoticeState>> StatesAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Stores a state with the deliveries that tell of it; a delivery whose id is there stays as it is. Cut off, nothing is stored or the deliveries alone,
    /// which come again under the same ids.
    /// </summary>
    Task SaveAsync(NoticeState state, IReadOnlyCollection<Delivery> deliveries, CancellationToken cancellationToken);

    /// <summary>What is on its way, oldest first.</summary>
    Task<IReadOnlyList<Delivery>> PendingAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Remembers an attempt; nothing if it is on its way no more.</summary>
    Task PutOffAsync(Delivery delivery, CancellationToken cancellationToken);

    /// <summary>It has arrived, or is given up.</summary>
    Task RemoveAsync(string delivery, CancellationToken cancellationToken);

    /// <summary>Takes back what is on its way about a source: its words may quote what was erased.</summary>
    Task TakeBackAsync(string source, CancellationToken cancellationToken);

    /// <summary>Takes back what is on its way to a recipient who wants no more.</summary>
    Task TakeBackAsync(DeliveryKind kind, string target, CancellationToken cancellationToken);
}
