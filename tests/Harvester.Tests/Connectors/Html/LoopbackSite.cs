using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Harvester.Connectors.Fetching;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Harvester.Tests.Connectors.Html;

/// <summary>A web server on loopback that answers for every host name, so that addresses in tests look like real ones and carry no port.</summary>
internal sealed class LoopbackSite : IFetcher, IAsyncDisposable
{
    public const string Host = "http://www.city.example.jp";
    private readonly WebApplication app;
    private readonly ConcurrentDictionary<string, (int Status, byte[] Body, string? Type, string? Link)> answers = new();
    private readonly ConcurrentQueue<string> requests = new();
    private HttpClient client = null!;

    private LoopbackSite(WebApplication app) => this.app = app;

    /// <summary>The raw paths asked for, in order.</summary>
    public IReadOnlyList<string> Requests => [.. requests];

    /// <summary>Most requests that were under way at one time.</summary>
    public int MostAtOnce { get; private set; }

    public static async Task<LoopbackSite> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var site = new LoopbackSite(builder.Build());
        site.app.Run(site.AnswerAsync);
        await site.app.StartAsync(TestContext.Current.CancellationToken);
        var port = new Uri(site.app.Urls.First()).Port;
        site.client = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            },
        });
        return site;
    }

    public LoopbackSite Html(string path, string html) => Bytes(path, Encoding.UTF8.GetBytes(html), "text/html; charset=utf-8");

    public LoopbackSite Text(string path, string text, string? type, string? link = null) => Bytes(path, Encoding.UTF8.GetBytes(text), type, link);

    public LoopbackSite Bytes(string path, byte[] body, string? type, string? link = null)
    {
        answers[path] = (200, body, type, link);
        return this;
    }

    /// <param name="to">Path, or address on any host.</param>
    public LoopbackSite Redirect(string path, string to)
    {
        answers[path] = (302, Encoding.ASCII.GetBytes(to), null, null);
        return this;
    }

    public LoopbackSite Status(string path, int status)
    {
        answers[path] = (status, [], "text/plain", null);
        return this;
    }

    public async Task<FetchedBody> GetAsync(Uri url, string accept, Reading reading, CancellationToken cancellationToken)
    {
        reading.Requested();
        var response = await client.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            throw new SourceException($"http-{(int)response.StatusCode}", Whose.Source, FetchFaults.Show(url), $"The server answered {(int)response.StatusCode}.");
        var link = response.Headers.TryGetValues("Link", out var links) ? links.First() : null;
        return new FetchedBody(response.RequestMessage!.RequestUri!, response.Content.Headers.ContentType?.MediaType,
            response.Content.Headers.ContentType?.CharSet, await response.Content.ReadAsStreamAsync(cancellationToken), response)
        {
            NextLink = link is null ? null : new Uri(url, link[1..link.IndexOf('>')]),
        };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await app.DisposeAsync();
    }

    private int underWay;

    private async Task AnswerAsync(HttpContext context)
    {
        lock (requests)
            MostAtOnce = Math.Max(MostAtOnce, ++underWay);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        requests.Enqueue(target);
        await Task.Yield();
        if (!answers.TryGetValue(target, out var answer))
            answer = (404, [], "text/plain", null);
        context.Response.StatusCode = answer.Status;
        context.Response.ContentType = answer.Type;
        if (answer.Status == 302)
        {
            context.Response.Headers.Location = Encoding.ASCII.GetString(answer.Body);
            answer.Body = [];
        }

        if (answer.Link is not null)
            context.Response.Headers.Link = answer.Link;
        lock (requests)
            underWay--;
        await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }
}
