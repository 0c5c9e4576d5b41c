using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary>A JSON answer written straight into the response, flushed as it grows: no second copy of a page of datasets in memory.</summary>
internal sealed class JsonStream(Func<JsonStream.Body, Task> write) : IResult
{
    private const int FlushAfter = 32 << 10;

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

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(
            httpContext.Response.BodyWriter, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        await write(new Body(json, httpContext));
        await json.FlushAsync(httpContext.RequestAborted);
    }

    /// <summary>The document under way.</summary>
    internal sealed class Body(Utf8JsonWriter json, HttpContext context)
    {
        public Utf8JsonWriter Json => json;

        public async Task FlushIfLargeAsync()
        {
            if (json.BytesPending < FlushAfter)
                return;
            json.Flush();
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
        }
    }
}
