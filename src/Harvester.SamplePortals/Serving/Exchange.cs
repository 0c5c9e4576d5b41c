using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Harvester.SamplePortals.Serving;

/// <summary>What all portals do alike in HTTP: ETag, Last-Modified, If-None-Match (RFC 9110 section 13.1.2) and HEAD.</summary>
internal static class Exchange
{
    public static async Task WriteAsync(HttpContext context, Document document)
    {
        var response = context.Response;
        response.StatusCode = document.Status;
        if (document.Status == StatusCodes.Status200OK)
        {
            var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(document.Body).AsSpan(0, 12))}\"");
            response.Headers.ETag = tag.ToString();
            if (document.Modified is { } day)
                response.Headers.LastModified = Midnight(day).ToString("R", CultureInfo.InvariantCulture);
            if (Matches(context.Request, tag))
            {
                response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        response.ContentType = document.ContentType;
        response.ContentLength = document.Body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await response.Body.WriteAsync(document.Body, context.RequestAborted);
    }

    private static bool Matches(HttpRequest request, EntityTagHeaderValue tag) =>
        EntityTagHeaderValue.TryParseList(request.Headers.IfNoneMatch, out var wanted)
        && wanted.Any(one => one.Tag == "*" || one.Compare(tag, useStrongComparison: false));

    // Publishers' days are Japanese days.
    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(9));
}
