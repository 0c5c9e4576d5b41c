namespace Harvester.Host.Notifications;

/// <summary>The server that takes mail, and as whom it is sent.</summary>
/// <param name="Port">0: 587, or 465 with <see cref="MailSecurity.Tls"/>, or 25 with <see cref="MailSecurity.None"/>.</param>
/// <param name="User">Null: the server asks for none.</param>
/// <param name="Password">Of the environment only.</param>
/// <param name="From">Mail address of the sender.</param>
/// <param name="ReplyTo">Mail address that answers; null: the sender's.</param>
internal sealed record MailOptions(string Host, int Port, MailSecurity Security, string? User, string? Password, string From, string? ReplyTo)
{
    /// <summary>For one message, from the connection to the farewell.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    // A record writes all its members: the password must not be among them.
    public override string ToString() => $"{Host}:{Port} ({Security}) as {From}";
}
