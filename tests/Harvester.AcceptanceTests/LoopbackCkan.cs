using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Harvester.AcceptanceTests;

/// <summary>Serves recorded packages as a CKAN would: package_search with paging and true counts, or a recorded answer as it is.</summary>
internal sealed class LoopbackCkan : IAsyncDisposable
{
    private readonly WebApplication app;

    private LoopbackCkan(WebApplication app) => this.app = app;

    public string Api => $"{app.Urls.First()}/api/3/action";

    /// <summary>The tests' way to break the portal: true when the exchange was answered.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>Answers nothing until the source that it gives is set: a run stays under way as long.</summary>
    public TaskCompletionSource HoldBack()
    {
        var goOn = new TaskCompletionSource();
        Instead = async context =>
        {
            await goOn.Task.WaitAsync(context.RequestAborted);
            return false;
        };
        return goOn;
    }

    public IReadOnlyList<JsonObject> Packages { get; set; } = [];

    public static async Task<LoopbackCkan> StartAsync(IReadOnlyList<JsonObject> packages)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var ckan = new LoopbackCkan(app) { Packages = packages };
        app.Run(ckan.AnswerAsync);
        await app.StartAsync();
        return ckan;
    }

    /// <summary>Small packages of one publisher.</summary>
    public static IReadOnlyList<JsonObject> Numbered(int count) =>
    [
        .. Enumerable.Range(1, count).Select(n => new JsonObject
        {
            ["id"] = $"id-{n}",
            ["name"] = $"n{n}",
            ["title"] = $"公園 {n}",
            ["organization"] = new JsonObject { ["name"] = "t131032", ["title"] = "港区" },
            ["resources"] = new JsonArray(new JsonObject { ["id"] = $"r{n}", ["url"] = $"https://example.org/{n}.csv", ["format"] = "CSV" }),
        }),
    ];

    public string Yaml(string title, string more = "", string ckan = "") => $$"""
        format: 1
        title: {{title}}
        publisher: { code: "130001" }
        schedule: daily
        http: { delay: 0s, concurrency: 2 }
        ckan: { api: "{{Api}}"{{ckan}} }
        {{more}}
        """;

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/robots.txt")
        {
            context.Response.StatusCode = 404;
            return;
        }

        if (Instead is { } instead && await instead(context))
            return;

        if (!context.Request.Path.StartsWithSegments("/api/3/action/package_search"))
        {
            context.Response.StatusCode = 404;
            return;
        }

        var start = int.Parse(context.Request.Query["start"].ToString() is { Length: > 0 } s ? s : "0");
        var rows = int.Parse(context.Request.Query["rows"].ToString() is { Length: > 0 } r ? r : "10");
        var answer = new JsonObject
        {
            ["help"] = "help",
            ["success"] = true,
            ["result"] = new JsonObject
            {
                ["count"] = Packages.Count,
                ["results"] = new JsonArray([.. Packages.Skip(start).Take(Math.Min(rows, 40)).Select(p => p.DeepClone())]),
            },
        };
        context.Response.ContentType = "application/json;charset=utf-8";
        await context.Response.WriteAsync(answer.ToJsonString());
    }
}
