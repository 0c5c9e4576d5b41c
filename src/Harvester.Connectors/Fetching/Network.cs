using System.Collections.Concurrent;
using System.Net;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching.Robots;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// The process's way to the network: one pool of connections behind the address guard, and one gate and one circuit per
/// host, one robots.txt per origin, for all sources on it.
/// Thread-safe. No proxy is used, as the guard could not see where a proxy connects to.
/// </summary>
public sealed class Network : IDisposable
{
    internal const int MaxHeaderKilobytes = 64;

    private readonly ConcurrentDictionary<string, HostGate> gates = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, HostCircuit> circuits = new(StringComparer.OrdinalIgnoreCase);
    private readonly RobotsOrigins robots;
    private readonly HttpMessageInvoker invoker;
    private readonly Func<string, string?> secrets;

    /// <param name="secrets">Id of a source → value of its secret header, or null.</param>
    public Network(FetchingOptions options, Func<string, string?> secrets)
    {
        Options = options;
        this.secrets = secrets;
        robots = new RobotsOrigins(this);
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // each hop is checked by the fetcher
            AutomaticDecompression = DecompressionMethods.All,
            ConnectCallback = new AddressGuard(options).ConnectAsync,
            // A connection outlives the request that opened it: without a limit of its own it could hang for ever.
            ConnectTimeout = options.ConnectTimeout,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a changed DNS entry is seen
            SslOptions = CertificateCheck.Options(options.TrustedRoot),
            UseCookies = false,
            UseProxy = false,
        };
        invoker = new HttpMessageInvoker(handler);
    }

    internal FetchingOptions Options { get; }

    /// <summary>The fetcher of one source; make one for each run.</summary>
    public IFetcher FetcherFor(ConnectorFile file) => new Fetcher(this, file.Http, SecretHeader.For(file, secrets), new RobotsGuard(robots, file.Http));

    public void Dispose() => invoker.Dispose();

    internal HostGate GateOf(Uri url) => gates.GetOrAdd(url.IdnHost, _ => new HostGate(Options.Clock));

    internal HostCircuit CircuitOf(Uri url) => circuits.GetOrAdd(url.IdnHost, _ => new HostCircuit(Options.Clock));

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => invoker.SendAsync(request, cancellationToken);
}
