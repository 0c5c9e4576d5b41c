using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Requests;

/// <summary>Answers that scripts of any origin may read (Fetch standard, section 3.3): nothing here knows who asks, so there is nothing to protect from them.</summary>
internal static class OpenAnswer
{
    public static void Open(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.AccessControlAllowOrigin = "*";
        response.Headers.AccessControlExposeHeaders = "ETag, Last-Modified, Retry-After, Content-Disposition, Content-Range, Repr-Digest";
    }

    public static void Preflight(HttpResponse response)
    {
        Open(response);
        response.Headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
        response.Headers.AccessControlAllowHeaders = "If-None-Match, If-Modified-Since, If-Range, Range, Accept";
        response.Headers.AccessControlMaxAge = "86400";
    }
}
