using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Harvester.Connectors.Definitions;
using Harvester.Connectors.Fetching.Answers;
using Harvester.Connectors.Fetching.Recognition;
using Harvester.Connectors.Fetching.Recording;
using Harvester.Connectors.Fetching.Robots;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;

namespace Harvester.Connectors.Fetching;

/// <summary>
/// The fetcher of one source. An attempt asks robots.txt, goes through the host's gate and circuit, follows redirects itself so that each hop is
/// checked, and ends with a body or a fault; Polly repeats it where that may help.
/// </summary>
/// <param name="robots">Null for robots.txt itself.</param>
/// <param name="memory">The source's earlier answers; null: none are kept.</param>
/// <param name="source">Id of the source, for recordings; null: asked for all sources of a host.</param>
internal sealed class Fetcher(Network network, HttpBlock http, SecretHeader? secret, RobotsGuard? robots, AnswerMemory? memory, string? source) : IFetcher
{
    private const int MaxRedirects = 5;
    private const int MaxRetries = 3;
    private const int ExcerptLength = 300;

    private readonly FetchingOptions options = network.Options;
    private readonly RefusalPatience patience = new(http, network.Options.RefusalPause);
    private readonly OutagePatience outage = new(network.Options.Clock);

    private readonly ResiliencePipeline<Attempt> retrying = new ResiliencePipelineBuilder<Attempt> { TimeProvider = network.Options.Clock }
        .AddRetry(new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = MaxRetries,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = network.Options.RetryDelay,
            ShouldHandle = args => ValueTask.FromResult(args.Outcome.Result is { MayPass: true }),
            DelayGenerator = args => ValueTask.FromResult(args.Outcome.Result?.RetryAfter), // null: the back-off above
        })
        .Build();

    public async Task<FetchedBody> GetAsync(Uri url, string accept, Reading reading, CancellationToken cancellationToken)
    {
        var recollection = memory is not null && url.IsAbsoluteUri ? await memory.RecallAsync(url, accept, http.MaxBytes, reading, cancellationToken) : null;
        return await AskAsync(url, accept, recollection, reading, cancellationToken);
    }

    /// <summary>As <see cref="IFetcher.GetAsync"/>, for a request that is more than a plain GET.</summary>
    internal async Task<FetchedBody> AskAsync(Uri url, string accept, IAsking? asking, Reading reading, CancellationToken cancellationToken)
    {
        if (secret is not null)
            reading.Hide = secret.Hide;
        var recogniser = new Recogniser(accept, secret is null ? static text => text : secret.Hide);
        var effort = new Effort(http.Timeout, options.LongestRetryAfter);
        Attempt? before = null;
        var last = await retrying.ExecuteAsync(async token =>
        {
            var budget = effort.Begin();
            var attempt = await TryAsync(url, accept, recogniser, asking, reading, effort, budget, token);
            if (before is not null && attempt.Fault?.Code is "host-paused")
                return before with { MayPass = false }; // what led to the pause says more
            before = attempt;
            return attempt.MayPass && !effort.Afford(budget, attempt.RetryAfter) ? attempt with { MayPass = false } : attempt;
        }, cancellationToken);
        return last.Body ?? throw (secret is null ? last.Fault! : secret.Hide(last.Fault!));
    }

    private async Task<Attempt> TryAsync(
        Uri asked, string accept, Recogniser recogniser, IAsking? asking, Reading reading, Effort effort, TimeBudget budget,
        CancellationToken cancellationToken)
    {
        var url = asked;
        for (var hops = 0; ; hops++)
        {
            if (!url.IsAbsoluteUri || url.Scheme is not ("http" or "https"))
                return new Attempt(null, FetchFaults.NotHttp(url, asked));
            if (hops > MaxRedirects)
                return new Attempt(null, FetchFaults.TooManyRedirects(asked, url, MaxRedirects));

            if (network.CircuitOf(url).Paused is { } paused)
            {
                if (!effort.SitOut(paused) && !(patience.HasAnswered(url) && outage.Waits(paused)))
                    return new Attempt(null, FetchFaults.HostPaused(url, paused));
                await Task.Delay(paused, options.Clock, cancellationToken); // or some minutes of trouble would cost a whole listing: what fails at once, fails for all that is left of it
            }

            if (robots is not null && await robots.CheckAsync(url, asked, reading, cancellationToken) is { } refusal)
                return new Attempt(null, refusal);

            var slot = await network.GateOf(url).EnterAsync(http.Delay, http.Concurrency, cancellationToken);
            HttpResponseMessage? response = null;
            var handedOver = false;
            try
            {
                response = await SendAsync(url, accept, asking, budget, reading, cancellationToken);
                if (IsRedirect(response) && response.Headers.Location is { } location && Uri.TryCreate(url, location, out var next))
                {
                    if (url.Scheme == "https" && next.Scheme == "http")
                        reading.Report(FetchFaults.Insecure(url, next), recordUrl: FetchFaults.Show(asked));
                    url = next;
                    continue;
                }

                if (response.StatusCode is HttpStatusCode.NotModified && asking is { AsksFresh: false })
                {
                    patience.Answered(url, network.GateOf(url));
                    if (await asking.UnmodifiedAsync(url, cancellationToken) is { } unmodified)
                        return new Attempt(unmodified, null);
                    continue; // nobody asked for it, or what was kept is gone: asked again, for the whole
                }

                if (recogniser.OfHeaders(response, url) is { } challenge)
                    return new Attempt(null, challenge);
                if (!response.IsSuccessStatusCode)
                    return await RefusedAsync(response, url, recogniser, effort, budget, reading, cancellationToken);

                patience.Answered(url, network.GateOf(url));
                var body = await OpenAsync(response, slot, url, asked, recogniser, asking, budget, reading, cancellationToken);
                handedOver = body.Body is not null;
                return body;
            }
            catch (OutOfTimeException e)
            {
                var fault = e.Connecting ? FetchFaults.NotConnected(url, options.ConnectTimeout, e) : FetchFaults.Timeout(url, budget.Total, 0);
                return new Attempt(null, fault, MayPass: true);
            }
            catch (BrokenCircuitException)
            {
                // Without a pause, another request is just trying whether the host works again.
                var left = network.CircuitOf(url).Paused;
                return new Attempt(null, FetchFaults.HostPaused(url, left ?? TimeSpan.Zero), MayPass: left is null);
            }
            catch (HttpRequestException e)
            {
                var (fault, mayPass) = FetchFaults.Transport(url, asked, e);
                return new Attempt(null, fault, mayPass);
            }
            finally
            {
                if (!handedOver)
                {
                    response?.Dispose();
                    slot.Dispose();
                }
            }
        }
    }

    private async Task<HttpResponseMessage> SendAsync(
        Uri url, string accept, IAsking? asking, TimeBudget budget, Reading reading, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("User-Agent", network.UserAgent);
        secret?.AddTo(request);
        asking?.Condition(request);
        new ExchangeContext(source, secret, cancellationToken).AddTo(request);
        return await network.CircuitOf(url).SendAsync(sending =>
        {
            reading.Requested();
            return budget.RunAsync(token => new ValueTask<HttpResponseMessage>(network.SendAsync(request, token)), budget.Total, sending);
        }, cancellationToken);
    }

    private async Task<Attempt> OpenAsync(
        HttpResponseMessage response, IDisposable slot, Uri url, Uri asked, Recogniser recogniser, IAsking? asking,
        TimeBudget budget, Reading reading, CancellationToken cancellationToken)
    {
        var declared = response.Content.Headers.ContentLength;
        if (declared > http.MaxBytes)
            return new Attempt(null, FetchFaults.TooLarge(url, http.MaxBytes));
        var connection = new Connection(response, slot);
        Stream stream = new BodyStream(
            await response.Content.ReadAsStreamAsync(cancellationToken), url, declared, http.MaxBytes, options.IdleTimeout, budget, reading, connection);
        MediaTypeHeaderValue? type = response.Content.Headers.ContentType;
        var (mediaType, charset, next) = (type?.MediaType?.ToLowerInvariant(), type?.CharSet?.Trim('"', '\''), NextLink.Of(response, url));
        var status = (int)response.StatusCode;
        stream = new JudgedStream(stream, (head, isWhole) => recogniser.OfBody(head.Span, isWhole, charset, status, url, asked));
        stream = asking?.Remember(response, url, mediaType, charset, next, stream) ?? stream;
        return new Attempt(
            new FetchedBody(url, mediaType, charset, stream, connection)
            {
                NextLink = next,
                Hide = secret is null ? static text => text : secret.Hide,
            }, null);
    }

    private async Task<Attempt> RefusedAsync(
        HttpResponseMessage response, Uri url, Recogniser recogniser, Effort effort, TimeBudget budget, Reading reading, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var recognised = await RecogniseAsync(response, url, recogniser, budget, cancellationToken);
        if (recognised is { Code: "bot-challenge" })
            return new Attempt(null, recognised);
        if (status == 403)
        {
            var later = patience.Refused(url, network.GateOf(url), ++effort.Refusals);
            var said = await ExcerptAsync(response, budget, cancellationToken);
            return new Attempt(null, FetchFaults.Status(url, response, effort.Attempts, null, said), later is not null, later);
        }

        var mayPass = status is 408 or 429 or >= 500;
        var wait = mayPass ? RetryAfter.Of(response, options.Clock) : null;
        var tooLong = wait > options.LongestRetryAfter;
        if (wait is { } pause && !tooLong)
            network.GateOf(url).Hold(pause); // for the other sources on this host, too
        else if (wait is { } longer)
            reading.AskedToWait(options.Clock.GetUtcNow() + longer); // the next run's business
        var excerpt = await ExcerptAsync(response, budget, cancellationToken);
        return new Attempt(null, recognised ?? FetchFaults.Status(url, response, effort.Attempts, tooLong ? wait : null, excerpt), mayPass && !tooLong, wait);
    }

    /// <summary>What an HTML page that comes with a refusal turns out to be, or null.</summary>
    private async Task<SourceException?> RecogniseAsync(HttpResponseMessage response, Uri url, Recogniser recogniser, TimeBudget budget, CancellationToken cancellationToken)
    {
        var type = response.Content.Headers.ContentType;
        if (type?.MediaType is not (null or "text/html" or "application/xhtml+xml"))
            return null;
        var head = await HeadAsync(response, Recogniser.HeadLength, budget, cancellationToken);
        return recogniser.OfRefusal(head, head.Length < Recogniser.HeadLength, type?.CharSet?.Trim('"', '\''), (int)response.StatusCode, url);
    }

    /// <summary>What a JSON or plain-text error body says, on one line and without our secret; an HTML page says nothing to a report.</summary>
    private async Task<string?> ExcerptAsync(HttpResponseMessage response, TimeBudget budget, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is not ("application/json" or "text/plain" or "application/problem+json"))
            return null;
        var head = await HeadAsync(response, Recogniser.HeadLength, budget, cancellationToken);
        var text = string.Join(' ', (ErrorWords.Of(head) ?? Encoding.UTF8.GetString(head)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        text = secret?.Hide(text) ?? text;
        return text.Length == 0 ? null : text.Length <= ExcerptLength ? text : text[..ExcerptLength] + "…";
    }

    /// <summary>The first bytes of a refusal's body; none where they do not come, as the status says enough.</summary>
    private async Task<byte[]> HeadAsync(HttpResponseMessage response, int length, TimeBudget budget, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
            var buffer = new byte[length];
            var count = await budget.RunAsync(token => stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, token), options.IdleTimeout, cancellationToken);
            return buffer[..count];
        }
        catch (IOException)
        {
            return [];
        }
        catch (HttpRequestException)
        {
            return [];
        }
        catch (OutOfTimeException)
        {
            return [];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private static bool IsRedirect(HttpResponseMessage response) => (int)response.StatusCode is 301 or 302 or 303 or 307 or 308;

    private sealed class Connection(HttpResponseMessage response, IDisposable slot) : IDisposable
    {
        public void Dispose()
        {
            response.Dispose();
            slot.Dispose();
        }
    }
}
