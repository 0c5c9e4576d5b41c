using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using MongoDB.Bson;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// JSON to BSON and back, value by value: whole numbers become int32 or int64, others double, instants that <c>dates</c> names become dates. Names and order
/// stay, so that whoever reads the collection finds the common schema.
/// </summary>
internal static class JsonBson
{
    private static readonly JsonWriterOptions Unescaped = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <exception cref="JsonException">The bytes are no JSON object.</exception>
    public static BsonDocument ToBson(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
        reader.Read();
        return reader.TokenType == JsonTokenType.StartObject ? Members(ref reader) : throw new JsonException("An object was expected.");
    }

    /// <summary>The same, with the first member, <c>id</c>, as <c>_id</c>, and objects and arrays as bytes where nobody asks for what is in them.</summary>
    /// <param name="isRaw">Of a member's name; null: none is.</param>
    /// <exception cref="JsonException">The bytes are no JSON object that begins with its id.</exception>
    public static BsonDocument ToStored(ReadOnlySpan<byte> json, Predicate<string>? isRaw = null)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 512 });
        if (!reader.Read() || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName || !reader.ValueTextEquals("id"u8))
            throw new JsonException("An object that begins with its id was expected.");
        reader.Read();
        var stored = new BsonDocument("_id", reader.GetString());
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            stored.Add(name, reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && isRaw?.Invoke(name) == true ? RawBson.Read(ref reader) : Value(ref reader));
        }

        return stored;
    }

    /// <summary>A stored document as it came: <c>_id</c> as <c>id</c>, and without what the store keeps for itself.</summary>
    public static BsonDocument Plain(BsonDocument stored) =>
        new BsonDocument("id", stored["_id"]).AddRange(stored.Elements.Where(element => element.Name is not ("_id" or "store")));

    /// <summary>Dates are written as ISO 8601 in UTC to the millisecond.</summary>
    public static byte[] ToJson(BsonDocument document)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, Unescaped))
            Write(json, document);
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>An instant of the system, to the millisecond, as everywhere in a store.</summary>
    public static BsonValue Date(DateTimeOffset? instant) =>
        instant is { } known ? new BsonDateTime(known.ToUnixTimeMilliseconds()) : BsonNull.Value;

    /// <summary>Null where the value is lacking or null.</summary>
    public static DateTimeOffset? Instant(BsonValue? value) =>
        value is BsonDateTime date ? DateTimeOffset.FromUnixTimeMilliseconds(date.MillisecondsSinceEpoch) : null;

    public static BsonValue Text(string? text) => text is null ? BsonNull.Value : new BsonString(text);

    /// <summary>Null where the value is lacking or null.</summary>
    public static string? Text(BsonValue? value) => value is BsonString text ? text.Value : null;

    private static BsonDocument Members(ref Utf8JsonReader reader)
    {
        var document = new BsonDocument();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            document.Add(name, Value(ref reader));
        }

        return document;
    }

    private static BsonValue Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return Members(ref reader);
            case JsonTokenType.StartArray:
                var array = new BsonArray();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                    array.Add(Value(ref reader));
                return array;
            case JsonTokenType.String:
                return new BsonString(reader.GetString()!);
            case JsonTokenType.Number:
                return reader.TryGetInt32(out var small) ? new BsonInt32(small) : reader.TryGetInt64(out var big) ? new BsonInt64(big) : new BsonDouble(reader.GetDouble());
            case JsonTokenType.True:
                return BsonBoolean.True;
            case JsonTokenType.False:
                return BsonBoolean.False;
            default:
                return BsonNull.Value;
        }
    }

    private static void Write(Utf8JsonWriter json, BsonValue value)
    {
        switch (value)
        {
            case BsonDocument document:
                json.WriteStartObject();
                foreach (var element in document)
                {
                    json.WritePropertyName(element.Name);
                    Write(json, element.Value);
                }

                json.WriteEndObject();
                break;
            case BsonArray array:
                json.WriteStartArray();
                foreach (var item in array)
                    Write(json, item);
                json.WriteEndArray();
                break;
            case BsonString text:
                json.WriteStringValue(text.Value);
                break;
            case BsonInt32 number:
                json.WriteNumberValue(number.Value);
                break;
            case BsonInt64 number:
                json.WriteNumberValue(number.Value);
                break;
            case BsonDouble number:
                json.WriteNumberValue(number.Value);
                break;
            case BsonBoolean flag:
                json.WriteBooleanValue(flag.Value);
                break;
            case BsonDateTime date:
                json.WriteStringValue(DateTimeOffset.FromUnixTimeMilliseconds(date.MillisecondsSinceEpoch).ToString("yyyy-MM-dd'T'HH:mm:ss.FFF'Z'", CultureInfo.InvariantCulture));
                break;
            case BsonNull:
                json.WriteNullValue();
                break;
            default:
                throw new FormatException($"A document of the store holds a value of type {value.BsonType}, which is none of the common schema.");
        }
    }
}
