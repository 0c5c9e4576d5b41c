using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scalar.AspNetCore;

namespace Harvester.Web.Api.Documentation;

/// <summary><c>/docs</c>: the API's document for people, by Scalar's own script from this server. It asks nobody else for anything, and its policy sees to that.</summary>
internal static class ApiPage
{
    private static readonly string[] Head = [HttpMethods.Head];

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapScalarApiReference("/docs", Configure).AddEndpointFilter(Filter);
        // Scalar's own address answers GET only.
        endpoints.MapMethods("/docs", Head, static (HttpResponse response) =>
        {
            response.ContentType = "text/html; charset=utf-8";
            return Results.Empty;
        }).AddEndpointFilter(Filter).ExcludeFromDescription();
    }

    private static void Configure(ScalarOptions scalar, HttpContext context)
    {
        scalar.Title = "東京オープンデータ統合カタログ API";
        scalar.OpenApiRoutePattern = "/openapi/v1.json";
        scalar.DynamicNonce = true;
        scalar.DefaultFonts = false; // they come from a server of Scalar's
        scalar.Telemetry = false;
        scalar.ShowDeveloperTools = DeveloperToolsVisibility.Never;
        scalar.Agent = new ScalarAgentOptions { Disabled = true };
        scalar.Mcp = new ScalarMcpOptions { Disabled = true };
        scalar.HideClientButton = true;
    }

    private static async ValueTask<object?> Filter(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        // The nonce is drawn while the page is made: so the policy is written as the answer begins. Styles are set by the script itself, which no nonce can allow.
        http.Response.OnStarting(() =>
        {
            if (http.Items[ScalarOptions.NonceHttpContextItemKey] is string nonce)
            {
                http.Response.Headers.ContentSecurityPolicy =
                    $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; " +
                    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
            }

            return Task.CompletedTask;
        });
        return await next(context);
    }
}
