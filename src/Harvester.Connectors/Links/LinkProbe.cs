using System.Net.Http.Headers;
using System.Security.Authentication;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching;
using Harvester.Connectors.Fetching.Recognition;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Polly.CircuitBreaker;

namespace Harvester.Connectors.Links;

/// <summary>
/// HEAD, and where that does not succeed a GET of the first byte (RFC 9110, section 14.2), as servers answer HEAD wrongly more often than GET. Through
/// the host's gate, circuit, robots.txt and the address guard, like everything else; once, without retries: the next look comes anyway. No key is sent.
/// </summary>
/// <param name="fileOf">Connector file of a source, for its pace; null: it is configured no more, and asked at the default pace.</param>
public sealed class LinkProbe(Network network, Func<string, ConnectorFile?> fileOf) : ILinkProbe
{
    private const int MaxRedirects = 5;
    private const string Accept = "*/*";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);
    private static readonly Recogniser Recogniser = new(Accept, static text => text);

    public async Task<string> ProbeAsync(string source, string url, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address))
            return "no-address";
        var http = fileOf(source)?.Http ?? new HttpBlock();
        var code = await AskAsync(HttpMethod.Head, address, http, cancellationToken);
        return code is ['2', _, _] or "challenge" or "robots" or "not-public" or "no-such-host" or "host-paused" or "timeout" or "tls" ? code
            : await AskAsync(HttpMethod.Get, address, http, cancellationToken);
    }

    private async Task<string> AskAsync(HttpMethod method, Uri asked, HttpBlock http, CancellationToken cancellationToken)
    {
        var (url, budget, robots, reading) = (asked, new TimeBudget(http.Timeout < LongestWait ? http.Timeout : LongestWait), network.RobotsFor(http), new Reading());
        for (var hops = 0; hops <= MaxRedirects; hops++)
        {
            if (url.Scheme is not ("http" or "https"))
                return "not-http";
            if (network.CircuitOf(url).Paused is not null)
                return "host-paused";
            if (await robots.CheckAsync(url, asked, reading, cancellationToken) is { } refusal)
                return CodeOf(refusal);
            using var slot = await network.GateOf(url).EnterAsync(http.Delay, http.Concurrency, cancellationToken);
            try
            {
                using var response = await SendAsync(method, url, budget, cancellationToken);
                if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } location && Uri.TryCreate(url, location, out var next))
                {
                    url = next;
                    continue;
                }

                return await CodeAsync(method, response, url, budget, cancellationToken);
            }
            catch (OutOfTimeException)
            {
                return "timeout";
            }
            catch (BrokenCircuitException)
            {
                return "host-paused";
            }
            catch (HttpRequestException e)
            {
                return CodeOf(e);
            }
        }

        return "too-many-redirects";
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, Uri url, TimeBudget budget, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.TryAddWithoutValidation("Accept", Accept);
        request.Headers.TryAddWithoutValidation("User-Agent", network.UserAgent);
        if (method == HttpMethod.Get)
            request.Headers.Range = new RangeHeaderValue(0, 0);
        return await network.CircuitOf(url).SendAsync(
            sending => budget.RunAsync(token => new ValueTask<HttpResponseMessage>(network.SendAsync(request, token)), budget.Total, sending), cancellationToken);
    }

    /// <summary>The status, unless the answer is a challenge, which says nothing of the file.</summary>
    private static async Task<string> CodeAsync(HttpMethod method, HttpResponseMessage response, Uri url, TimeBudget budget, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        if (Recogniser.OfHeaders(response, url) is not null)
            return "challenge";
        // Ranges of nothing: the file is empty, and it is there.
        if (status == 416)
            return "200";
        // A page may be a challenge with status 200: its body is looked at.
        if (method == HttpMethod.Head && response.IsSuccessStatusCode && response.Content.Headers.ContentType?.MediaType is "text/html")
            return "page";
        if (method == HttpMethod.Get && response.Content.Headers.ContentType?.MediaType is "text/html" && await HeadOfAsync(response, budget, cancellationToken) is { Length: > 0 } head
            && Recogniser.OfRefusal(head, head.Length < Recogniser.HeadLength, response.Content.Headers.ContentType.CharSet?.Trim('"', '\''), status, url) is { Code: "bot-challenge" })
            return "challenge";
        return status is 206 ? "200" : status.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<byte[]> HeadOfAsync(HttpResponseMessage response, TimeBudget budget, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[Recogniser.HeadLength];
            var count = await budget.RunAsync(token => stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token), LongestWait, cancellationToken);
            return buffer[..count];
        }
        catch (Exception e) when (e is IOException or HttpRequestException or OutOfTimeException or InvalidDataException)
        {
            return []; // the status says enough
        }
    }

    // The host may be out of reach before its rules are known.
    private static string CodeOf(SourceException refusal) => refusal switch
    {
        { Code: "bot-challenge" } => "challenge",
        { Code: "address-not-public" } => "not-public",
        { Code: "timeout" or "host-paused" } => refusal.Code,
        { Code: "robots-refused" or "robots-delay-too-long" or "robots-unreachable" } => "robots",
        { InnerException: HttpRequestException transport } => CodeOf(transport),
        _ => "unreachable",
    };

    private static string CodeOf(HttpRequestException exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException:
                    return "not-public";
                case CertificateRefusedException or AuthenticationException:
                    return "tls";
                // A name that does not exist; a name server that does not answer (TryAgain) says nothing.
                case System.Net.Sockets.SocketException { SocketErrorCode: System.Net.Sockets.SocketError.HostNotFound }:
                    return "no-such-host";
            }
        }

        return "unreachable";
    }
}
