using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Harvester.Connectors.Fetching;

/// <summary>How the process as a whole behaves on the network; what one source asks for is in its <see cref="Definitions.HttpBlock"/>.</summary>
public sealed record FetchingOptions
{
    /// <summary>Address of a page or a mailbox where a site's administrator reaches us; part of every User-Agent.</summary>
    public required string Contact { get; init; }

    /// <summary>False: addresses that are not public (loopback, private, link-local, …) are refused.</summary>
    public bool AllowPrivateNetworks { get; init; }

    /// <summary>
    /// Host name → where to connect instead, for names that no DNS knows (the demo's <c>.example</c>). URL and Host header stay; exactly these
    /// hosts are exempt from the address guard.
    /// </summary>
    public IReadOnlyDictionary<string, IPEndPoint> ConnectTo { get; init; } = new Dictionary<string, IPEndPoint>();

    /// <summary>Clock of the pauses (retries, politeness, Retry-After). Time-outs run on the system's clock, as sockets do.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Pause before the first retry; it doubles, with jitter.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest <c>Retry-After</c> that a run waits; when a server asks for more, the request fails.</summary>
    public TimeSpan LongestRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Pause before an address that was refused (403) after others were given is tried again; the second time it is twice as long.</summary>
    public TimeSpan RefusalPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For a connection, TLS included.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Trusted in place of the system's authorities: for tests, whose servers no authority knows.</summary>
    internal X509Certificate2? TrustedRoot { get; init; }

    /// <summary>Name → addresses, asked once for each connection. Another one for tests only.</summary>
    internal Func<string, CancellationToken, Task<IPAddress[]>> Resolve { get; init; } = Dns.GetHostAddressesAsync;

    /// <summary>Opens a connection to an address that was found public. Another one for tests, which reach no public address.</summary>
    internal Func<IPAddress, int, CancellationToken, Task<Stream>> Connect { get; init; } = AddressGuard.OpenAsync;

    /// <summary>Longest silence within one answer.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromSeconds(30);
}
