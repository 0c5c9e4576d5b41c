using System.Collections.Concurrent;
using Harvester.Connectors.Definitions;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Connectors.Fetching.Robots;

/// <summary>
/// The robots.txt of each origin (scheme, host and port: RFC 9309, section 2.3), shared by all sources of the process. An origin is asked by one
/// source at a time, through the same gate, guard and limits as for everything else; who else needs the rules waits for them.
/// </summary>
internal sealed class RobotsOrigins(Network network)
{
    private const string Accept = "text/plain, */*;q=0.5";

    /// <summary>The standard allows a day (section 2.4); with half of it, a daily harvest always sees today's rules.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromHours(12);

    /// <summary>The next run is to ask again, the next page of this one is not.</summary>
    private static readonly TimeSpan FaultKept = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, Origin> origins = new(StringComparer.Ordinal);

    /// <summary>The address of the file that rules an address.</summary>
    public static Uri FileOf(Uri url) => new($"{url.Scheme}://{url.Authority}/robots.txt");

    /// <summary>The rules of an address's origin, asked for where they are not known or too old.</summary>
    public async Task<RobotsAnswer> OfAsync(Uri url, HttpBlock http, CancellationToken cancellationToken)
    {
        var file = FileOf(url);
        var origin = origins.GetOrAdd(file.AbsoluteUri, static _ => new Origin());
        if (origin.Answer is { } known && known.Until > network.Options.Clock.GetUtcNow())
            return known;
        await origin.Asking.WaitAsync(cancellationToken);
        try
        {
            if (origin.Answer is { } meanwhile && meanwhile.Until > network.Options.Clock.GetUtcNow())
                return meanwhile;
            var answer = await AskAsync(file, http, cancellationToken);
            if (answer.File is { } rules)
                network.GateOf(file).Slow(file.AbsoluteUri, rules.CrawlDelay <= RobotsGuard.LongestCrawlDelay ? rules.CrawlDelay : null);
            return origin.Answer = answer;
        }
        finally
        {
            origin.Asking.Release();
        }
    }

    private async Task<RobotsAnswer> AskAsync(Uri file, HttpBlock http, CancellationToken cancellationToken)
    {
        try
        {
            // Without the source's key and in nobody's figures, as the answer is for all; without a limit of size, as no more than the limit is read.
            await using var body = await new Fetcher(network, http with { MaxBytes = long.MaxValue }, secret: null, robots: null, memory: null, source: null)
                .GetAsync(file, Accept, new Reading(), cancellationToken);
            var bytes = new byte[RobotsParser.MostBytes + 1];
            var length = await body.Content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
            return Told(RobotsParser.Parse(bytes.AsSpan(0, Math.Min(length, RobotsParser.MostBytes)), isCut: length > RobotsParser.MostBytes));
        }
        catch (SourceException fault)
        {
            return IsUnavailable(fault)
                ? Told(RobotsFile.AllowsAll)
                : new RobotsAnswer(null, fault, network.Options.Clock.GetUtcNow() + FaultKept);
        }
    }

    private RobotsAnswer Told(RobotsFile file) => new(file, null, network.Options.Clock.GetUtcNow() + Kept);

    /// <summary>
    /// The file is not there (section 2.3.1.3), or only at the end of too many redirects (2.3.1.2). That we come too often (429) or too slowly (408) says nothing of
    /// what is allowed.
    /// </summary>
    private static bool IsUnavailable(SourceException fault) =>
        fault.Code is "too-many-redirects" or "not-http"
        || (fault.Code is not ("http-429" or "http-408") && fault.Code.StartsWith("http-4", StringComparison.Ordinal))
        || fault.Code.StartsWith("http-3", StringComparison.Ordinal);

    private sealed class Origin
    {
        public SemaphoreSlim Asking { get; } = new(1);

        public RobotsAnswer? Answer
        {
            get => Volatile.Read(ref field);
            set => Volatile.Write(ref field, value);
        }
    }
}
