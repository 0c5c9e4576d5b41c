using System.Text.Json;

namespace Harvester.Rdf.JsonLd;

/// <summary>
/// One object of expanded document form (JSON-LD 1.1 section 9.3 to 9.6): a node, a value, a list or, on the way, a set. Which one it
/// is shows by the entries it has.
/// </summary>
internal sealed class Expanded
{
    public bool HasId { get; set; }

    /// <summary>Null with <see cref="HasId"/>: the identifier is unusable, and with it the node's statements.</summary>
    public string? Id { get; set; }

    public List<string>? Types { get; set; }

    public bool TypeIsArray { get; set; }

    /// <summary>The entry <c>@value</c>, JSON null included.</summary>
    public JsonElement? Value { get; set; }

    public string? Language { get; set; }

    public string? Direction { get; set; }

    public string? Index { get; set; }

    public List<Expanded>? List { get; set; }

    public List<Expanded>? Set { get; set; }

    /// <summary>Whether the set was written as an array, or stands for null.</summary>
    public bool SetIsNull { get; set; }

    public List<Expanded>? Graph { get; set; }

    public List<Expanded>? Included { get; set; }

    public Dictionary<string, List<Expanded>>? Properties { get; private set; }

    public Dictionary<string, List<Expanded>>? Reverse { get; private set; }

    public bool IsValue => Value is not null;

    public bool IsList => List is not null;

    public bool IsNode => Value is null && List is null && Set is null;

    public bool IsGraph => Graph is not null && Types is null && Included is null && Properties is null && Reverse is null && IsNode;

    public bool IsJson => Types is ["@json"];

    public bool HasNodeEntries => HasId || Graph is not null || Included is not null || Properties is not null || Reverse is not null;

    public bool HasValueEntries => Value is not null || Language is not null || Direction is not null;

    /// <summary>A node with nothing but, perhaps, an identifier says nothing.</summary>
    public bool IsBare => Types is null && Index is null && Graph is null && Included is null && Properties is null && Reverse is null
        && List is null && Set is null && !HasValueEntries;

    public static Expanded OfValue(JsonElement value) => new() { Value = value };

    public static Expanded OfGraph(List<Expanded> nodes) => new() { Graph = nodes };

    public void AddProperty(string property, IEnumerable<Expanded> values) => Add(Properties ??= [], property, values);

    public void PrependProperty(string property, Expanded value)
    {
        Properties ??= [];
        Properties[property] = [value, .. Properties.GetValueOrDefault(property, [])];
    }

    public void AddReverse(string property, IEnumerable<Expanded> values)
    {
        foreach (var value in values)
        {
            if (!value.IsNode)
                throw JsonLdError.Create("invalid reverse property value", $"'{property}' has a literal or a list for a subject.");
            Add(Reverse ??= [], property, [value]);
        }
    }

    private static void Add(Dictionary<string, List<Expanded>> map, string property, IEnumerable<Expanded> values)
    {
        if (!map.TryGetValue(property, out var list))
            map[property] = list = [];
        list.AddRange(values);
    }
}
