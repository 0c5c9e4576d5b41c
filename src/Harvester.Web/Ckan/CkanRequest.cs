using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace Harvester.Web.Ckan;

/// <summary>Reads an action's parameters as CKAN does: of the address for GET; of the body for POST, as a form, as JSON, or as JSON that calls itself a form (which ckanapi and curl send).</summary>
internal static class CkanRequest
{
    private const int LargestBody = 256 << 10;
    private const int MostValues = 1000;

    /// <exception cref="BadCkanRequestException">The body cannot be read.</exception>
    public static async Task<Dictionary<string, IReadOnlyList<string>>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (!HttpMethods.IsPost(request.Method))
            return Pairs(request.Query.Select(pair => (pair.Key, (IReadOnlyList<string>)[.. pair.Value.Select(value => value ?? "")])));
        if (request.ContentType?.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) == true)
        {
            var form = await FormAsync(request, cancellationToken);
            return Pairs(form.Select(pair => (pair.Key, (IReadOnlyList<string>)[.. pair.Value.Select(value => value ?? "")])));
        }

        var body = await BodyAsync(request, cancellationToken);
        if (body.AsSpan().Trim(" \t\r\n"u8).IsEmpty)
            return Pairs(request.Query.Select(pair => (pair.Key, (IReadOnlyList<string>)[.. pair.Value.Select(value => value ?? "")])));
        var isForm = request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true;
        if (!isForm)
            return Json(body);
        var text = Text(body);
        return text.TrimStart().StartsWith('{') ? Json(body)
            : text.StartsWith("%7B", StringComparison.OrdinalIgnoreCase) ? Json(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Key(text).Replace('+', ' '))))
            : Pairs(Form(text));
    }

    // The JSON is the name of the one field, whose value is nothing or 1.
    private static string Key(string text) => text.EndsWith("=1", StringComparison.Ordinal) ? text[..^2] : text.TrimEnd('=');

    private static IEnumerable<(string Name, IReadOnlyList<string> Values)> Form(string text)
    {
        using var reader = new FormReader(text) { ValueCountLimit = MostValues };
        try
        {
            return [.. reader.ReadForm().Select(pair => (pair.Key, (IReadOnlyList<string>)[.. pair.Value.Select(value => value ?? "")]))];
        }
        catch (InvalidDataException e)
        {
            throw new BadCkanRequestException($"Form Error: {e.Message}");
        }
    }

    private static async Task<IFormCollection> FormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await request.ReadFormAsync(new FormOptions { ValueLengthLimit = LargestBody, MultipartBodyLengthLimit = LargestBody, ValueCountLimit = MostValues }, cancellationToken);
        }
        catch (Exception e) when (e is InvalidDataException or IOException)
        {
            throw new BadCkanRequestException($"Form Error: {e.Message}");
        }
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        while (await request.Body.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            body.Write(buffer, 0, count);
            if (body.Length > LargestBody)
                throw new BadCkanRequestException($"JSON Error: the body has more than {LargestBody} bytes");
        }

        return body.ToArray();
    }

    private static string Text(byte[] body)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
        }
        catch (DecoderFallbackException)
        {
            throw new BadCkanRequestException("JSON Error: the body is not UTF-8");
        }
    }

    private static Dictionary<string, IReadOnlyList<string>> Json(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? Pairs(document.RootElement.EnumerateObject().Select(member => (member.Name, Values(member.Value))))
                : throw new BadCkanRequestException($"JSON Error: Request data JSON decoded to a {document.RootElement.ValueKind.ToString().ToLowerInvariant()} but it needs to be a dictionary.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The message of half a surrogate pair comes as an InvalidOperationException.
            throw new BadCkanRequestException($"JSON Error: Error decoding JSON data. Error: {e.Message}");
        }
    }

    private static IReadOnlyList<string> Values(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Null => [],
        JsonValueKind.Array => [.. value.EnumerateArray().SelectMany(Values)],
        JsonValueKind.String => [value.GetString()!],
        _ => [value.GetRawText()],
    };

    // What is given twice is a list.
    private static Dictionary<string, IReadOnlyList<string>> Pairs(IEnumerable<(string Name, IReadOnlyList<string> Values)> pairs)
    {
        var read = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (name, values) in pairs)
            read[name] = read.TryGetValue(name, out var before) ? [.. before, .. values] : values;
        return read;
    }
}
