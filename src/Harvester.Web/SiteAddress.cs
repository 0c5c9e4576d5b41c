using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace Harvester.Web;

/// <summary>Under which address the site is known: absolute addresses in feeds, catalogues and maps of the site begin with it.</summary>
public static class SiteAddress
{
    /// <summary>
    /// The root, with a slash at its end, so that <c>new Uri(root, "datasets/x")</c> is below it: the configured address, else what the request was sent to.
    /// What a client claims in <c>Host</c> is his own affair; whatever is cached for others needs <see cref="HarvesterWebOptions.BaseAddress"/>.
    /// </summary>
    public static Uri Of(HttpRequest request, HarvesterWebOptions options) =>
        WithSlash(options.BaseAddress ?? new Uri(UriHelper.BuildAbsolute(request.Scheme, request.Host.HasValue ? request.Host : new HostString("localhost"), request.PathBase)));

    /// <summary>The same address, ending with a slash.</summary>
    public static Uri WithSlash(Uri address) => address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
}
