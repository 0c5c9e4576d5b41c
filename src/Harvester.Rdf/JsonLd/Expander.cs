using System.Text.Json;
using Harvester.Rdf.Reading;

namespace Harvester.Rdf.JsonLd;

/// <summary>Expansion (JSON-LD 1.1 API, section 5.1). Its recursion is bounded by the depth the JSON was parsed with.</summary>
internal sealed class Expander
{
    private readonly ContextProcessor contexts;
    private readonly MemberExpander members;
    private readonly StatementSink? lenient;

    /// <param name="contexts">Reads the contexts met on the way.</param>
    /// <param name="sink">Where it is lenient, an object in an array that cannot be expanded is refused there, and the others are kept.</param>
    public Expander(ContextProcessor contexts, StatementSink sink)
    {
        this.contexts = contexts;
        lenient = sink.Lenient ? sink : null;
        members = new MemberExpander(this, contexts);
    }

    /// <summary>Expands any JSON value.</summary>
    /// <param name="active">The active context.</param>
    /// <param name="property">The active property: the key the value stands under; null at the top.</param>
    /// <param name="element">The value.</param>
    /// <param name="isArray">Whether the result is an array; otherwise it has one item.</param>
    /// <param name="fromMap">Whether the value stands in an index, id or type map.</param>
    /// <returns>Null for JSON null and for what expansion drops.</returns>
    public List<Expanded>? Expand(ActiveContext active, string? property, JsonElement element, out bool isArray, bool fromMap = false)
    {
        isArray = false;
        switch (element.ValueKind)
        {
            case JsonValueKind.Null:
                return null;
            case JsonValueKind.Array:
                isArray = true;
                return ExpandArray(active, property, element, fromMap);
            case JsonValueKind.Object:
                var expanded = ExpandObject(active, property, element, fromMap);
                if (expanded is { Set: { } set })
                {
                    isArray = !expanded.SetIsNull;
                    return expanded.SetIsNull ? null : set;
                }
                return expanded is null ? null : [expanded];
            default:
                if (property is null or "@graph")
                    return null;
                if (active.Find(property) is { Context: { } scoped } definition)
                    active = contexts.Process(active, scoped, definition.ContextBase, overrideProtected: true);
                return [ValueExpansion.Expand(active, property, element)];
        }
    }

    private List<Expanded> ExpandArray(ActiveContext active, string? property, JsonElement element, bool fromMap)
    {
        var result = new List<Expanded>();
        var isList = active.Find(property)?.Container.HasFlag(Containers.List) == true;
        foreach (var item in element.EnumerateArray())
        {
            if (ExpandItem(active, property, item, out var isArray, fromMap) is not { } expanded)
                continue;
            if (isList && isArray)
                result.Add(new Expanded { List = expanded });
            else
                result.AddRange(expanded);
        }
        return result;
    }

    /// <summary>Expands one of several: an error in it costs no other where the reading is lenient.</summary>
    public List<Expanded>? ExpandItem(ActiveContext active, string? property, JsonElement item, out bool isArray, bool fromMap = false)
    {
        try
        {
            return Expand(active, property, item, out isArray, fromMap);
        }
        catch (RdfException error) when (lenient is not null && item.ValueKind == JsonValueKind.Object && !error.IsLimit)
        {
            lenient.Refuse(error.Line, error.Column, error.Error.Message);
            isArray = false;
            return null;
        }
    }

    private Expanded? ExpandObject(ActiveContext active, string? property, JsonElement element, bool fromMap)
    {
        active = Enter(active, property, element, fromMap, out var typeScoped, out var inputType);
        var result = new Expanded();
        members.Expand(new Scope(active, typeScoped, property, inputType), element, result);
        return Finish(result, property);
    }

    /// <summary>The context for an object's members (section 5.1.2, steps 7 to 11).</summary>
    public ActiveContext Enter(
        ActiveContext active, string? property, JsonElement element, bool fromMap, out ActiveContext typeScoped, out string? inputType)
    {
        var propertyScope = active.Find(property);
        if (active.Previous is not null && !fromMap && RevertsContext(active, element))
            active = active.Previous;
        if (propertyScope?.Context is { } scoped)
            active = contexts.Process(active, scoped, propertyScope.ContextBase, overrideProtected: true);
        if (element.TryGetProperty("@context", out var local))
            active = contexts.Process(active, local, active.OriginalBase);
        typeScoped = active;
        return ApplyTypeScopes(active, element, out inputType);
    }

    // A context that does not propagate ends here, but for a value object or a bare reference.
    private static bool RevertsContext(ActiveContext active, JsonElement element)
    {
        var count = 0;
        var isReference = false;
        foreach (var member in element.EnumerateObject())
        {
            count++;
            var key = IriExpansion.Expand(active, member.Name, relative: false, vocabulary: true);
            if (key == "@value")
                return false;
            isReference = key == "@id";
        }
        return !(count == 1 && isReference);
    }

    private ActiveContext ApplyTypeScopes(ActiveContext active, JsonElement element, out string? inputType)
    {
        var typeScoped = active;
        inputType = null;
        var isFirst = true;
        foreach (var member in Members.Ordered(element))
        {
            if (IriExpansion.Expand(typeScoped, member.Name, relative: false, vocabulary: true) != "@type")
                continue;
            var types = Members.Strings(member.Value);
            foreach (var type in types.Order(StringComparer.Ordinal))
            {
                if (typeScoped.Find(type) is { Context: { } scoped } definition)
                    active = contexts.Process(active, scoped, definition.ContextBase, propagate: false);
            }
            if (isFirst && types.Count > 0)
                inputType = IriExpansion.Expand(active, types[^1], relative: true, vocabulary: true);
            isFirst = false;
        }
        return active;
    }

    // Steps 15 to 19.
    private static Expanded? Finish(Expanded result, string? property)
    {
        if (result.Value is { } value)
        {
            if (FinishValue(result, value) is null)
                return null;
        }
        else if (result.List is not null || result.Set is not null)
        {
            if (result.Types is not null || result.HasValueEntries || result.HasNodeEntries || (result.List is not null && result.Set is not null))
                throw JsonLdError.Create("invalid set or list object", "found an entry other than @index beside @list or @set.");
            if (result.Set is not null)
                return result;
        }
        if (result.Language is not null && result.Value is null && !result.HasNodeEntries && result.Types is null && result.Index is null && result.List is null)
            return null;
        if (property is null or "@graph" && (result.IsBare || result.IsValue || result.IsList))
            return null;
        return result;
    }

    private static Expanded? FinishValue(Expanded result, JsonElement value)
    {
        if (result.HasNodeEntries || result.List is not null || result.Set is not null
            || (result.Types is not null && (result.Language is not null || result.Direction is not null)))
            throw JsonLdError.Create("invalid value object", "found entries that exclude one another beside @value.");
        if (result.IsJson)
            return result;
        if (value.ValueKind == JsonValueKind.Null)
            return null;
        if (result.Language is not null && value.ValueKind != JsonValueKind.String)
            throw JsonLdError.Create("invalid language-tagged value", "only a string has a language.");
        if (result.Types is { } types && (result.TypeIsArray || types.Count != 1 || !Keywords.IsWellFormedIri(types[0])))
            throw JsonLdError.Create("invalid typed value", "the type of a value is one IRI.");
        return result;
    }
}
