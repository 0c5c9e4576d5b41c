using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using JsonTokenType = System.Text.Json.JsonTokenType;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// An object or array of JSON as the bytes of BSON (bsonspec.org, version 1.1), without a tree in between: most of a dataset is only passed on. Types as in
/// <see cref="JsonBson"/>.
/// </summary>
internal sealed class RawBson
{
    /// <summary>A larger buffer is not kept for the next dataset.</summary>
    private const int LargestKept = 1 << 20;

    [ThreadStatic]
    private static RawBson? kept;

    private byte[] buffer = new byte[4096];
    private int length;

    /// <summary>The container that the reader stands at; the reader is at its end afterwards.</summary>
    /// <exception cref="JsonException">A member's name cannot be one of BSON.</exception>
    public static BsonValue Read(ref Utf8JsonReader reader)
    {
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        if (kept is null || kept.buffer.Length > LargestKept)
            kept = new RawBson();
        kept.length = 0;
        kept.Container(ref reader);
        var bytes = new ByteArrayBuffer(kept.buffer.AsSpan(0, kept.length).ToArray(), isReadOnly: true);
        return isObject ? new RawBsonDocument(bytes) : new RawBsonArray(bytes);
    }

    private void Container(ref Utf8JsonReader reader)
    {
        var start = length;
        Next(sizeof(int));
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var type = length;
                Next(1);
                Name(ref reader);
                reader.Read();
                Value(ref reader, type);
            }
        }
        else
        {
            for (var place = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; place++)
            {
                var type = length;
                Next(1);
                Room(16);
                place.TryFormat(buffer.AsSpan(length), out var written);
                length += written;
                Next(1)[0] = 0;
                Value(ref reader, type);
            }
        }

        Next(1)[0] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(start), length - start);
    }

    private void Value(ref Utf8JsonReader reader, int type)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
            case JsonTokenType.StartArray:
                Type(type, reader.TokenType == JsonTokenType.StartObject ? BsonType.Document : BsonType.Array);
                Container(ref reader);
                break;
            case JsonTokenType.String:
                Type(type, BsonType.String);
                var size = length;
                Next(sizeof(int));
                var bytes = Copy(ref reader);
                Next(1)[0] = 0;
                BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(size), bytes + 1);
                break;
            case JsonTokenType.Number when reader.TryGetInt32(out var small):
                Type(type, BsonType.Int32);
                BinaryPrimitives.WriteInt32LittleEndian(Next(sizeof(int)), small);
                break;
            case JsonTokenType.Number when reader.TryGetInt64(out var big):
                Type(type, BsonType.Int64);
                BinaryPrimitives.WriteInt64LittleEndian(Next(sizeof(long)), big);
                break;
            case JsonTokenType.Number:
                Type(type, BsonType.Double);
                BinaryPrimitives.WriteDoubleLittleEndian(Next(sizeof(double)), reader.GetDouble());
                break;
            case JsonTokenType.True:
            case JsonTokenType.False:
                Type(type, BsonType.Boolean);
                Next(1)[0] = reader.TokenType == JsonTokenType.True ? (byte)1 : (byte)0;
                break;
            default:
                Type(type, BsonType.Null);
                break;
        }
    }

    private void Name(ref Utf8JsonReader reader)
    {
        var start = length;
        var bytes = Copy(ref reader);
        if (buffer.AsSpan(start, bytes).Contains((byte)0))
            throw new JsonException($"A member is called \"{Encoding.UTF8.GetString(buffer, start, bytes).Replace('\0', '␀')}\": no name in BSON has a NUL.");
        Next(1)[0] = 0;
    }

    /// <summary>The text that the reader stands at, as UTF-8 without escapes; how many bytes.</summary>
    private int Copy(ref Utf8JsonReader reader)
    {
        Room(reader.HasValueSequence ? checked((int)reader.ValueSequence.Length) : reader.ValueSpan.Length);
        var bytes = reader.CopyString(buffer.AsSpan(length));
        length += bytes;
        return bytes;
    }

    private void Type(int at, BsonType type) => buffer[at] = (byte)type;

    /// <summary>The next bytes, to be written.</summary>
    private Span<byte> Next(int bytes)
    {
        Room(bytes);
        length += bytes;
        return buffer.AsSpan(length - bytes, bytes);
    }

    private void Room(int bytes)
    {
        if (buffer.Length - length < bytes)
            Array.Resize(ref buffer, Math.Max(2 * buffer.Length, length + bytes));
    }
}
