using System.Globalization;
using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>What is a mail address or a webhook's address. What is behind it shows when something is sent.</summary>
public static class Targets
{
    // RFC 5321, section 4.5.3.1; a webhook's is our own bound.
    private const int LongestMail = 254;
    private const int LongestLocalPart = 64;
    private const int LongestWebhook = 2000;

    /// <summary>What is wrong with it, in one sentence; null when nothing is.</summary>
    public static string? Fault(DeliveryKind kind, string target) => kind is DeliveryKind.Mail ? MailFault(target) : WebhookFault(target);

    // The dot-atom of RFC 5322, section 3.4.1: quoted local parts and comments exist, but not among those who want a notice; they only help to smuggle something in.
    private static string? MailFault(string address)
    {
        var at = address.IndexOf('@', StringComparison.Ordinal);
        var isOne = address.Length <= LongestMail && at is > 0 and <= LongestLocalPart
            && address[..at].Split('.').All(part => part.Length > 0 && part.All(IsAtom))
            && IsDomain(address[(at + 1)..]);
        return isOne ? null : $"\"{PlainText.Line(address, 100)}\" is no mail address: give one such as opendata@city.example.jp (an international domain in its xn-- form)";
    }

    private static bool IsAtom(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal);

    private static bool IsDomain(string domain) => domain.Split('.') is { Length: > 1 } labels
        && labels.All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'));

    private static string? WebhookFault(string address)
    {
        var isOne = address.Length <= LongestWebhook && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
            && Uri.TryCreate(address, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"
            && url.Host.Length > 0 && url.UserInfo.Length + url.Fragment.Length == 0;
        return isOne ? null : string.Create(CultureInfo.InvariantCulture,
            $"\"{PlainText.Line(address, 100)}\" is no address of a webhook: give an http or https address of up to {LongestWebhook} characters, without user, password and fragment");
    }
}
