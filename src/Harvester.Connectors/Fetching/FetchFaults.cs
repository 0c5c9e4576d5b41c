using System.Net.Sockets;
using System.Security.Authentication;
using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching;

/// <summary>What can go wrong on the network, each with its own code and a sentence that says what to do.</summary>
internal static class FetchFaults
{
    private const string NextRun = "the next run asks again";

    /// <summary>The address for a message: without user name and password.</summary>
    public static string Show(Uri url) => url.IsAbsoluteUri ? url.GetComponents(UriComponents.HttpRequestUrl, UriFormat.UriEscaped) : url.OriginalString;

    public static SourceException NotHttp(Uri url, Uri asked) => new("not-http", url == asked ? Whose.Ours : Whose.Source, Show(asked),
        url == asked
            ? $"{Show(url)} is no http or https address; correct it in the connector file"
            : $"{Show(asked)} redirects to {Show(url)}, which is no http or https address; it was not followed");

    public static SourceException Refused(Uri url, Uri asked, AddressRefusedException refusal) => new("address-not-public", Whose.Ours, Show(asked),
        (url == asked ? "" : $"{Show(asked)} redirects to {Show(url)}; ")
        + $"{refusal.Message}, and was not asked; where this is meant, start with --allow-private-networks", refusal);

    public static SourceException TooManyRedirects(Uri asked, Uri last, int limit) => new("too-many-redirects", Whose.Source, Show(asked),
        $"{Show(asked)} redirects more than {limit} times, at last to {Show(last)}; if the site has moved, put its new address into the connector file");

    public static SourceException Timeout(Uri url, TimeSpan limit, long received) => new("timeout", Whose.Source, Show(url),
        received == 0
            ? $"{url.Host} did not answer within {limit.TotalSeconds:0.#} s; {NextRun}, and http.timeout in the connector file allows more"
            : $"{url.Host} had not finished its answer after {limit.TotalSeconds:0.#} s ({received} bytes came); {NextRun}, and http.timeout in the connector file allows more");

    public static SourceException NotConnected(Uri url, TimeSpan limit, OutOfTimeException inner) => new("timeout", Whose.Source, Show(url),
        $"no connection to {url.Host} came about within {limit.TotalSeconds:0.#} s; {NextRun}, and if this lasts, check the address in the connector file", inner);

    /// <summary>The host failed so often in a row that it is left alone for a while.</summary>
    public static SourceException HostPaused(Uri url, TimeSpan left) => new("host-paused", Whose.Source, Show(url),
        $"{url.Host} failed many times in a row and is left alone for another {Math.Max(1, left.TotalSeconds):0} s, for all sources on it; {NextRun}");

    public static SourceException Idle(Uri url, TimeSpan limit, long received) => new("timeout", Whose.Source, Show(url),
        $"{url.Host} fell silent for {limit.TotalSeconds:0.#} s in the middle of its answer ({received} bytes came); {NextRun}");

    public static SourceException TooLarge(Uri url, long limit) => new("too-large", Whose.Ours, Show(url),
        $"the answer is larger than {limit} bytes after decompression and was cut off; if that size is right, raise http.max-bytes in the connector file");

    public static SourceException Truncated(Uri url, long? declared, long received, Exception inner) => new("truncated", Whose.Source, Show(url),
        $"the answer broke off after {received} bytes"
        + (declared is { } length ? $" of the {length} that its Content-Length declares" : "") + $"; it was not used, {NextRun}", inner);

    public static SourceException BadCompression(Uri url, long received, Exception inner) => new("truncated", Whose.Source, Show(url),
        $"the compressed answer cannot be decompressed beyond {received} bytes: it is cut short or damaged; it was not used, {NextRun}", inner);

    public static SourceException Empty(Uri url) => new("empty-body", Whose.Source, Show(url),
        $"{url.Host} answered without any content where a document was expected; open the address in a browser: it may sit behind a challenge page");

