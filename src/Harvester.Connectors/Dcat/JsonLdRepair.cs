using System.Buffers;
using System.Text.Json;
using System.Text;
using Harvester.Core.Model;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// What ArcGIS Hub's feed of DCAT-AP (<c>/api/feed/dcat-ap/2.1.1.json</c>, read in 2026) gets wrong as JSON-LD: contacts and publishers with an empty
/// <c>@id</c>, which all would be one node, the document itself; and files that its context does not know.
/// </summary>
internal static class JsonLdRepair
{
    /// <summary>Names that catalogues use without saying what they mean; a document's own context goes before.</summary>
    public static readonly ReadOnlyMemory<byte> Context = Encoding.UTF8.GetBytes("""
        {"@context":{"title":"http://purl.org/dc/terms/title","description":"http://purl.org/dc/terms/description","format":"http://purl.org/dc/terms/format",
         "accessURL":"http://www.w3.org/ns/dcat#accessURL","downloadURL":"http://www.w3.org/ns/dcat#downloadURL","mediaType":"http://www.w3.org/ns/dcat#mediaType"}}
        """);

    private static readonly string[] Parties = ["contactPoint", "publisher", "creator"];

    /// <summary>The document without the empty ids of its contacts and publishers; the same memory where it has none.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> json)
    {
        if (json.Span.IndexOf("\"@id\":\"\""u8) < 0 && json.Span.IndexOf("\"@id\": \"\""u8) < 0)
            return json;
        var mended = new ArrayBufferWriter<byte>(json.Length);
        using var writer = new Utf8JsonWriter(mended, new JsonWriterOptions { SkipValidation = true, MaxDepth = JsonDepth.Most });
        var reader = new Utf8JsonReader(json.Span, new JsonReaderOptions { MaxDepth = JsonDepth.Most });
        // Of each open object or list: whether it is, or holds, a contact or publisher.
        var isParty = new Stack<bool>([false]);
        var isInList = new Stack<bool>([false]);
        var next = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    var name = reader.GetString()!;
                    if (name == "@id" && isParty.Peek() && IsEmptyText(reader))
                    {
                        reader.Read();
                        break;
                    }

                    next = Parties.Any(party => name.EndsWith(party, StringComparison.Ordinal));
                    writer.WritePropertyName(name);
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    isParty.Push(isInList.Peek() ? isParty.Peek() : next);
                    isInList.Push(reader.TokenType == JsonTokenType.StartArray);
                    next = false;
                    if (reader.TokenType == JsonTokenType.StartObject)
                        writer.WriteStartObject();
                    else
                        writer.WriteStartArray();
                    break;
                case JsonTokenType.EndObject:
                    isParty.Pop();
                    isInList.Pop();
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.EndArray:
                    isParty.Pop();
                    isInList.Pop();
                    writer.WriteEndArray();
                    break;
                case JsonTokenType.String:
                    writer.WriteStringValue(reader.GetString());
                    break;
                default:
                    writer.WriteRawValue(reader.ValueSpan, skipInputValidation: true);
                    break;
            }
        }

        writer.Flush();
        return mended.WrittenMemory;
    }

    private static bool IsEmptyText(Utf8JsonReader ahead) => ahead.Read() && ahead.TokenType == JsonTokenType.String && ahead.ValueSpan.IsEmpty;
}
