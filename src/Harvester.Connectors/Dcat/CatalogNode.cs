using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// A node of a payload: properties with lists of values, each value once and already JSON. Written in the order of names and of the values' text, so
/// that the same statements give the same bytes in whatever order they came: a graph has no order.
/// </summary>
/// <param name="inOrder">Keeps the values as they came: a list of a data.json has the order that its publisher gave it.</param>
internal sealed class CatalogNode(bool inOrder = false)
{
    private readonly SortedDictionary<string, List<string>> properties = new(StringComparer.Ordinal);
    private readonly HashSet<(string, string)> known = [];
    private readonly SortedDictionary<string, string> marks = new(StringComparer.Ordinal);

    public bool IsEmpty => properties.Count == 0 && marks.Count == 0;

    public CatalogNode Add(string property, string value)
    {
        if (!properties.TryGetValue(property, out var values))
            properties[property] = values = [];
        if (known.Add((property, value)))
            values.Add(value);
        return this;
    }

    public CatalogNode Id(string iri)
    {
        marks["@id"] = Quote(iri);
        return this;
    }

    public CatalogNode Types(IEnumerable<string> types)
    {
        marks["@type"] = $"[{string.Join(',', types.Order(StringComparer.Ordinal).Select(Quote))}]";
        return this;
    }

    /// <param name="json">The catalogue's own node, or null.</param>
    public CatalogNode Catalog(string? json)
    {
        if (json is not null)
            marks["@catalog"] = json;
        return this;
    }

    public static string Reference(string iri) => $"{{\"@id\":{Quote(iri)}}}";

    /// <param name="language">BCP 47 tag, or null.</param>
    /// <param name="type">Datatype as a prefixed name, or null for a plain string.</param>
    public static string Literal(string value, string? language = null, string? type = null)
    {
        var json = new StringBuilder("{");
        if (language is not null)
            json.Append("\"@language\":").Append(Quote(language)).Append(',');
        if (type is not null)
            json.Append("\"@type\":").Append(Quote(type)).Append(',');
        return json.Append("\"@value\":").Append(Quote(value)).Append('}').ToString();
    }

    public string ToJson()
    {
        var json = new StringBuilder("{");
        foreach (var (name, value) in marks)
            Member(json, name).Append(value);
        foreach (var (name, values) in properties)
        {
            IEnumerable<string> written = inOrder ? values : values.Order(StringComparer.Ordinal);
            Member(json, name).Append('[').AppendJoin(',', written).Append(']');
        }

        return json.Append('}').ToString();
    }

    private static StringBuilder Member(StringBuilder json, string name) =>
        (json.Length > 1 ? json.Append(',') : json).Append(Quote(name)).Append(':');

    // An unpaired surrogate is no character and cannot be written as JSON; the encoder throws at it.
    private static string Quote(string text) => text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF') ? Encoded(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text))) : Encoded(text);

    private static string Encoded(string text) => $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
