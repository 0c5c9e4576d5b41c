using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>Expands the members whose key is a keyword (JSON-LD 1.1 API, section 5.1.2, step 13.4).</summary>
internal sealed class KeywordExpander(Expander expander, bool is10)
{
    public void Expand(in Scope scope, string keyword, JsonElement value, Expanded result)
    {
        if (scope.Property == "@reverse")
            throw JsonLdError.Create("invalid reverse property map", $"found {keyword} in a reverse map.");
        if (IsGiven(keyword, result))
            throw JsonLdError.Create("colliding keywords", $"found {keyword} twice.");
        switch (keyword)
        {
            case "@id":
                result.HasId = true;
                result.Id = IriExpansion.Expand(scope.Active, String(value, "invalid @id value"), relative: true, vocabulary: false);
                break;
            case "@type":
                AddTypes(scope, value, result);
                break;
            case "@graph":
                (result.Graph ??= []).AddRange(expander.Expand(scope.Active, "@graph", value, out _) ?? []);
                break;
            case "@included" when !is10:
                AddIncluded(scope, value, result);
                break;
            case "@value":
                result.Value = Value(scope, value);
                break;
            case "@language":
                result.Language = String(value, "invalid language-tagged string");
                break;
            case "@direction" when !is10:
                result.Direction = String(value, "invalid base direction") is "ltr" or "rtl"
                    ? value.GetString()
                    : throw JsonLdError.Create("invalid base direction", "expected ltr or rtl.");
                break;
            case "@index":
                result.Index = String(value, "invalid @index value");
                break;
            case "@list":
                // Outside of a property a list is nobody's.
                if (scope.Property is not (null or "@graph"))
                    result.List = expander.Expand(scope.Active, scope.Property, value, out _) ?? [];
                break;
            case "@set":
                var items = expander.Expand(scope.Active, scope.Property, value, out _);
                result.Set = items ?? [];
                result.SetIsNull = items is null;
                break;
            case "@reverse":
                AddReverse(scope, value, result);
                break;
        }
    }

    private static bool IsGiven(string keyword, Expanded result) => keyword switch
    {
        "@id" => result.HasId,
        "@graph" => result.Graph is not null,
        "@value" => result.Value is not null,
        "@language" => result.Language is not null,
        "@direction" => result.Direction is not null,
        "@index" => result.Index is not null,
        "@list" => result.List is not null,
        "@set" => result.Set is not null,
        "@reverse" => result.Reverse is not null,
        _ => false,
    };

    private static void AddTypes(in Scope scope, JsonElement value, Expanded result)
    {
        result.TypeIsArray = value.ValueKind == JsonValueKind.Array;
        result.Types ??= [];
        foreach (var item in Members.Items(value))
        {
            if (IriExpansion.Expand(scope.TypeScoped, String(item, "invalid type value"), relative: true, vocabulary: true) is { } type)
                result.Types.Add(type);
        }
    }

    private void AddIncluded(in Scope scope, JsonElement value, Expanded result)
    {
        var nodes = expander.Expand(scope.Active, "@included", value, out _) ?? [];
        if (nodes.Exists(node => !node.IsNode))
            throw JsonLdError.Create("invalid @included value", "expected nodes.");
        (result.Included ??= []).AddRange(nodes);
    }

    private JsonElement Value(in Scope scope, JsonElement value)
    {
        if (scope.InputType == "@json")
        {
            return !is10 ? value : throw JsonLdError.Create("invalid value object value", "JSON-LD 1.0 has no @json.");
        }
        return value.ValueKind == JsonValueKind.Null || Members.IsScalar(value)
            ? value
            : throw JsonLdError.Create("invalid value object value", $"found {value.ValueKind}, expected a scalar or null.");
    }

    private void AddReverse(in Scope scope, JsonElement value, Expanded result)
    {
        if (value.ValueKind != JsonValueKind.Object)
            throw JsonLdError.Create("invalid @reverse value", $"found {value.ValueKind}, expected an object.");
        foreach (var expanded in expander.Expand(scope.Active, "@reverse", value, out _) ?? [])
        {
            // Reversed twice is forward.
            foreach (var (property, items) in expanded.Reverse ?? [])
                result.AddProperty(property, items);
            foreach (var (property, items) in expanded.Properties ?? [])
                result.AddReverse(property, items);
        }
    }

    private static string String(JsonElement value, string code) =>
        value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw JsonLdError.Create(code, $"found {value.ValueKind}, expected a string.");
}
