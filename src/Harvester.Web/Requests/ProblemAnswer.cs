using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Requests;

/// <summary>A fault as problem+json (RFC 9457), from where no result can be returned.</summary>
internal static class ProblemAnswer
{
    public const string StoreAwayTitle = "The store is away";

    /// <summary>The store's own message may name a path or a server: it is for the log, not for the public.</summary>
    public const string StoreAwayDetail = "The catalogue's store does not answer at the moment. Try again in half a minute.";

    public static Task StoreAwayAsync(HttpContext context)
    {
        context.Response.Headers.RetryAfter = "30";
        return WriteAsync(context, StatusCodes.Status503ServiceUnavailable, StoreAwayTitle, StoreAwayDetail);
    }

    public static Task WriteAsync(HttpContext context, int status, string title, string detail)
    {
        OpenAnswer.Open(context.Response);
        context.Response.Headers.CacheControl = "no-store";
        return Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);
    }
}
