using Microsoft.Extensions.Logging;

namespace Harvester.Web.Accounts;

/// <summary>Attempts to sign in that failed: of nobody who is known, so they stand in the program's log and not among the acts of persons.</summary>
internal static partial class SignInLog
{
    // Never what was typed: it may be a token with one character too few.
    [LoggerMessage(Level = LogLevel.Warning, Message = "A wrong token from {Client}")]
    public static partial void WrongToken(ILogger logger, string client);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Sign-in refused to {Client} for {Minutes} minutes, after too many wrong tokens")]
    public static partial void Refused(ILogger logger, string client, int minutes);
}
