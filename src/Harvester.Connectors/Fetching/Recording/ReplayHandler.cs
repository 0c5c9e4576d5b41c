using System.Net;
using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching.Recording;

/// <summary>
/// Answers from a recording; the network is not touched. Repeated requests for an address get its exchanges in their order, then the last one again.
/// </summary>
internal sealed class ReplayHandler : HttpMessageHandler
{
    private readonly RecordingFolder folder;
    private readonly Dictionary<string, List<(string Source, string Folder, Exchange Exchange)>> byUrl;
    private readonly Dictionary<(string?, string), int> asked = [];

    public ReplayHandler(string path)
    {
        (folder, var exchanges) = RecordingFolder.Open(path);
        byUrl = exchanges.GroupBy(one => one.Exchange.Url, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
    }

    /// <exception cref="SourceException">Code <c>not-recorded</c>; what the exchange ended with.</exception>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Answer(request));
    }

    private HttpResponseMessage Answer(HttpRequestMessage request)
    {
        var url = request.RequestUri!;
        var source = ExchangeContext.Of(request).Source ?? RecordingFolder.Hosts;
        if (Next(source, FetchFaults.Show(url)) is not { } found)
        {
            // What a site does not have need not be recorded: no rules.
            if (url.AbsolutePath == "/robots.txt")
                return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request };
            throw NotRecorded(url, "has no answer for it");
        }

        var exchange = found.Exchange;
        if (exchange.Status is not { } status)
            throw exchange.Fault?.AgainInsteadOfAnAnswer(url) ?? NotRecorded(url, "has neither a status nor a fault for it");
        var body = exchange.Body is null ? null : Path.Combine(found.Folder, Path.GetFileName(exchange.Body));
        if (body is not null && !File.Exists(body))
            throw NotRecorded(url, $"lacks the file {body}");
        var response = new HttpResponseMessage((HttpStatusCode)status) { ReasonPhrase = exchange.Reason, RequestMessage = request };
        response.Content = new StreamContent(new ReplayedStream(body is null ? Stream.Null : File.OpenRead(body), exchange, url));
        foreach (var (name, value) in exchange.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    private SourceException NotRecorded(Uri url, string why) => new("not-recorded", Whose.Ours, FetchFaults.Show(url),
        $"{FetchFaults.Show(url)} was asked for, and the recording in {folder.Path} {why}: it was made for another connector file, or was changed; record anew");

    private (string Source, string Folder, Exchange Exchange)? Next(string source, string url)
    {
        if (!byUrl.TryGetValue(url, out var all))
            return null;
        // What another source asked is as good: robots.txt is asked once for all sources of a host.
        var own = all.Exists(one => one.Source == source) ? source : all[0].Source;
        var exchanges = all.FindAll(one => one.Source == own);
        lock (asked)
        {
            var number = asked.GetValueOrDefault((source, url));
            asked[(source, url)] = number + 1;
            return exchanges[Math.Min(number, exchanges.Count - 1)];
        }
    }
}
