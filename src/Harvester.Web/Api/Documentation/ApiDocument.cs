using System.Text.Json.Nodes;
using Harvester.Web.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;

namespace Harvester.Web.Api.Documentation;

/// <summary>
/// <c>/openapi/v1.json</c>: OpenAPI 3.1. The addresses, their methods and what stands in their paths come from the routes themselves; summaries, parameters and answers
/// from the <see cref="ApiOperation"/> beside each; schemas as they are written, since the object model between knows only a part of JSON Schema.
/// </summary>
internal sealed class ApiDocument(EndpointDataSource endpoints, HarvesterWebOptions options, [FromKeyedServices("v1")] IOpenApiDocumentProvider provider)
{
    private static readonly IReadOnlyDictionary<int, string> Faults = new Dictionary<int, string>
    {
        [400] = "A parameter is wrong; detail names each and what is expected.",
        [404] = "There is no such thing.",
        [410] = "It was taken down; or the position is void, and detail says how to start anew.",
        [429] = "Too many requests; Retry-After says when to go on.",
        [503] = "The store is away, or the index is not up to date yet; Retry-After says when to try again.",
    };

    private byte[]? written;

    public static void Add(IServiceCollection services)
    {
        services.AddOpenApi("v1", document =>
        {
            document.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            document.ShouldInclude = description => description.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().Any();
        });
        services.AddSingleton<ApiDocument>();
    }

    public static async Task<IResult> Serve(HttpContext context, ApiDocument document)
    {
        new ApiParameters(context.Request).Check();
        var bytes = document.written ??= await document.WriteAsync(context.RequestAborted);
        var tag = Core.Model.RecordHash.Format(Core.Model.RecordHash.OfBytes(bytes));
        return Validator.IsKnown(context, tag) ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Bytes(bytes, "application/json; charset=utf-8");
    }

    private async Task<byte[]> WriteAsync(CancellationToken cancellationToken)
    {
        var skeleton = await provider.GetOpenApiDocumentAsync(cancellationToken);
        var document = JsonNode.Parse(await skeleton.SerializeAsJsonAsync(OpenApiSpecVersion.OpenApi3_1, cancellationToken))!.AsObject();
        document["info"] = new JsonObject
        {
            ["title"] = "東京オープンデータ統合カタログ API / Tokyo Integrated Open Data Catalogue API",
            ["version"] = "1",
            ["description"] =
                "Reads the catalogue. Every list has items, next (a cursor, null at the end) and, where it is counted, total. Members without a value are left out. Faults are problem+json (RFC 9457). " +
                "Every answer has an ETag: ask with If-None-Match. Each dataset has its own licence and credit line (licence, attribution).",
        };
        document["servers"] = new JsonArray(new JsonObject { ["url"] = options.BaseAddress?.AbsoluteUri.TrimEnd('/') ?? "/" });
        document["components"] = new JsonObject { ["schemas"] = ApiSchemas.Load() };
        var operations = endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>()).OfType<ApiOperation>().ToDictionary(operation => operation.Id);
        document["tags"] = new JsonArray([.. operations.Values.Select(operation => operation.Tag).Distinct().Select(tag => new JsonObject { ["name"] = tag })]);
        foreach (var (path, item) in document["paths"]!.AsObject())
        {
            // HEAD is GET without a body everywhere: to say it twenty times tells nobody anything.
            item!.AsObject().Remove("head");
            var operation = item["get"]!.AsObject();
            Describe(operation, operations[operation["operationId"]!.GetValue<string>()], path.Contains("{id}", StringComparison.Ordinal));
        }

        return System.Text.Encoding.UTF8.GetBytes(document.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    private static void Describe(JsonObject target, ApiOperation operation, bool hasId)
    {
        target["summary"] = operation.Summary;
        target["description"] = operation.Description;
        target["tags"] = new JsonArray(operation.Tag);
        var parameters = new JsonArray();
        if (hasId)
            parameters.Add(Parameter("path", new ApiParameter("id", "Its id, escaped.", Required: true)));
        foreach (var parameter in operation.Parameters)
            parameters.Add(Parameter("query", parameter));
        target["parameters"] = parameters;
        var responses = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "The answer.",
                ["headers"] = new JsonObject { ["ETag"] = new JsonObject { ["description"] = "For If-None-Match.", ["schema"] = new JsonObject { ["type"] = "string" } } },
                ["content"] = Content("application/json", operation.Answer),
            },
            ["304"] = new JsonObject { ["description"] = "It is what If-None-Match names." },
        };
        foreach (var fault in new[] { 400, 429, 503 }.Concat(operation.Faults).Order())
            responses[fault.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new JsonObject { ["description"] = Faults[fault], ["content"] = Content("application/problem+json", "problemDetails") };
        target["responses"] = responses;
    }

    private static JsonObject Parameter(string place, ApiParameter parameter) => new()
    {
        ["name"] = parameter.Name,
        ["in"] = place,
        ["description"] = parameter.Description,
        ["required"] = parameter.Required,
        ["schema"] = JsonNode.Parse(parameter.Schema),
    };

    private static JsonObject Content(string mediaType, string schema) =>
        new() { [mediaType] = new JsonObject { ["schema"] = new JsonObject { ["$ref"] = $"#/components/schemas/{schema}" } } };
}
