using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Harvester.AcceptanceTests.Workers;

/// <summary>
/// Many small CKAN portals in one server, each on a loopback address of its own: the harvester keeps its manners by host, and one would wait for the other.
/// It notices when two ask for one listing at once.
/// </summary>
internal sealed class Portals : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly int datasets;
    private readonly int pageSize;
    private readonly ConcurrentDictionary<int, int> underWay = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> held = new(StringComparer.Ordinal);
    private int pages;
    private volatile bool holding;

    private Portals(WebApplication app, int datasets, int pageSize) => (this.app, this.datasets, this.pageSize) = (app, datasets, pageSize);

    /// <summary>Sources that two asked for at once.</summary>
    public ConcurrentQueue<string> Overlaps { get; } = [];

    /// <summary>Pages served so far.</summary>
    public int Pages => Volatile.Read(ref pages);

    /// <summary>Sources whose second page is held back.</summary>
    public ICollection<string> Held => held.Keys;

    /// <summary>Called before a page with its first record's number.</summary>
    public Func<int, Task>? BeforePage { get; set; }

    /// <summary>Which edition of a dataset is served: portal and dataset, from 1.</summary>
    public Func<int, int, int> Edition { get; set; } = (_, _) => 1;

    public static async Task<Portals> StartAsync(int count, int datasets, int pageSize = 10)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            for (var n = 1; n <= count; n++)
                kestrel.Listen(new IPAddress([127, 0, 0, (byte)n]), 0);
        });
        var app = builder.Build();
        var portals = new Portals(app, datasets, pageSize);
        app.Run(portals.AnswerAsync);
        await app.StartAsync();
        return portals;
    }

    public static string Id(int n) => $"portal-{n:00}";

    /// <summary>Connector files by source. None is due a second time while a test runs.</summary>
    public IReadOnlyDictionary<string, string> Connectors() => app.Urls.Select(url => new Uri(url)).ToDictionary(
        url => Id(Number(IPAddress.Parse(url.Host))),
        url => $$"""
            format: 1
            title: {{url.Host}}
            publisher: { code: "130001" }
            schedule: "0 0 0 1 1 ?"
            http: { delay: 0s, concurrency: 1 }
            ckan: { api: "{{url}}api/3/action" }
            """,
        StringComparer.Ordinal);

    /// <summary>From now on no source gets its second page.</summary>
    public void Hold() => holding = true;

    /// <summary>Lets all go on but these.</summary>
    public void Release(params string[] except)
    {
        holding = false;
        foreach (var (source, gate) in held)
        {
            if (!except.Contains(source) && held.TryRemove(source, out _))
                gate.TrySetResult();
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static int Number(IPAddress address) => address.GetAddressBytes()[3];

    private async Task AnswerAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/api/3/action/package_search"))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var n = Number(context.Connection.LocalIpAddress!);
        if (underWay.AddOrUpdate(n, 1, (_, others) => others + 1) > 1)
            Overlaps.Enqueue(Id(n));
        try
        {
            var start = int.Parse(context.Request.Query["start"].ToString() is { Length: > 0 } s ? s : "0");
            if (BeforePage is { } before)
                await before(start);
            if (holding && start > 0)
                await held.GetOrAdd(Id(n), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(context.RequestAborted);
            var answer = Page(n, start);
            Interlocked.Increment(ref pages);
            // The client may ask for the next page as soon as it has this one, before this method ends.
            underWay.AddOrUpdate(n, 0, (_, now) => now - 1);
            n = 0;
            context.Response.ContentType = "application/json;charset=utf-8";
            await context.Response.WriteAsync(answer, context.RequestAborted);
        }
        finally
        {
            if (n > 0)
                underWay.AddOrUpdate(n, 0, (_, now) => now - 1);
        }
    }

    private string Page(int n, int start) => new JsonObject
    {
        ["help"] = "help",
        ["success"] = true,
        ["result"] = new JsonObject
        {
            ["count"] = datasets,
            ["results"] = new JsonArray([.. Enumerable.Range(start + 1, Math.Clamp(datasets - start, 0, pageSize)).Select(i => Package(n, i))]),
        },
    }.ToJsonString();

    // Without files: nobody looks at links or headers then.
    private JsonObject Package(int n, int i) => new()
    {
        ["id"] = $"id-{n}-{i}",
        ["name"] = $"name-{n}-{i}",
        ["title"] = $"公衆トイレ一覧 {n} の {i}",
        ["notes"] = $"第 {Edition(n, i)} 版",
        ["resources"] = new JsonArray(),
    };
}