    /// <summary>A status other than 2xx.</summary>
    /// <param name="excerpt">What the server says about it, or null.</param>
    public static SourceException Status(Uri url, HttpResponseMessage response, int attempts, TimeSpan? refusedWait, string? excerpt)
    {
        var status = (int)response.StatusCode;
        var reason = string.IsNullOrEmpty(response.ReasonPhrase) ? "" : " " + response.ReasonPhrase;
        var (whose, advice) = status switch
        {
            429 => (Whose.Source, refusedWait is { } wait
                ? $"it asks to wait {wait.TotalSeconds:0} s, longer than a run does; {NextRun}"
                : "it wants fewer requests: raise http.delay in the connector file"),
            401 => (Whose.Source, "it asks for a key: give it by http.secret-header"),
            403 => (Whose.Source, "it refuses us: raise http.delay, agree with the site, or give the key by http.secret-header"),
            404 or 410 => (Whose.Ours, "nothing is there: correct the address in the connector file if the site has moved"),
            407 => (Whose.Ours, "a proxy on the way asks for credentials, and Harvester uses none: whoever runs our network lets it through"),
            >= 500 or 408 => (Whose.Source, $"the fault is the server's; {NextRun}"),
            >= 300 and < 400 => (Whose.Source, "it redirects to nowhere; look at the address in a browser"),
            _ => (Whose.Ours, "it does not accept the request: check the address in the connector file"),
        };
        var tries = attempts > 1 ? $" in {attempts} attempts" : "";
        var said = excerpt is null ? "" : $" and says: {excerpt}";
        return new SourceException($"http-{status}", whose, Show(url), $"{url.Host} answered with status {status}{reason}{tries}{said}; {advice}");
    }

    /// <summary>What a transport exception means, and whether another attempt may pass.</summary>
    public static (SourceException Fault, bool MayPass) Transport(Uri url, Uri asked, HttpRequestException exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException refusal:
                    return (Refused(url, asked, refusal), false);
                case CertificateRefusedException refused:
                    return (new SourceException(refused.Code, Whose.Source, Show(url),
                        $"{url.Host} does not prove who it is: {refused.Message}; its certificate must be mended, verification is never turned off", exception), false);
                case AuthenticationException:
                    return (new SourceException("tls", Whose.Source, Show(url),
                        $"{url.Host} does not prove who it is: {cause.Message.TrimEnd('.')}; its certificate must be mended, verification is never turned off", exception), false);
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return (Unreachable(url, "its name cannot be resolved", exception), true);
                case SocketException socket:
                    return (Unreachable(url, Words(socket.SocketErrorCode), exception), true);
            }
        }

        return exception.HttpRequestError switch
        {
            HttpRequestError.ConfigurationLimitExceeded => (new SourceException("bad-answer", Whose.Source, Show(url),
                $"the headers of {url.Host}'s answer are longer than {Network.MaxHeaderKilobytes} kB and were not read", exception), false),
            HttpRequestError.InvalidResponse or HttpRequestError.HttpProtocolError => (new SourceException("bad-answer", Whose.Source, Show(url),
                $"{url.Host} answers with something that is no HTTP ({exception.Message.TrimEnd('.')}); look at the address in a browser", exception), true),
            _ => (Unreachable(url, "the connection broke before an answer came", exception), true),
        };
    }

    /// <summary>Whether it was we who broke off: for an address that must not be asked, or a certificate that proves nothing.</summary>
    public static bool IsOurRefusal(HttpRequestException exception)
    {
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is AddressRefusedException or AuthenticationException)
                return true;
        }

        return false;
    }

    /// <summary>A redirect from https to http, which is followed: readers and proxies on the way can see and change what follows.</summary>
    public static Problem Insecure(Uri from, Uri to) => new("insecure-redirect", Severity.Warning, Whose.Source, null, Show(to),
        $"{Show(from)} redirects from https to http; it was followed, without any key of ours, but what comes that way can be read and changed by others");

    private static SourceException Unreachable(Uri url, string why, Exception inner) => new("unreachable", Whose.Source, Show(url),
        $"{url.Host} cannot be reached: {why}; {NextRun}, and if this lasts, check the address in the connector file", inner);

    private static string Words(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "it refuses the connection",
        SocketError.ConnectionReset => "the connection was reset",
        SocketError.TimedOut => "connecting timed out",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "there is no route to it",
        _ => $"socket error {error}",
    };
}
