using Harvester.Core.Ports;

namespace Harvester.Core.Access;

/// <summary>A token just made, with its secret: the only time that anybody sees it.</summary>
public sealed record IssuedToken(AccessToken Token, string Secret)
{
    /// <summary>Without the secret: what is logged by mistake must not hold it.</summary>
    public override string ToString() => $"{nameof(IssuedToken)} {Token.Id}";
}
