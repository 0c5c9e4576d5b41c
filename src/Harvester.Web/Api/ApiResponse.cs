using Harvester.Core.Ports;
using Harvester.Web.Requests;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary>What every answer of the API has in common: open to scripts of any origin (reading only), no sniffing, faults as problem+json (RFC 9457).</summary>
internal static class ApiResponse
{
    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        OpenAnswer.Open(context.HttpContext.Response);
        // Kept, and asked for again each time: a takedown must not live on in anybody's cache.
        headers.CacheControl = "no-cache";
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
            headers.RetryAfter = "30";
            return Problem(StatusCodes.Status503ServiceUnavailable, ProblemAnswer.StoreAwayTitle, ProblemAnswer.StoreAwayDetail);
        }
    }

    public static IResult Preflight(HttpResponse response)
    {
        OpenAnswer.Preflight(response);
        response.Headers.Allow = "GET, HEAD, OPTIONS";
        return Results.NoContent();
    }

    public static IResult NoSuchAddress() => NotFound("There is nothing at this address. /docs shows all that there is, /openapi/v1.json says it to machines.");

    public static IResult NotFound(string detail) => Problem(StatusCodes.Status404NotFound, "Not found", detail);

    public static IResult Gone(string detail) => Problem(StatusCodes.Status410Gone, "This position is void", detail);

    public static IResult NotYet(string detail) => Problem(StatusCodes.Status503ServiceUnavailable, "Not yet", detail);

    public static IResult TakenDown(string detail) => Problem(StatusCodes.Status410Gone, "Taken down", detail);

    public static IResult Withdrawn(string detail) => Problem(StatusCodes.Status410Gone, "Withdrawn", detail);

    private static IResult Problem(int status, string title, string detail) => Results.Problem(detail, statusCode: status, title: title);
}
