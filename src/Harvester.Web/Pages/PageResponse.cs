using Harvester.Core.Ports;
using Harvester.Web.Accounts;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Harvester.Web.Pages;

/// <summary>What every page has in common: headers that leave hostile text no way to act, and a page that says so when the store is away.</summary>
internal static class PageResponse
{
    // No frame, no foreign origin, nothing inline: the pages are HTML, one stylesheet, and a script of ours where a run is followed.
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers.CacheControl = "no-cache";
        try
        {
            await context.HttpContext.RequestServices.GetRequiredService<Sessions>().OpenAsync(context.HttpContext);
            return await next(context);
        }
        catch (StoreException)
        {
            headers.RetryAfter = "30";
            return Render<StoreAwayPage>(context.HttpContext, StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>The component as a page. Every page component has a <c>Page</c> parameter; the others are given.</summary>
    public static RazorComponentResult<TPage> Render<TPage>(
        HttpContext context, int status = StatusCodes.Status200OK, params ReadOnlySpan<(string Name, object? Value)> parameters)
        where TPage : IComponent
    {
        var all = new Dictionary<string, object?> { ["Page"] = PageContext.Of(context.Request) };
        foreach (var (name, value) in parameters)
            all[name] = value;
        return new RazorComponentResult<TPage>(all) { StatusCode = status, PreventStreamingRendering = true };
    }
}
