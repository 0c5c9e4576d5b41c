using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>Expands language, index, id, type and graph maps (JSON-LD 1.1 API, section 5.1.2, steps 13.7 and 13.8).</summary>
internal sealed class MapExpander(Expander expander, ContextProcessor contexts)
{
    public static List<Expanded> ExpandLanguages(ActiveContext active, TermDefinition definition, JsonElement map)
    {
        var result = new List<Expanded>();
        var direction = definition.HasDirection ? definition.Direction : active.Direction;
        foreach (var member in Members.Ordered(map))
        {
            var isNone = IriExpansion.Expand(active, member.Name, relative: false, vocabulary: true) == "@none";
            foreach (var item in Members.Items(member.Value))
            {
                if (item.ValueKind == JsonValueKind.Null)
                    continue;
                if (item.ValueKind != JsonValueKind.String)
                    throw JsonLdError.Create("invalid language map value", $"found {item.ValueKind} under '{member.Name}', expected a string.");
                result.Add(new Expanded { Value = item, Language = isNone ? null : member.Name, Direction = direction });
            }
        }
        return result;
    }

    public List<Expanded> ExpandIndex(ActiveContext active, string property, TermDefinition definition, JsonElement map)
    {
        var result = new List<Expanded>();
        var container = definition.Container;
        foreach (var member in Members.Ordered(map))
        {
            var context = (container & (Containers.Id | Containers.Type)) != 0 ? active.Previous ?? active : active;
            if (container.HasFlag(Containers.Type) && context.Find(member.Name) is { Context: { } scoped } type)
                context = contexts.Process(context, scoped, type.ContextBase, propagate: false);
            var items = expander.Expand(context, property, member.Value, out _, fromMap: true) ?? [];
            var key = IriExpansion.Expand(active, member.Name, relative: false, vocabulary: true);
            foreach (var item in items)
            {
                var node = container.HasFlag(Containers.Graph) && !item.IsGraph ? Expanded.OfGraph([item]) : item;
                if (key != "@none")
                    AddKey(active, definition, member.Name, key, node);
                result.Add(node);
            }
        }
        return result;
    }

    private static void AddKey(ActiveContext active, TermDefinition definition, string written, string? key, Expanded node)
    {
        if (definition.Container.HasFlag(Containers.Index))
        {
            if (definition.Index is null or "@index")
                node.Index ??= written;
            else
                AddPropertyIndex(active, definition.Index, written, node);
        }
        else if (definition.Container.HasFlag(Containers.Id))
        {
            if (!node.HasId)
                (node.HasId, node.Id) = (true, IriExpansion.Expand(active, written, relative: true, vocabulary: false));
        }
        else if (key is not null)
        {
            node.Types = [key, .. node.Types ?? []];
            node.TypeIsArray = true;
        }
    }

    private static void AddPropertyIndex(ActiveContext active, string index, string written, Expanded node)
    {
        if (node.IsValue)
            throw JsonLdError.Create("invalid value object", $"a value cannot have the property '{index}' as its index.");
        if (IriExpansion.Expand(active, index, relative: false, vocabulary: true) is { } property)
            node.PrependProperty(property, ValueExpansion.Expand(active, index, JsonSerializer.SerializeToElement(written)));
    }
}
