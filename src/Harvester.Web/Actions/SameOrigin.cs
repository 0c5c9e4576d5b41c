using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Actions;

/// <summary>
/// Whether a request comes from a page of this site, as far as the browser says. All of today's do (Fetch Metadata); an older one gives its Origin; one that says
/// nothing is judged by the form's own secret alone.
/// </summary>
internal static class SameOrigin
{
    public static bool Is(HttpRequest request, HarvesterWebOptions options)
    {
        if (request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site)
            return site is "same-origin" or "none";
        if (request.Headers.Origin.ToString() is not { Length: > 0 } origin)
            return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from)
            && (from.Authority == request.Host.Value || (options.BaseAddress is { } own && from.GetLeftPart(UriPartial.Authority) == own.GetLeftPart(UriPartial.Authority)));
    }
}
