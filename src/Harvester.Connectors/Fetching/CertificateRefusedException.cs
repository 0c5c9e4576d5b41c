using System.Security.Authentication;

namespace Harvester.Connectors.Fetching;

/// <summary>Carries out of the handshake what is wrong with a server's certificate.</summary>
/// <param name="Code"><c>tls-expired</c>, <c>tls-wrong-name</c>, <c>tls-incomplete-chain</c>, <c>tls-untrusted</c>, else <c>tls</c>.</param>
internal sealed class CertificateRefusedException(string Code, string message) : AuthenticationException(message)
{
    public string Code { get; } = Code;
}
