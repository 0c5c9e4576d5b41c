using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>Expands the members of an object: properties, maps and nests (JSON-LD 1.1 API, section 5.1.2, steps 13 and 14).</summary>
internal sealed class MemberExpander
{
    private readonly Expander expander;
    private readonly ContextProcessor contexts;
    private readonly KeywordExpander keywords;
    private readonly MapExpander maps;

    public MemberExpander(Expander expander, ContextProcessor contexts)
    {
        this.expander = expander;
        this.contexts = contexts;
        keywords = new KeywordExpander(expander, contexts.Is10);
        maps = new MapExpander(expander, contexts);
    }

    public void Expand(in Scope scope, JsonElement element, Expanded result)
    {
        List<JsonProperty>? nests = null;
        foreach (var member in element.EnumerateObject())
        {
            if (member.Name == "@context")
                continue;
            var property = IriExpansion.Expand(scope.Active, member.Name, relative: false, vocabulary: true);
            if (property is null || !(property.Contains(':') || Keywords.IsKeyword(property)))
                continue;
            if (property == "@nest")
                (nests ??= []).Add(member);
            else if (Keywords.IsKeyword(property))
                keywords.Expand(scope, property, member.Value, result);
            else
                ExpandProperty(scope.Active, member, property, result);
        }
        foreach (var nest in nests?.OrderBy(member => member.Name, StringComparer.Ordinal) ?? Enumerable.Empty<JsonProperty>())
            ExpandNest(scope, nest, result);
    }

    private void ExpandNest(in Scope scope, JsonProperty nest, Expanded result)
    {
        var inner = scope;
        if (scope.Active.Find(nest.Name) is { Context: { } scoped } definition)
            inner = scope with { Active = contexts.Process(scope.Active, scoped, definition.ContextBase, overrideProtected: true) };
        foreach (var value in Members.Items(nest.Value))
        {
            if (value.ValueKind != JsonValueKind.Object)
                throw JsonLdError.Create("invalid @nest value", $"'{nest.Name}' is {value.ValueKind}, expected an object.");
            foreach (var member in value.EnumerateObject())
            {
                if (IriExpansion.Expand(inner.Active, member.Name, relative: false, vocabulary: true) == "@value")
                    throw JsonLdError.Create("invalid @nest value", $"'{nest.Name}' has @value.");
            }
            Expand(inner, value, result);
        }
    }

    private void ExpandProperty(ActiveContext active, JsonProperty member, string property, Expanded result)
    {
        var definition = active.Find(member.Name);
        var container = definition?.Container ?? Containers.None;
        var isMap = member.Value.ValueKind == JsonValueKind.Object;
        List<Expanded>? expanded;
        var isArray = true;
        if (definition?.Type == "@json")
        {
            isArray = false;
            expanded = [new Expanded { Value = member.Value, Types = ["@json"] }];
        }
        else if (isMap && container.HasFlag(Containers.Language))
            expanded = MapExpander.ExpandLanguages(active, definition!, member.Value);
        else if (isMap && (container & (Containers.Index | Containers.Type | Containers.Id)) != 0)
            expanded = maps.ExpandIndex(active, member.Name, definition!, member.Value);
        else
            expanded = expander.Expand(active, member.Name, member.Value, out isArray);
        if (expanded is null)
            return;
        if (container.HasFlag(Containers.List) && (isArray || !expanded[0].IsList))
            expanded = [new Expanded { List = expanded }];
        if (container.HasFlag(Containers.Graph) && (container & (Containers.Id | Containers.Index)) == 0)
            expanded = expanded.ConvertAll(item => Expanded.OfGraph([item]));
        if (definition is { IsReverse: true })
            result.AddReverse(property, expanded);
        else
            result.AddProperty(property, expanded);
    }
}
