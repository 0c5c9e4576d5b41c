using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Connectors.Html;

/// <summary>What an item, or its detail page, says: its fields, its files and what is wrong with them.</summary>
/// <param name="Distributions">One set of fields per file, each address once.</param>
internal sealed record HtmlItem(
    IReadOnlyDictionary<string, FieldValue> Fields,
    IReadOnlyList<IReadOnlyDictionary<string, FieldValue>> Distributions,
    IReadOnlyList<Problem> Problems)
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For <see cref="Labels"/>.</summary>
    public static readonly IReadOnlyDictionary<string, FieldValue> None = new Dictionary<string, FieldValue>();

    /// <summary>What the page names by words: label → value. The crosswalk says which field a label means.</summary>
    public IReadOnlyDictionary<string, FieldValue> Labels { get; init; } = None;

    public string? Title => Text("title");

    public string? Text(string field) => Fields.GetValueOrDefault(field)?.First;

    /// <summary>The values of a field, folded (NFKC) for comparison, or null.</summary>
    public string? Key(string field) =>
        Fields.GetValueOrDefault(field) is { } value ? string.Join('/', value.Texts.Select(text => ElementText.Clean(Nfkc.Of(text)))) : null;

    /// <summary>
    /// What items of one record have in common, or null. Titles are told apart by their categories, as record ids are: 「所在地」 of schools and of
    /// nurseries are two.
    /// </summary>
    /// <param name="trail">The words of the index links that led to the item's listing, which tell where no field does.</param>
    public string? GroupKey(string field, IReadOnlyList<string> trail) =>
        Key(field) is not { } key ? null : field == "title" && Category(trail) is { } category ? $"{category}/{key}" : key;

    /// <summary>What tells items of equal titles apart, folded; null: nothing.</summary>
    public string? Category(IReadOnlyList<string> trail) =>
        Key("groups") ?? Key("category") ?? (trail.Count > 0 ? string.Join('/', trail.Select(words => ElementText.Clean(Nfkc.Of(words)))) : null);

    /// <summary>The payload: fields in the order of their names, so that it is canonical.</summary>
    public ReadOnlyMemory<byte> ToPayload()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, Plain);
        json.WriteStartObject();
        var members = Fields.ToDictionary(field => field.Key, field => (Action)(() => Write(json, field.Key, field.Value)));
        members.Add("distributions", () => WriteDistributions(json));
        if (Labels.Count > 0)
            members.Add("labels", () => WriteLabels(json));
        foreach (var (_, write) in members.OrderBy(member => member.Key, StringComparer.Ordinal))
            write();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }

    private void WriteLabels(Utf8JsonWriter json)
    {
        json.WriteStartObject("labels");
        WriteAll(json, Labels);
        json.WriteEndObject();
    }

    private void WriteDistributions(Utf8JsonWriter json)
    {
        json.WriteStartArray("distributions");
        foreach (var distribution in Distributions)
        {
            json.WriteStartObject();
            WriteAll(json, distribution);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteAll(Utf8JsonWriter json, IReadOnlyDictionary<string, FieldValue> values)
    {
        foreach (var (name, value) in values.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            Write(json, name, value);
    }

    private static void Write(Utf8JsonWriter json, string field, FieldValue value)
    {
        if (!value.Many)
        {
            json.WriteString(field, value.First);
            return;
        }

        json.WriteStartArray(field);
        foreach (var text in value.Texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
