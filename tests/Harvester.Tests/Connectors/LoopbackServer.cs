using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Harvester.Tests.Connectors;

/// <summary>
/// A real Kestrel on a free port of 127.0.0.1 that answers, or misbehaves, as the test says. It has no robots.txt (404), and the requests for it are kept
/// apart, except where the test answers those, too.
/// </summary>
internal sealed class LoopbackServer : IAsyncDisposable
{
    private readonly WebApplication app;
    private int robotsRequests;

    private LoopbackServer(WebApplication app) => this.app = app;

    public ConcurrentQueue<(string Path, IHeaderDictionary Headers)> Requests { get; } = [];

    /// <summary>How often robots.txt was asked for.</summary>
    public int RobotsRequests => robotsRequests;

    public Uri Url { get; private set; } = null!;
    public IPEndPoint EndPoint => new(IPAddress.Loopback, Url.Port);

    /// <param name="robots">Answers <c>/robots.txt</c>; null: there is none.</param>
    /// <param name="certificate">For https; null: http.</param>
    public static async Task<LoopbackServer> StartAsync(RequestDelegate answer, X509Certificate2? certificate = null, RequestDelegate? robots = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                    listen.UseHttps(certificate);
            });
        });
        if (certificate is not null)
            builder.WebHost.UseKestrelHttpsConfiguration();
        var app = builder.Build();
        var server = new LoopbackServer(app);
        app.Run(context =>
        {
            if (context.Request.Path == "/robots.txt")
            {
                Interlocked.Increment(ref server.robotsRequests);
                if (robots is not null)
                    return robots(context);
                context.Response.StatusCode = 404;
                return Task.CompletedTask;
            }

            server.Requests.Enqueue((context.Request.Path + context.Request.QueryString, new HeaderDictionary(context.Request.Headers.ToDictionary())));
            return answer(context);
        });
        await app.StartAsync();
        server.Url = new Uri(app.Urls.First());
        return server;
    }

    public static Task<LoopbackServer> StartAsync(Func<HttpContext, (int Status, string Type, byte[] Body)> answer) => StartAsync(async context =>
    {
        var (status, type, body) = answer(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body);
    });

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
