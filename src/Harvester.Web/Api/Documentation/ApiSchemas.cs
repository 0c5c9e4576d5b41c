using System.Text.Json.Nodes;

namespace Harvester.Web.Api.Documentation;

/// <summary>The schemas of the API's answers (JSON Schema 2020-12, as OpenAPI 3.1 has it): those of <c>schemas.json</c>, and the dataset's own file, whose parts become schemas of their own.</summary>
internal static class ApiSchemas
{
    private const string Root = "#/components/schemas/";

    public static JsonObject Load()
    {
        var schemas = Read("schemas.json").AsObject();
        var dataset = Read("dataset.schema.json").AsObject();
        if (dataset["definitions"] is JsonObject definitions)
        {
            foreach (var (name, schema) in definitions)
                schemas[name] = schema!.DeepClone();
        }

        foreach (var left in new[] { "definitions", "$schema", "$id" })
            dataset.Remove(left);
        schemas["dataset"] = dataset;
        // With fields=… any member may be absent.
        var part = dataset.DeepClone().AsObject();
        part.Remove("required");
        part["title"] = "DatasetPart";
        part["description"] = "A dataset; with fields=…, only the members that were named.";
        schemas["datasetPart"] = part;
        Redirect(schemas);
        return schemas;
    }

    private static void Redirect(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (name == "$ref" && value is JsonValue)
                        members["$ref"] = Root + value.GetValue<string>().Split('/')[^1];
                    else
                        Redirect(value);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                    Redirect(item);
                break;
        }
    }

    private static JsonNode Read(string name)
    {
        using var stream = typeof(ApiSchemas).Assembly.GetManifestResourceStream(typeof(ApiSchemas), name)
            ?? throw new InvalidOperationException($"the assembly lacks the resource {name}");
        return JsonNode.Parse(stream)!;
    }
}
