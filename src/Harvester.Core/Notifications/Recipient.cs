using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>Where a notice goes.</summary>
/// <param name="Target">Mail address, or address of a webhook.</param>
/// <param name="Language">Which language comes first: <c>ja</c> or <c>en</c>.</param>
/// <param name="Subscription">Id of the subscription; null: it stands in the configuration.</param>
public sealed record Recipient(DeliveryKind Kind, string Target, string Language = "ja", string? Subscription = null)
{
    /// <summary>A mail address, or the address of a webhook.</summary>
    /// <exception cref="FormatException">It is neither; the message says why.</exception>
    public static Recipient Parse(string text)
    {
        var kind = text.Contains("://", StringComparison.Ordinal) ? DeliveryKind.Webhook : DeliveryKind.Mail;
        return Targets.Fault(kind, text) is { } fault ? throw new FormatException(fault) : new Recipient(kind, text);
    }
}
