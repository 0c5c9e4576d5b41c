using Harvester.Core.Notifications;
using Harvester.Core.Ports;

namespace Harvester.Tests.Notifications;

/// <summary>A channel that keeps what it takes, and fails when a test wants it to.</summary>
internal sealed class Postbox(DeliveryKind kind = DeliveryKind.Mail) : IDeliveryChannel
{
    private readonly Lock gate = new();
    private readonly List<Delivery> taken = [];

    public DeliveryKind Kind => kind;

    /// <summary>Called before it takes one; what it throws is the channel's fault.</summary>
    public Action<Delivery> Before { get; set; } = static _ => { };

    /// <summary>Called once it has taken one.</summary>
    public Action<Delivery> After { get; set; } = static _ => { };

    public int Asked { get; private set; }

    public IReadOnlyList<Delivery> Taken
    {
        get
        {
            lock (gate)
                return [.. taken];
        }
    }

    /// <summary>What it has taken since the last call: event and address.</summary>
    public string Empty()
    {
        lock (gate)
        {
            var all = string.Join(' ', taken.Select(one => $"{one.Event}>{one.Target.Split('@')[0]}"));
            taken.Clear();
            return all;
        }
    }

    public Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        Asked++;
        Before(delivery);
        lock (gate)
            taken.Add(delivery);
        After(delivery);
        return Task.CompletedTask;
    }
}
