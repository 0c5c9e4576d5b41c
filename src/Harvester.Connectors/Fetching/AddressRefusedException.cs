using System.Net;

namespace Harvester.Connectors.Fetching;

/// <summary>Carries the guard's refusal out of the connection's callback.</summary>
internal sealed class AddressRefusedException(string host, IPAddress address)
    : IOException($"{host} is the address {address}, which is not public")
{
    public IPAddress Address { get; } = address;
}
