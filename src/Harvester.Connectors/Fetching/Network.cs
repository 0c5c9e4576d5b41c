using System.Collections.Concurrent;
using System.Net;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching.Answers;
using Harvester.Connectors.Fetching.Recording;
using Harvester.Connectors.Fetching.Robots;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// The process's way to the network: one pool of connections behind the address guard, one gate and one circuit per host and one robots.txt per
/// origin, for all sources on it. Thread-safe. No proxy is used, as the guard could not see where a proxy connects to.
/// </summary>
public sealed class Network : IDisposable
{
    internal const int MaxHeaderKilobytes = 64;

    private readonly ConcurrentDictionary<string, HostGate> gates = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, HostCircuit> circuits = new(StringComparer.OrdinalIgnoreCase);
    private readonly RobotsOrigins robots;
    private readonly HttpMessageInvoker invoker;
    private readonly Func<string, string?> secrets;
    private readonly bool isRecording;
    private readonly bool isReplaying;

    /// <param name="secrets">Id of a source → value of its secret header, or null.</param>
    public Network(FetchingOptions options, Func<string, string?> secrets)
        : this(options, secrets, Sockets(options))
    {
    }

    private Network(FetchingOptions options, Func<string, string?> secrets, HttpMessageHandler handler)
    {
        Options = options;
        UserAgent = $"{RobotsFile.ProductToken}/0.1 (+{options.Contact})";
        this.secrets = secrets;
        isRecording = handler is RecordingHandler;
        isReplaying = handler is ReplayHandler;
        robots = new RobotsOrigins(this);
        invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>The network, and everything that comes from it is written down in a folder; nothing is asked conditionally, so that each body is there.</summary>
    /// <exception cref="RecordingException">The folder holds something else, or cannot be written.</exception>
    public static Network Recording(FetchingOptions options, Func<string, string?> secrets, string folder) =>
        new(options, secrets, new RecordingHandler(RecordingFolder.Create(folder, options.Clock), Sockets(options)));

    /// <summary>No network: what a recording holds, faults included, without any pause. Secrets are not needed.</summary>
    /// <exception cref="RecordingException">The folder holds no recording, or one that cannot be read.</exception>
    public static Network Replaying(FetchingOptions options, string folder) =>
        new(options with { Clock = new NoWaiting(options.Clock) }, static _ => "a-replay-needs-no-key", new ReplayHandler(folder));

    internal FetchingOptions Options { get; }

    /// <summary>How we introduce ourselves, with where a site's administrator reaches us.</summary>
    internal string UserAgent { get; }

    /// <summary>The fetcher of one source; make one for each run.</summary>
    public IFetcher FetcherFor(ConnectorFile file)
    {
        var secret = SecretHeader.For(file, secrets);
        // A page of a CKAN's search holds hundreds of packages in one ordering: it is rarely the same again, and a kept copy costs more than it saves.
        // What a recording says must not pass for what the site said last.
        var memory = file.Ckan is null && !isReplaying ? new AnswerMemory(file.Source.Id, asksWhole: isRecording, secret is null ? static text => text : secret.Hide, Options.Clock) : null;
        return new Fetcher(this, file.Http, secret, new RobotsGuard(robots, file.Http), memory, file.Source.Id);
    }

    /// <summary>What asks robots.txt for who asks without being a run of a source.</summary>
    internal RobotsGuard RobotsFor(HttpBlock http) => new(robots, http);

    /// <summary>For parts of a source's files, which are neither kept nor limited as a whole.</summary>
    /// <param name="file">Whose key may be sent; null: none.</param>
    internal Fetcher PartFetcherFor(string source, ConnectorFile? file, HttpBlock http) =>
        new(this, http, file is null ? null : SecretHeader.For(file, secrets), new RobotsGuard(robots, http), memory: null, source);

    /// <summary>Why this address is not to be asked: it is not public, and that is not allowed; null: it may be.</summary>
    public Task<string?> RefusalAsync(Uri url, CancellationToken cancellationToken) => new AddressGuard(Options).RefusalAsync(url.IdnHost, cancellationToken);

    public void Dispose() => invoker.Dispose();

    internal HostGate GateOf(Uri url) => gates.GetOrAdd(url.IdnHost, _ => new HostGate(Options.Clock));

    internal HostCircuit CircuitOf(Uri url) => circuits.GetOrAdd(url.IdnHost, _ => new HostCircuit(Options.Clock));

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => invoker.SendAsync(request, cancellationToken);

    private static SocketsHttpHandler Sockets(FetchingOptions options) => new()
    {
        AllowAutoRedirect = false, // each hop is checked by the fetcher
        AutomaticDecompression = DecompressionMethods.All,
        ConnectCallback = new AddressGuard(options).ConnectAsync,
        // A connection outlives the request that opened it: without a limit of its own it could hang for ever.
        ConnectTimeout = options.ConnectTimeout,
        // What is left of an answer that nobody reads on is fetched to keep the connection: of a refusal's page, but not of a file whose beginning was all.
        MaxResponseDrainSize = 64 << 10,
        MaxResponseHeadersLength = MaxHeaderKilobytes,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5), // so that a changed DNS entry is seen
        SslOptions = CertificateCheck.Options(options.TrustedRoot),
        UseCookies = false,
        UseProxy = false,
    };
}
