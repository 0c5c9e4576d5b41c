using Harvester.Core.Ports;
using Harvester.Publishing.Ckan;
using Harvester.Search;
using Harvester.Web.Api;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Ckan;

/// <summary>
/// CKAN's action API, version 3, read side: <c>/api/3/action/NAME</c> and <c>/api/action/NAME</c>, GET and POST. Envelope, error objects and status codes are those of CKAN 2.10, so that
/// clients need no change; an address, an action or an expression that is not served is refused in CKAN's own way.
/// </summary>
internal static class CkanApi
{
    /// <summary>The root of the API.</summary>
    public static IResult Version() => Results.Text("""{"version": 3}""", "application/json;charset=utf-8");

    public static async Task<IResult> Act(string action, HttpContext context, IStore store, ISources sources, CatalogueIndex index, CkanTitles titles, HarvesterWebOptions options, CancellationToken cancellationToken)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-cache";
        headers.AccessControlAllowOrigin = "*";
        var request = context.Request;
        var site = SiteAddress.Of(request, options);
        var help = $"{site.AbsoluteUri}api/3/action/help_show?name={Uri.EscapeDataString(action)}";
        if (CkanActions.Find(action) is not { } known)
            return CkanActions.Writes(action) ? CkanAnswer.Error(help, CkanException.ReadOnly()) : CkanAnswer.BadRequest($"Action name not known: {action}");
        try
        {
            var values = await CkanRequest.ReadAsync(request, cancellationToken);
            var callback = HttpMethods.IsGet(request.Method) && values.Remove("callback", out var named) ? Callback(named) : null;
            if (known.NeedsIndex && !index.IsCurrent)
                return Behind(headers);
            var packages = new PackageContext { Name = index.NameOf, SourceTitle = id => sources.Find(id)?.Title };
            var call = new CkanCall(action, new CkanParameters(values), store, index, titles, packages, site, cancellationToken);
            return new CkanAnswer(help, await known.Run(call), callback);
        }
        catch (BadCkanRequestException bad)
        {
            return CkanAnswer.BadRequest(bad.Message);
        }
        catch (CkanException refused)
        {
            return CkanAnswer.Error(help, refused);
        }
        catch (StoreException)
        {
            headers.RetryAfter = "30";
            return Results.Problem("The catalogue's store does not answer at the moment. Try again in half a minute.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "The store is away");
        }
    }

    public static IResult Preflight(HttpResponse response)
    {
        var answer = ApiResponse.Preflight(response);
        response.Headers.AccessControlAllowMethods = "GET, HEAD, POST, OPTIONS";
        response.Headers.AccessControlAllowHeaders = "Content-Type, X-CKAN-API-KEY, Authorization";
        response.Headers.AccessControlAllowOrigin = "*";
        return answer;
    }

    private static IResult Behind(IHeaderDictionary headers)
    {
        headers.RetryAfter = "5";
        return Results.Problem("The index of the catalogue is being built. Try again in some seconds.", statusCode: StatusCodes.Status503ServiceUnavailable, title: "The index is behind");
    }

    /// <exception cref="BadCkanRequestException">It is no name of a function: whoever writes one here writes our answer.</exception>
    private static string Callback(IReadOnlyList<string> named) =>
        named is [{ Length: > 0 and <= 100 } name] && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' or '.')
            ? name
            : throw new BadCkanRequestException("callback must be the name of a function: letters, digits, _, $ and dots");
}
