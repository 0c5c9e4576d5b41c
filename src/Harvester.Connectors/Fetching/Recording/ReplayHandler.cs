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
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var url = request.RequestUri!;
        var source = ExchangeContext.Of(request).Source ?? RecordingFolder.Hosts;
        if (Next(source, FetchFaults.Show(url)) is not { } found)
        {
            // What a site does not have need not be recorded: no rules.
            if (url.AbsolutePath == "/robots.txt")
                return new HttpResponseMessage(HttpStatusCode.NotFound) { RequestMessage = request };
            throw new SourceException("not-recorded", Whose.Ours, FetchFaults.Show(url),
                $"the recording in {folder.Path} has no answer for {FetchFaults.Show(url)}: it was made for another connector file or at another time; record anew");
        }

        var exchange = found.Exchange;
        if (exchange.Status is not { } status)
            throw exchange.Fault?.Again(url) ?? new IOException("The recorded exchange has neither a status nor a fault.");
        var response = new HttpResponseMessage((HttpStatusCode)status) { ReasonPhrase = exchange.Reason, RequestMessage = request };
        var file = exchange.Body is null ? Stream.Null : File.OpenRead(Path.Combine(found.Folder, Path.GetFileName(exchange.Body)));
        response.Content = new StreamContent(new ReplayedStream(file, exchange, url));
        foreach (var (name, value) in exchange.Headers)
        {
            if (!response.Headers.TryAddWithoutValidation(name, value))
                response.Content.Headers.TryAddWithoutValidation(name, value);
        }

        return await Task.FromResult(response);
    }

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
