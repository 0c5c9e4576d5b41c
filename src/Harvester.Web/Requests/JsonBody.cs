using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Requests;

/// <summary>A JSON document under way into a response.</summary>
/// <param name="context">Null: nobody reads it, it is only hashed.</param>
internal sealed class JsonBody(Utf8JsonWriter json, HttpContext? context)
{
    private const int FlushAfter = 32 << 10;

    public Utf8JsonWriter Json => json;

    public async Task FlushIfLargeAsync()
    {
        if (json.BytesPending < FlushAfter)
            return;
        json.Flush();
        if (context is not null)
            await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }
}
