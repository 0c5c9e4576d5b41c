using System.CommandLine;
using Harvester.Core.Notifications;
using Harvester.Core.Ports;
using Harvester.Host.Composition;
using Harvester.Host.Notifications;

namespace Harvester.Host.Commands;

/// <summary>Options of the commands that tell somebody something. Passwords and secrets come by the environment only.</summary>
internal sealed class NotificationSettings(Settings settings)
{
    /// <summary>Password for the mail server.</summary>
    public const string PasswordVariable = "HARVESTER_SMTP_PASSWORD";

    /// <summary>Signs webhooks.</summary>
    public const string SecretVariable = "HARVESTER_WEBHOOK_SECRET";

    private readonly Option<string?> host = settings.OptionalText("--smtp-host", "mail server for notices (none: no mail is sent)", "HOST");
    private readonly Option<int> port = settings.Number("--smtp-port", "its port (0: 587, or 465 with --smtp-tls implicit, or 25 with none)", 0, "PORT");
    private readonly Option<string> tls = settings.Text("--smtp-tls", "starttls, implicit, or none (for a server on this machine)", "starttls", "HOW");
    private readonly Option<string?> user = settings.OptionalText("--smtp-user", $"user at the mail server; the password is taken from {PasswordVariable}", "NAME");
    private readonly Option<string?> from = settings.OptionalText("--mail-from", "mail address of the sender", "ADDRESS");
    private readonly Option<string?> replyTo = settings.OptionalText("--mail-reply-to", "mail address that answers questions (none: the sender's)", "ADDRESS");
    private readonly Option<string?> maintainers = settings.OptionalText(
        "--notify-maintainers", "who is told of our own faults: mail addresses and addresses of webhooks, with commas between", "ADDRESSES");
    private readonly Option<string?> central = settings.OptionalText("--notify-central", "the central team, likewise: sites that fail or refuse, listings that wait for a decision", "ADDRESSES");

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[host, port, tls, user, from, replyTo, maintainers, central])
            command.Options.Add(option);
    }

    /// <exception cref="UsageException">They do not fit together, or an address is none; all faults at once.</exception>
    public NotificationSetup Of(Invocation invocation, Uri? baseAddress)
    {
        var faults = new List<string>();
        var mail = Mail(invocation, faults);
        var options = new NotificationOptions
        {
            BaseAddress = baseAddress,
            ReplyTo = mail is null ? Text(invocation, replyTo) : mail.ReplyTo ?? mail.From,
            Maintainers = Recipients(invocation, maintainers, faults),
            Central = Recipients(invocation, central, faults),
        };
        return faults.Count > 0 ? throw new UsageException([.. faults]) : new NotificationSetup(options, mail, Secret(SecretVariable));
    }

    private MailOptions? Mail(Invocation invocation, List<string> faults)
    {
        if (Text(invocation, host) is not { } server)
            return null;
        MailSecurity? security = invocation.Parse.GetValue(tls) switch
        {
            "starttls" => MailSecurity.StartTls,
            "implicit" => MailSecurity.Tls,
            "none" => MailSecurity.None,
            _ => null,
        };
        if (security is null)
            faults.Add($"--smtp-tls \"{invocation.Parse.GetValue(tls)}\": give starttls, implicit or none");
        if (invocation.Parse.GetValue(port) is < 0 or > 65535)
            faults.Add($"--smtp-port {invocation.Parse.GetValue(port)}: give a port from 1 to 65535");
        var sender = Text(invocation, from);
        if (sender is null)
            faults.Add("--smtp-host needs --mail-from, the sender's mail address");
        foreach (var (name, address) in new[] { ("--mail-from", sender), ("--mail-reply-to", Text(invocation, replyTo)) })
        {
            if (address is not null && Targets.Fault(DeliveryKind.Mail, address) is { } fault)
                faults.Add($"{name}: {fault}");
        }

        return new MailOptions(server, invocation.Parse.GetValue(port), security ?? MailSecurity.StartTls, Text(invocation, user), Secret(PasswordVariable), sender ?? "", Text(invocation, replyTo));
    }

    private static List<Recipient> Recipients(Invocation invocation, Option<string?> option, List<string> faults)
    {
        var recipients = new List<Recipient>();
        foreach (var address in (Text(invocation, option) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            try
            {
                recipients.Add(Recipient.Parse(address));
            }
            catch (FormatException fault)
            {
                faults.Add($"{option.Name}: {fault.Message}");
            }
        }

        return recipients;
    }

    private static string? Text(Invocation invocation, Option<string?> option) => invocation.Parse.GetValue(option) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private static string? Secret(string variable) => Environment.GetEnvironmentVariable(variable) is { Length: > 0 } secret ? secret : null;
}
