using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Harvester.Tests.Connectors;

/// <summary>A site that gives validators and answers 304 where they still hold, as a web server with files does.</summary>
internal sealed class ValidatingSite : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, (byte[] Body, string Type, string? ETag, string? LastModified)> files = [];
    private LoopbackServer server = null!;

    public Uri Url => server.Url;

    /// <summary>Status of each answer, in order.</summary>
    public ConcurrentQueue<int> Answers { get; } = [];

    public IReadOnlyList<IHeaderDictionary> Requests => [.. server.Requests.Select(request => request.Headers)];

    /// <summary>More headers, or an answer of another kind: true when the exchange was answered.</summary>
    public Func<HttpContext, bool>? Instead { get; set; }

    public static async Task<ValidatingSite> StartAsync()
    {
        var site = new ValidatingSite();
        site.server = await LoopbackServer.StartAsync(site.AnswerAsync);
        return site;
    }

    public Uri Put(string path, string body, string type, string? etag = "\"v1\"", string? lastModified = null) =>
        Put(path, Encoding.UTF8.GetBytes(body), type, etag, lastModified);

    public Uri Put(string path, byte[] body, string type, string? etag = "\"v1\"", string? lastModified = null)
    {
        files[path] = (body, type, etag, lastModified);
        return new Uri(Url, path);
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        if (Instead?.Invoke(context) != true)
        {
            var (body, type, etag, modified) = files[context.Request.Path];
            var response = context.Response;
            if (etag is not null)
                response.Headers.ETag = etag;
            if (modified is not null)
                response.Headers.LastModified = modified;
            var holds = etag is not null ? context.Request.Headers.IfNoneMatch == etag : modified is not null && context.Request.Headers.IfModifiedSince == modified;
            response.StatusCode = holds ? 304 : 200;
            Answers.Enqueue(response.StatusCode);
            if (holds)
                return;
            response.ContentType = type;
            response.ContentLength = body.Length;
            await response.Body.WriteAsync(body);
            return;
        }

        Answers.Enqueue(context.Response.StatusCode);
    }
}
