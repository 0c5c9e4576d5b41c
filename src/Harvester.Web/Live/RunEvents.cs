using System.Globalization;
using System.Text.Json;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Web.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;

namespace Harvester.Web.Live;

/// <summary>
/// A run while it goes, as server-sent events (HTML Standard, section 9.2): <c>figures</c> whenever they change, <c>ended</c> once, then the end. All of it is read from the
/// store, whichever process harvests.
/// </summary>
internal static class RunEvents
{
    private const int RetryAfterSeconds = 30;
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static async Task Stream(string id, HttpContext context, IStore store, HarvesterWebOptions options, OpenStreams streams, IHostApplicationLifetime lifetime, TimeProvider clock)
    {
        using var place = streams.Enter();
        if (place is null)
        {
            context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
            await ProblemAnswer.WriteAsync(
                context, StatusCodes.Status503ServiceUnavailable, "Too many readers follow runs", "Reload the run's page from time to time instead, or try again in half a minute.");
            return;
        }

        // A stop does not wait for readers.
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        if (await SeenAsync(id, store, clock, ending.Token) is not { } run)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status404NotFound, "There is no such run", "/api/v1/runs lists them.");
            return;
        }

        Open(context);
        try
        {
            await FollowAsync(run, context.Response, store, options.LiveInterval, clock, ending.Token);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // The reader has gone, or we stop.
        }
        catch (StoreException)
        {
            // The reader comes again by himself, and is told then.
        }
    }

    private static void Open(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        // For nginx, which would keep the events until there are many.
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }

    private static async Task FollowAsync(RunReport run, HttpResponse response, IStore store, TimeSpan interval, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (told, at) = ("", clock.GetTimestamp());
        while (run.Status is RunStatus.Running)
        {
            if (Figures(run) is var figures && figures != told)
                await SendAsync($"event: figures\ndata: {told = figures}\n\n");
            else if (clock.GetElapsedTime(at) >= Heartbeat)
                await SendAsync(": still running\n\n");
            await Task.Delay(interval, clock, cancellationToken);
            if (await SeenAsync(run.Id, store, clock, cancellationToken) is not { } next)
                return;
            run = next;
        }

        await SendAsync($"event: ended\ndata: {Figures(run)}\n\n");

        async Task SendAsync(string text)
        {
            at = clock.GetTimestamp();
            await response.WriteAsync(text, cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
        }
    }

    private static async Task<RunReport?> SeenAsync(string id, IStore store, TimeProvider clock, CancellationToken cancellationToken) =>
        await store.Runs.GetAsync(id, cancellationToken) is { } run ? await AbandonedRun.SeenAsync(run, store, clock.GetUtcNow(), cancellationToken) : null;

    private static string Figures(RunReport run) => JsonSerializer.Serialize(
        new
        {
            status = EnumWord.Of(run.Status),
            run.Gathered,
            run.Added,
            run.Updated,
            run.Unchanged,
            run.Rejected,
            problems = run.Problems.Sum(problem => problem.Count),
            run.Requests,
            run.Bytes,
            run.Seconds,
        },
        Json);
}
