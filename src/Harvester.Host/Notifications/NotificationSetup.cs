using Harvester.Core.Notifications;

namespace Harvester.Host.Notifications;

/// <summary>To whom notices go, and how.</summary>
/// <param name="Mail">Null: no mail server is set up, and mail addresses are told nothing.</param>
/// <param name="WebhookSecret">Signs webhooks; null: they are not signed.</param>
internal sealed record NotificationSetup(NotificationOptions Options, MailOptions? Mail, string? WebhookSecret)
{
    // A record writes all its members: the secret must not be among them.
    public override string ToString() => $"{Options.Maintainers.Count} maintainers, {Options.Central.Count} central, mail: {Mail?.ToString() ?? "none"}";
}
