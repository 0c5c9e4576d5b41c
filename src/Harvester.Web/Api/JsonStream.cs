using System.Text.Encodings.Web;
using System.Text.Json;
using Harvester.Web.Requests;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary>
/// A JSON answer with a validator that tells each change of it (RFC 9110, section 8.8.3), whatever it is made of: a hash of its bytes. What is small is kept while it is hashed;
/// what is not is written twice, first into the hash, then into the response as it grows, so that a page of datasets costs no memory.
/// </summary>
internal sealed class JsonStream(Func<JsonBody, Task> write) : IResult
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A list in the form of all lists: <c>items</c>, <c>next</c> (a cursor, null at the end), <c>total</c> (absent where nobody counts).</summary>
    public static JsonStream List<T>(IReadOnlyList<T> items, string? next, long? total, Action<Utf8JsonWriter, T> write) => List(items, next, total, (json, item) =>
    {
        write(json, item);
        return Task.CompletedTask;
    });

    /// <summary>The same, of items of which more is read while they are written.</summary>
    public static JsonStream List<T>(IReadOnlyList<T> items, string? next, long? total, Func<Utf8JsonWriter, T, Task> write) => new(async body =>
    {
        var json = body.Json;
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var item in items)
        {
            await write(json, item);
            await body.FlushIfLargeAsync();
        }

        json.WriteEndArray();
        json.WriteString("next", next);
        if (total is { } count)
            json.WriteNumber("total", count);
        json.WriteEndObject();
    });

    /// <summary>One document that is at hand.</summary>
    public static JsonStream Of(Action<Utf8JsonWriter> write) => new(body =>
    {
        write(body.Json);
        return Task.CompletedTask;
    });

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using var hash = new HashWriter();
        await using (var hashed = new Utf8JsonWriter(hash, Options))
            await write(new JsonBody(hashed, null));
        if (Validator.IsKnown(httpContext, hash.Digest()))
            return;
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        if (HttpMethods.IsHead(httpContext.Request.Method))
            return;
        if (hash.TryGet(out var whole))
        {
            httpContext.Response.ContentLength = whole.Length;
            await httpContext.Response.BodyWriter.WriteAsync(whole, httpContext.RequestAborted);
            return;
        }

        await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter, Options);
        await write(new JsonBody(json, httpContext));
        await json.FlushAsync(httpContext.RequestAborted);
    }
}
