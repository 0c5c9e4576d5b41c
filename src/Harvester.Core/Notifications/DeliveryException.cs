namespace Harvester.Core.Notifications;

/// <summary>A notice was not taken. The message has no secrets.</summary>
public sealed class DeliveryException : Exception
{
    /// <param name="closesChannel">It is not this message's fault: the next one by the same way would fail, too.</param>
    public DeliveryException(string message, bool closesChannel, Exception? inner = null)
        : base(message, inner) => ClosesChannel = closesChannel;

    public bool ClosesChannel { get; }
}
