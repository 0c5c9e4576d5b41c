using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>A way out for notices.</summary>
public interface IDeliveryChannel
{
    DeliveryKind Kind { get; }

    /// <summary>Hands it over, within a bounded time.</summary>
    /// <exception cref="DeliveryException">It was not taken.</exception>
    Task SendAsync(Delivery delivery, CancellationToken cancellationToken);
}
