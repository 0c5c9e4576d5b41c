using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Harvester.Web.Requests;

/// <summary>Conditional requests (RFC 9110, section 13). Weak validators: the same answer comes plain, by gzip and by Brotli.</summary>
internal static class Validator
{
    /// <summary>Sets the ETag; true, with status 304, when the client has that answer already.</summary>
    public static bool IsKnown(HttpContext context, string tag)
    {
        var validator = new EntityTagHeaderValue($"\"{tag}\"", isWeak: true);
        context.Response.GetTypedHeaders().ETag = validator;
        var known = context.Request.GetTypedHeaders().IfNoneMatch.Any(one => one.Equals(EntityTagHeaderValue.Any) || one.Compare(validator, useStrongComparison: false));
        if (known)
            context.Response.StatusCode = StatusCodes.Status304NotModified;
        return known;
    }
}
