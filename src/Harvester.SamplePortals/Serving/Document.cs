using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Harvester.SamplePortals.Serving;

/// <summary>One answer of a portal before HTTP: no port, no clock, so the same catalogue gives the same bytes.</summary>
internal sealed record Document(byte[] Body, string ContentType, DateOnly? Modified = null, int Status = 200)
{
    // CKAN and the map portals write Japanese as it is, not as \u escapes.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Document Text(string text, string contentType, DateOnly? modified = null, int status = 200) =>
        new(Encoding.UTF8.GetBytes(text), contentType, modified, status);

    public static Document Json(JsonNode json, int status = 200) =>
        Text(json.ToJsonString(Readable), "application/json;charset=utf-8", null, status);

    public static Document Html(string title, string body, DateOnly? modified = null) => Text(
        $"<!DOCTYPE html>\n<html lang=\"ja\"><head><meta charset=\"utf-8\"><title>{Encode(title)}</title></head>\n<body>\n<h1>{Encode(title)}</h1>\n{body}\n</body></html>\n",
        "text/html; charset=utf-8",
        modified);

    public static string Encode(string text) => System.Net.WebUtility.HtmlEncode(text);
}
