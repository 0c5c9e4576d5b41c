using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harvester.Web.Requests;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Ckan;

/// <summary>
/// CKAN's envelope (<c>help</c>, <c>success</c>, <c>result</c> or <c>error</c>), written into the response as it grows. With <c>callback</c> it is JSONP, as old clients ask for it.
/// </summary>
internal sealed class CkanAnswer(string help, Func<JsonBody, Task> result, string? callback = null) : IResult
{
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.ContentType = callback is null ? "application/json;charset=utf-8" : "application/javascript;charset=utf-8";
        var writer = httpContext.Response.BodyWriter;
        // In a script the two line separators of Unicode would end a text; what begins a comment keeps other readings of the file away.
        await using var json = new Utf8JsonWriter(writer, callback is null ? Readable : default);
        if (callback is not null)
            writer.Write(System.Text.Encoding.ASCII.GetBytes($"/**/{callback}("));
        json.WriteStartObject();
        json.WriteString("help", help);
        json.WriteBoolean("success", true);
        json.WritePropertyName("result");
        await result(new JsonBody(json, httpContext));
        json.WriteEndObject();
        await json.FlushAsync(httpContext.RequestAborted);
        if (callback is not null)
            writer.Write(");"u8);
        await writer.FlushAsync(httpContext.RequestAborted);
    }

    public static IResult Error(string help, CkanException error) => Results.Text(ErrorJson(help, error), "application/json;charset=utf-8", statusCode: error.Status);

    /// <summary>A text as JSON, which is how CKAN answers what is no call of an action.</summary>
    public static IResult BadRequest(string message) =>
        Results.Text(JsonSerializer.Serialize($"Bad request - {message}", Text), "application/json;charset=utf-8", statusCode: StatusCodes.Status400BadRequest);

    private static readonly JsonSerializerOptions Text = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static string ErrorJson(string help, CkanException error)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Readable);
        json.WriteStartObject();
        json.WriteString("help", help);
        json.WriteStartObject("error");
        if (error.HasMessage)
            json.WriteString("message", error.Message);
        foreach (var (name, faults) in error.Fields ?? new Dictionary<string, IReadOnlyList<string>>())
        {
            json.WriteStartArray(name);
            foreach (var fault in faults)
                json.WriteStringValue(fault);
            json.WriteEndArray();
        }

        json.WriteString("__type", error.Type);
        json.WriteEndObject();
        json.WriteBoolean("success", false);
        json.WriteEndObject();
        json.Flush();
        return System.Text.Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
