using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>Value expansion (JSON-LD 1.1 API, section 5.3).</summary>
internal static class ValueExpansion
{
    public static Expanded Expand(ActiveContext active, string property, JsonElement value)
    {
        var definition = active.Find(property);
        var isString = value.ValueKind == JsonValueKind.String;
        if (isString && definition?.Type is "@id" or "@vocab")
        {
            var isTerm = definition.Type == "@vocab";
            return new Expanded
            {
                HasId = true,
                Id = IriExpansion.Expand(active, value.GetString()!, relative: true, vocabulary: isTerm),
            };
        }
        var result = Expanded.OfValue(value);
        if (definition?.Type is { } type and not ("@id" or "@vocab" or "@none"))
            result.Types = [type];
        else if (isString)
        {
            result.Language = definition is { HasLanguage: true } ? definition.Language : active.Language;
            result.Direction = definition is { HasDirection: true } ? definition.Direction : active.Direction;
        }
        return result;
    }
}
