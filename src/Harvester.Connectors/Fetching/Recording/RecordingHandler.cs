namespace Harvester.Connectors.Fetching.Recording;

/// <summary>Passes requests on and writes down what comes of them, faults included. A stop of the run is not written down.</summary>
internal sealed class RecordingHandler(RecordingFolder folder, HttpMessageHandler inner) : DelegatingHandler(inner)
{
    // What the fetcher or a connector acts on, and what tells a firewall's page. Never a cookie, never a key.
    private static readonly string[] Kept =
    [
        "Content-Type", "Content-Length", "Content-Disposition", "Content-Language", "ETag", "Last-Modified", "Cache-Control", "Link", "Location", "Retry-After",
        "x-amzn-waf-action", "cf-mitigated", "Server",
    ];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = ExchangeContext.Of(request);
        var file = folder.Next(context.Source);
        var exchange = new Exchange
        {
            Method = request.Method.Method,
            Url = Hide(FetchFaults.Show(request.RequestUri!)),
            Accept = request.Headers.NonValidated.TryGetValues("Accept", out var accept) ? accept.ToString() : null,
        };
        HttpResponseMessage response;
        try
        {
            response = await base.SendAsync(request, cancellationToken);
        }
        catch (Exception e) when (RecordedFault.Of(e, context.Stop) is not null)
        {
            file.Finish(exchange with { Fault = RecordedFault.Of(e, context.Stop)?.Hidden(Hide) }, "", context.Secret);
            throw;
        }

        exchange = exchange with { Status = (int)response.StatusCode, Reason = response.ReasonPhrase is { } reason ? Hide(reason) : null, Headers = Headers(response, Hide) };
        var extension = Extension(response.Content.Headers.ContentType?.MediaType);
        var body = new RecordingStream(
            await response.Content.ReadAsStreamAsync(cancellationToken), file,
            (whole, fault) => file.Finish(exchange with { Whole = whole, Fault = fault?.Hidden(Hide) }, extension, context.Secret), context.Stop);
        var content = new StreamContent(body);
        foreach (var (name, values) in response.Content.Headers.NonValidated)
            content.Headers.TryAddWithoutValidation(name, values);
        response.Content = content;
        return response;

        string Hide(string text) => context.Secret?.Hide(text) ?? text;
    }

    private static Dictionary<string, string> Headers(HttpResponseMessage response, Func<string, string> hide)
    {
        var headers = new Dictionary<string, string>();
        foreach (var name in Kept)
        {
            if (response.Headers.NonValidated.TryGetValues(name, out var values) || response.Content.Headers.NonValidated.TryGetValues(name, out values))
                headers[name] = hide(string.Join(", ", values));
        }

        return headers;
    }

    // So that an editor knows what it opens; "body." where it would pass for the header file.
    private static string Extension(string? mediaType) => mediaType?.ToLowerInvariant() switch
    {
        "application/json" or "application/ld+json" or "text/json" or "application/problem+json" => "body.json",
        "text/csv" => "csv",
        "text/turtle" => "ttl",
        "application/rdf+xml" => "rdf",
        "application/n-triples" => "nt",
        "application/xml" or "text/xml" => "xml",
        "text/html" or "application/xhtml+xml" => "html",
        "text/plain" => "txt",
        _ => "bin",
    };
}
