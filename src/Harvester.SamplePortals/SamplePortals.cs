using System.Collections.Concurrent;
using System.Net;
using Harvester.SamplePortals.Ckan;
using Harvester.SamplePortals.Dcat;
using Harvester.SamplePortals.Html;
using Harvester.SamplePortals.Lists;
using Harvester.SamplePortals.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Harvester.SamplePortals;

/// <summary>
/// The demo's portals: one HTTP server on a free loopback port that answers for seven <c>.example</c> hosts (RFC 2606) by the
/// Host header. The port stands in no address that it writes, so ids and hashes are the same in every run; a client connects
/// these names to <see cref="EndPoint"/>.
/// </summary>
public sealed class SamplePortals : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly SampleCatalogues catalogues;
    private readonly Dictionary<string, IPortal> portals;
    private readonly ConcurrentDictionary<string, int> requestsByHost = new(StringComparer.OrdinalIgnoreCase);
    private int requests;

    private SamplePortals(WebApplication app, SampleCatalogues catalogues)
    {
        this.app = app;
        this.catalogues = catalogues;
        IPortal[] all =
        [
            new CkanPortal(catalogues),
            new TurtlePortal(catalogues),
            new RdfXmlPortal(catalogues),
            new DataJsonPortal(catalogues),
            new ListPortal(catalogues),
            new TablePortal(catalogues),
            new DetailPortal(catalogues),
        ];
        portals = all.ToDictionary(portal => portal.Host, StringComparer.OrdinalIgnoreCase);
        Hosts = [.. all.Select(portal => portal.Host)];
    }

    /// <summary>Where all hosts listen: 127.0.0.1 and the port that was free.</summary>
    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.Loopback, 0);

    /// <summary>The seven host names, in the order of the connectors' list in the documentation.</summary>
    public IReadOnlyList<string> Hosts { get; }

    /// <summary>Lets a portal misbehave: it runs before the portal, and answers true when it has answered the exchange itself.</summary>
    public Func<HttpContext, Task<bool>>? Fault { get; set; }

    /// <summary>All requests so far, faulty ones included.</summary>
    public int Requests => Volatile.Read(ref requests);

    /// <summary>Starts listening. The catalogues may be changed while the server runs, between requests.</summary>
    public static async Task<SamplePortals> StartAsync(SampleCatalogues catalogues, CancellationToken ct)
    {
        // The empty builder reads no configuration and logs nowhere: ASPNETCORE_URLS must not move these portals.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(options =>
        {
            options.AddServerHeader = false;
            options.Listen(IPAddress.Loopback, 0);
        });
        builder.Services.AddSingleton<IHostLifetime, SilentLifetime>();

        var app = builder.Build();
        var server = new SamplePortals(app, catalogues);
        app.Run(server.AnswerAsync);
        try
        {
            await app.StartAsync(ct);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        server.EndPoint = new IPEndPoint(IPAddress.Loopback, new Uri(app.Urls.First()).Port);
        return server;
    }

    /// <summary>The requests to one host so far.</summary>
    public int RequestsTo(string host) => requestsByHost.GetValueOrDefault(host);

    public async ValueTask DisposeAsync()
    {
        // At once: a test that lets a portal hang must not hang its own end.
        await app.StopAsync(new CancellationToken(canceled: true));
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        Interlocked.Increment(ref requests);
        requestsByHost.AddOrUpdate(context.Request.Host.Host, 1, (_, count) => count + 1);
        if (Fault is { } fault && await fault(context))
            return;
        await Exchange.WriteAsync(context, Find(context.Request));
    }

    private Document Find(HttpRequest request)
    {
        if (!portals.TryGetValue(request.Host.Host, out var portal))
            return Document.Text("No such portal here.\n", "text/plain", status: StatusCodes.Status421MisdirectedRequest);
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
            return Document.Text("Read only.\n", "text/plain", status: StatusCodes.Status405MethodNotAllowed);

        var path = request.Path.Value ?? "/";
        if (path == "/robots.txt")
            return Document.Text("User-agent: *\nAllow: /\n", "text/plain; charset=utf-8");
        if (portal.Host == catalogues.UnderMaintenance)
            return Document.Text("<!DOCTYPE html><html lang=\"ja\"><title>メンテナンス中</title><h1>ただいまメンテナンス中です</h1><p>しばらくお待ちください。</p></html>\n", "text/html; charset=utf-8");
        return portal.Find(path, request.Query)
            ?? catalogues.FileAt(portal.Host, path + Uri.UnescapeDataString(request.QueryString.Value ?? ""))
            ?? Document.Text("<!DOCTYPE html><title>404 Not Found</title>\n", "text/html; charset=utf-8", status: StatusCodes.Status404NotFound);
    }

    /// <summary>The default lifetime would take Ctrl+C away from the process that hosts the portals.</summary>
    private sealed class SilentLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
