using System.Net;
using System.Net.Sockets;
using Microsoft.Security.AntiSSRF;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// Opens connections, to public addresses only. The name is resolved once per connection and what was checked is what is connected to, so
/// that a name cannot resolve to a public address for the check and to another for the connection.
/// </summary>
internal sealed class AddressGuard(FetchingOptions options)
{
    // The list is the library's; its handler is not used, as it leaves no room for ConnectTo and hides which address was refused.
    private static readonly IReadOnlyList<IPNetwork> NotPublic =
        [.. new AntiSSRFPolicy(PolicyConfigOptions.ExternalOnlyLatest).DeniedAddresses.Select(IPNetwork.Parse)];

    private readonly Dictionary<string, IPEndPoint> connectTo = new(options.ConnectTo, StringComparer.OrdinalIgnoreCase);

    public static bool IsPublic(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        // ::127.0.0.1, the deprecated IPv4-compatible form (RFC 4291, 2.5.5.1), and ::ffff:0:127.0.0.1, the IPv4-translated one (RFC 2765, 2.1),
        // are in no list; of ::/64 nothing is public
        if (plain.AddressFamily is AddressFamily.InterNetworkV6 && plain.GetAddressBytes().AsSpan(0, 8).IndexOfAnyExcept((byte)0) < 0)
            return false;
        if (plain.ScopeIdOrZero() != 0)
            return false;
        return !NotPublic.Any(network => network.BaseAddress.AddressFamily == plain.AddressFamily && network.Contains(plain));
    }

    /// <summary>
    /// Link-local addresses (RFC 3927; RFC 4291, section 2.5.6) hold no site in any network, but the keys of a cloud's machines (169.254.169.254): they
    /// are refused where private networks are allowed, too.
    /// </summary>
    private static bool IsOfTheLink(IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return plain.IsIPv6LinkLocal || (plain.AddressFamily is AddressFamily.InterNetwork && plain.GetAddressBytes() is [169, 254, ..]);
    }

    /// <summary>Why a connection to this host would be refused now; null: it would be tried. A name that cannot be resolved at the moment is none to refuse.</summary>
    public async Task<string?> RefusalAsync(string host, CancellationToken cancellationToken)
    {
        if (connectTo.ContainsKey(host))
            return null;
        try
        {
            var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await options.Resolve(host, cancellationToken);
            return addresses.Length == 0 || addresses.Any(IsAllowed) ? null : new AddressRefusedException(host, addresses[0]).Message;
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>For <see cref="SocketsHttpHandler.ConnectCallback"/>.</summary>
    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var target = context.DnsEndPoint;
        if (connectTo.TryGetValue(target.Host, out var fixedEndPoint))
            return await OpenAsync([fixedEndPoint.Address], fixedEndPoint.Port, cancellationToken);

        IPAddress[] addresses = IPAddress.TryParse(target.Host, out var literal)
            ? [literal]
            : await options.Resolve(target.Host, cancellationToken);
        var allowed = addresses.Where(IsAllowed).ToArray();
        if (allowed.Length == 0 && addresses.Length > 0)
            throw new AddressRefusedException(target.Host, addresses[0]);
        return await OpenAsync(allowed, target.Port, cancellationToken);
    }

    /// <summary>For <see cref="FetchingOptions.Connect"/>.</summary>
    public static async Task<Stream> OpenAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        var connected = false;
        try
        {
            await socket.ConnectAsync(address, port, cancellationToken);
            connected = true;
            return new NetworkStream(socket, ownsSocket: true);
        }
        finally
        {
            if (!connected)
                socket.Dispose();
        }
    }

    private bool IsAllowed(IPAddress address) => options.AllowPrivateNetworks ? !IsOfTheLink(address) : IsPublic(address);

    private async Task<Stream> OpenAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        SocketException? last = null;
        foreach (var address in addresses)
        {
            try
            {
                return await options.Connect(address, port, cancellationToken);
            }
            catch (SocketException e)
            {
                last = e; // the name's next address may answer
            }
        }

        throw last ?? new SocketException((int)SocketError.HostNotFound);
    }
}

file static class Scopes
{
    /// <summary>An IPv6 address with a zone is meant for one link.</summary>
    public static long ScopeIdOrZero(this IPAddress address) => address.AddressFamily is AddressFamily.InterNetworkV6 ? address.ScopeId : 0;
}
