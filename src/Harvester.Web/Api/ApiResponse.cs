using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary>What every answer of the API has in common: open to scripts of any origin (reading only), no sniffing, faults as problem+json (RFC 9457).</summary>
internal static class ApiResponse
{
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers.AccessControlAllowOrigin = "*";
        headers.AccessControlExposeHeaders = "ETag, Retry-After";
        try
        {
            return await next(context);
        }
        catch (BadParameterException bad)
        {
            return Problem(StatusCodes.Status400BadRequest, "A parameter is wrong", bad.Message);
        }
        catch (StoreException)
        {
            // The message may name a path or a server: it is for the log of the store, not for the public.
            headers.RetryAfter = "30";
            return Problem(StatusCodes.Status503ServiceUnavailable, "The store is away", "The catalogue's store does not answer at the moment. Try again in half a minute.");
        }
    }

    public static IResult Preflight(HttpResponse response)
    {
        response.Headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
        response.Headers.AccessControlAllowHeaders = "If-None-Match, Accept";
        response.Headers.AccessControlMaxAge = "86400";
        return Results.NoContent();
    }

    public static IResult NoSuchAddress() => NotFound(
        "There is nothing at this address. The lists are /api/v1/datasets, /api/v1/changes, /api/v1/coverage, /api/v1/duplicates, /api/v1/sources, /api/v1/runs and /api/v1/problems.");

    public static IResult NotFound(string detail) => Problem(StatusCodes.Status404NotFound, "Not found", detail);

    public static IResult Gone(string detail) => Problem(StatusCodes.Status410Gone, "This position is void", detail);

    public static IResult TakenDown(string detail) => Problem(StatusCodes.Status410Gone, "Taken down", detail);

    private static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
