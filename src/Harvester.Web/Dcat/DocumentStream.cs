using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Dcat;

/// <summary>A document that is written while it is made.</summary>
internal sealed class DocumentStream(string contentType, Func<Stream, CancellationToken, Task> write) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = contentType;
        // The answer to HEAD is the head alone: nothing is made for it.
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        // The pipe's stream, unlike the body's, lets the writer of one very large dataset write at once.
        await write(httpContext.Response.BodyWriter.AsStream(leaveOpen: true), httpContext.RequestAborted);
    }
}
