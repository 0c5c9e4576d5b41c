using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Harvester.Host.Notifications;

/// <summary>Notices by SMTP, one connection for each: they are few.</summary>
internal sealed class MailChannel(MailOptions options) : IDeliveryChannel
{
    public DeliveryKind Kind => DeliveryKind.Mail;

    private int Port => options.Port != 0 ? options.Port : options.Security switch
    {
        MailSecurity.Tls => 465,
        MailSecurity.StartTls => 587,
        _ => 25,
    };

    /// <inheritdoc/>
    public async Task SendAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        using var message = Message(delivery, options);
        var distrust = "";
        using var client = new SmtpClient
        {
            Timeout = (int)options.Patience.TotalMilliseconds,
            // As for harvests: lists of what was revoked are often out of reach, and an authority of a town's own has none; MailKit would then trust nobody.
            CheckCertificateRevocation = false,
            ServerCertificateValidationCallback = (_, certificate, chain, errors) => (distrust = Distrust(certificate, chain, errors)).Length == 0,
        };
        using var timeout = new CancellationTokenSource(options.Patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await OpenAsync(client, either.Token);
        }
        catch (SslHandshakeException fault) when (distrust.Length > 0)
        {
            throw Closed(fault, distrust);
        }
        catch (Exception fault) when (IsOfTheServer(fault) || IsTimeout(fault))
        {
            throw Closed(fault);
        }

        try
        {
            await client.SendAsync(message, either.Token);
        }
        catch (SmtpCommandException fault)
        {
            // It refuses this message or this recipient; the next one may pass.
            throw new DeliveryException($"the mail server refuses it: {(int)fault.StatusCode} {PlainText.Line(fault.Message, 200)}", closesChannel: false, fault);
        }
        catch (Exception fault) when (IsOfTheServer(fault) || IsTimeout(fault))
        {
            throw Closed(fault);
        }

        try
        {
            await client.DisconnectAsync(quit: true, either.Token);
        }
        catch (Exception fault) when (IsOfTheServer(fault) || IsTimeout(fault))
        {
            // The message was taken: without a farewell, too.
        }

        bool IsTimeout(Exception fault) => fault is TimeoutException || (fault is OperationCanceledException && timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested);
    }

    /// <summary>The message as it is sent. MimeKit encodes each header; what is not ours is one line of harmless characters before it comes here.</summary>
    public static MimeMessage Message(Delivery delivery, MailOptions options)
    {
        var domain = options.From[(options.From.LastIndexOf('@') + 1)..];
        var message = new MimeMessage { Subject = delivery.Subject, Date = delivery.CreatedAt, MessageId = $"{delivery.Id}@{domain}" };
        message.From.Add(new MailboxAddress("Harvester", options.From));
        message.ReplyTo.Add(new MailboxAddress(null, options.ReplyTo ?? options.From));
        message.To.Add(new MailboxAddress(null, delivery.Target));
        if (delivery.Before is { } before)
        {
            message.InReplyTo = $"{before}@{domain}";
            message.References.Add($"{delivery.Thread}.0@{domain}");
            if (message.References[0] != message.InReplyTo)
                message.References.Add(message.InReplyTo);
        }

        // RFC 3834, section 5: no vacation notice answers it.
        message.Headers.Add("Auto-Submitted", "auto-generated");
        message.Headers.Add("X-Auto-Response-Suppress", "All");
        if (delivery.Unsubscribe is { } unsubscribe)
        {
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{unsubscribe}>");
            // RFC 8058: by https only.
            if (unsubscribe.StartsWith("https:", StringComparison.Ordinal))
                message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }

        message.Body = new TextPart("plain") { Text = delivery.Body };
        return message;
    }

    private async Task OpenAsync(SmtpClient client, CancellationToken cancellationToken)
    {
        await client.ConnectAsync(options.Host, Port, options.Security switch
        {
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            _ => SecureSocketOptions.None,
        }, cancellationToken);
        if (options.User is not { } user)
            return;
        if (!client.IsSecure && options.Host is not ("localhost" or "127.0.0.1" or "::1"))
            throw new System.Security.Authentication.AuthenticationException("no password is sent without TLS");
        await client.AuthenticateAsync(user, options.Password ?? "", cancellationToken);
    }

    private static bool IsOfTheServer(Exception fault) =>
        fault is IOException or SocketException or SslHandshakeException or ProtocolException or CommandException or ServiceNotConnectedException
            or System.Security.Authentication.AuthenticationException or MailKit.Security.AuthenticationException or NotSupportedException or SmtpCommandException;

    // MailKit tells what is wrong on many lines, of which a person needs whose certificate it is, and why it does not count.
    private static string Distrust(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (errors == SslPolicyErrors.None)
            return "";
        var why = errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
            ? "it is another host's"
            : string.Join(", ", (chain?.ChainStatus ?? []).Select(status => status.StatusInformation).Distinct(StringComparer.Ordinal));
        return $"this machine does not trust its certificate ({certificate?.Subject}, issued by {certificate?.Issuer}): {why}";
    }

    private DeliveryException Closed(Exception fault, string? why = null) => new(
        $"the mail server {options.Host}:{Port} does not take mail: {PlainText.Line(why ?? (fault is OperationCanceledException or TimeoutException ? "it did not answer in time" : fault.Message), 300)}", closesChannel: true, fault);
}
