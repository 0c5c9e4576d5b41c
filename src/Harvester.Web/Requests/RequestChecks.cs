using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Harvester.Web.Requests;

/// <summary>What is answered before any address is looked up, and what addresses leave unsaid: why a request cannot be served, and which methods an address has.</summary>
internal static class RequestChecks
{
    public static async Task RunAsync(HttpContext context, RequestDelegate next)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (RequestAddress.IsTooLong(target))
        {
            await ProblemAnswer.WriteAsync(
                context, StatusCodes.Status414UriTooLong, "The address is too long",
                $"A path may have {RequestAddress.LongestPath} bytes and a query {RequestAddress.LongestQuery}, escaped; this address has {target.Length}.");
            return;
        }

        if (RequestAddress.Fault(target) is { } fault)
        {
            await ProblemAnswer.WriteAsync(context, StatusCodes.Status400BadRequest, "The address cannot be read", fault);
            return;
        }

        try
        {
            await next(context);
        }
        catch (StoreException) when (!context.Response.HasStarted)
        {
            // While an answer was being written; before that the addresses say it themselves.
            context.Response.Clear();
            await ProblemAnswer.StoreAwayAsync(context);
            return;
        }

        // Routing answers a wrong method by status and Allow (RFC 9110, section 15.5.6), and no more.
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status405MethodNotAllowed, ContentType: null })
            await MethodAsync(context);
    }

    private static Task MethodAsync(HttpContext context)
    {
        var methods = context.Response.Headers.Allow.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var allowed = string.Join(", ", methods.Append(HttpMethods.Options).Distinct(StringComparer.Ordinal));
        context.Response.Headers.Allow = allowed;
        if (!HttpMethods.IsOptions(context.Request.Method))
            return ProblemAnswer.WriteAsync(context, StatusCodes.Status405MethodNotAllowed, "This method is not for this address", $"{context.Request.Method} cannot be used here: the catalogue is only read, by {allowed}.");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        OpenAnswer.Preflight(context.Response);
        return Task.CompletedTask;
    }
}
