using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Access;

/// <summary>Who acts, and what that person may do.</summary>
/// <param name="Token">Id of the token by which they are signed in; null: by the command line.</param>
/// <param name="Label">As the token has it.</param>
/// <param name="Municipality">Six-digit code; null for the central team.</param>
public sealed record Account(string? Token, string Label, AccessRole Role, string? Municipality)
{
    /// <summary>Whoever has a shell on the machine: no token is asked for, as they could write to the store itself.</summary>
    public static Account CommandLine { get; } = new(null, "command line", AccessRole.Central, null);

    public static Account Of(AccessToken token) => new(token.Id, token.Label, token.Role, token.Municipality);

    public bool IsCentral => Role is AccessRole.Central;

    /// <summary>The central team on all sources; a municipality on those where it alone publishes, and on none that is not configured any more.</summary>
    public bool MayActOn(Source? source) => IsCentral || (source is { Shared: false } && source.PublisherCode == Municipality);
}
