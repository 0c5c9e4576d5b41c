using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using MongoDB.Bson;
using MongoDB.Bson.IO;
using JsonTokenType = System.Text.Json.JsonTokenType;

namespace Harvester.Storage.MongoDb;

/// <summary>
/// The bytes of BSON (bsonspec.org, version 1.1), written without a tree in between: most of a dataset is only passed on. Types as in <see cref="JsonBson"/>.
/// </summary>
internal sealed class RawBson
{
    /// <summary>A larger buffer is not kept for the next dataset.</summary>
    private const int LargestKept = 1 << 20;

    /// <summary>Digits of a number.</summary>
    private const int LongestPlace = 10;

    /// <summary>As the driver's: text that is none is refused, as two such texts would look the same.</summary>
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    [ThreadStatic]
    private static RawBson? kept;

    private byte[] buffer = new byte[4096];
    private int length;

    /// <summary>Bytes written so far.</summary>
    public int Length => length;

    /// <summary>The container that the reader stands at; the reader is at its end afterwards.</summary>
    /// <exception cref="JsonException">A member's name cannot be one of BSON.</exception>
    public static BsonValue Read(ref Utf8JsonReader reader)
    {
        var isObject = reader.TokenType == JsonTokenType.StartObject;
        var written = Emptied();
        written.Container(ref reader);
        var bytes = new ByteArrayBuffer(written.buffer.AsSpan(0, written.length).ToArray(), isReadOnly: true);
        return isObject ? new RawBsonDocument(bytes) : new RawBsonArray(bytes);
    }

    /// <summary>A document, to be written member by member in the buffer of this thread: one at a time.</summary>
    public static RawBson Document()
    {
        var written = Emptied();
        written.Next(sizeof(int));
        return written;
    }

    /// <summary>A document that is such bytes.</summary>
    public static RawBsonDocument Of(ArraySegment<byte> bytes) =>
        new RawBsonDocument(new ByteBufferSlice(new ByteArrayBuffer(bytes.Array!, isReadOnly: true), bytes.Offset, bytes.Count));

    /// <summary>The whole document, ended.</summary>
    public ArraySegment<byte> Ended(Arena arena)
    {
        End(0);
        return arena.Keep(buffer.AsSpan(0, length));
    }

    /// <summary>The same, in an array of its own.</summary>
    public byte[] Ended()
    {
        End(0);
        return buffer.AsSpan(0, length).ToArray();
    }

    /// <summary>A document within the document; where it begins, for <see cref="End"/>.</summary>
    public int Begin(ReadOnlySpan<byte> name)
    {
        Member(BsonType.Document, name);
        return Begin();
    }

    /// <summary>An array within the document; where it begins, for <see cref="End"/>.</summary>
    public int BeginArray(ReadOnlySpan<byte> name)
    {
        Member(BsonType.Array, name);
        return Begin();
    }

    /// <summary>The same, for a name that is not known beforehand.</summary>
    /// <exception cref="JsonException">It cannot be one of BSON.</exception>
    public int BeginArray(string name)
    {
        Member(BsonType.Array, name);
        return Begin();
    }

    /// <summary>A document in the array, at this place from zero; where it begins, for <see cref="End"/>.</summary>
    public int BeginItem(int place)
    {
        Member(BsonType.Document, place);
        return Begin();
    }

    /// <summary>A number in the array, at this place from zero.</summary>
    public void Item(int place, long number)
    {
        Member(BsonType.Int64, place);
        BinaryPrimitives.WriteInt64LittleEndian(Next(sizeof(long)), number);
    }

    /// <summary>A document in the array, at this place from zero.</summary>
    public void Item(int place, RawBsonDocument document)
    {
        Member(BsonType.Document, place);
        var slice = document.Slice;
        Next(slice.Length);
        slice.GetBytes(0, buffer, length - slice.Length, slice.Length);
    }

    public void End(int start)
    {
        Next(1)[0] = 0;
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(start), length - start);
    }

    /// <summary>The member whose name the reader stands at; the reader is at the end of its value afterwards.</summary>
    /// <exception cref="JsonException">A member's name cannot be one of BSON.</exception>
    public void Member(ref Utf8JsonReader reader)
    {
        var type = length;
        Next(1);
        Name(ref reader);
        reader.Read();
        Value(ref reader, type);
    }

    public void Text(ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
        {
            Null(name);
            return;
        }

        Member(BsonType.String, name);
        Value(text, Utf8);
    }

    /// <summary>Nothing where there is no text; what is no character becomes U+FFFD, as in JSON.</summary>
    public void TextIfAny(ReadOnlySpan<byte> name, string? text)
    {
        if (text is null)
            return;
        Member(BsonType.String, name);
        Value(text, Encoding.UTF8);
    }

    /// <summary>The same, for a name that is not known beforehand.</summary>
    /// <exception cref="JsonException">It cannot be one of BSON.</exception>
    public void TextIfAny(string name, string? text)
    {
        if (text is null)
            return;
        Member(BsonType.String, name);
        Value(text, Encoding.UTF8);
    }

    /// <summary>A text in the array, at this place from zero; what is no character becomes U+FFFD, as in JSON.</summary>
    public void Item(int place, string text)
    {
        Member(BsonType.String, place);
        Value(text, Encoding.UTF8);
    }

    public void Boolean(ReadOnlySpan<byte> name, bool value)
    {
        Member(BsonType.Boolean, name);
        Next(1)[0] = value ? (byte)1 : (byte)0;
    }

    /// <summary>A whole number, in the smaller type that has room for it.</summary>
    public void Number(ReadOnlySpan<byte> name, long number)
    {
        if (number is >= int.MinValue and <= int.MaxValue)
            Int32(name, (int)number);
        else
            Int64(name, number);
    }

    public void Null(ReadOnlySpan<byte> name) => Member(BsonType.Null, name);

    public void Int32(ReadOnlySpan<byte> name, int number)
    {
        Member(BsonType.Int32, name);
        BinaryPrimitives.WriteInt32LittleEndian(Next(sizeof(int)), number);
    }

    /// <returns>Where its eight bytes are, little-endian.</returns>
    public int Int64(ReadOnlySpan<byte> name, long number)
    {
        Member(BsonType.Int64, name);
        BinaryPrimitives.WriteInt64LittleEndian(Next(sizeof(long)), number);
        return length - sizeof(long);
    }

    /// <summary>To the millisecond.</summary>
    public void Date(ReadOnlySpan<byte> name, DateTimeOffset instant)
    {
        Member(BsonType.DateTime, name);
        BinaryPrimitives.WriteInt64LittleEndian(Next(sizeof(long)), instant.ToUnixTimeMilliseconds());
    }

    public void Binary(ReadOnlySpan<byte> name, ReadOnlySpan<byte> bytes)
    {
        Member(BsonType.Binary, name);
        BinaryPrimitives.WriteInt32LittleEndian(Next(sizeof(int)), bytes.Length);
        Next(1)[0] = (byte)BsonBinarySubType.Binary;
        bytes.CopyTo(Next(bytes.Length));
    }

    private static RawBson Emptied()
    {
        if (kept is null || kept.buffer.Length > LargestKept)
            kept = new RawBson();
        kept.length = 0;
        return kept;
    }

    private void Member(BsonType type, ReadOnlySpan<byte> name)
    {
        Next(1)[0] = (byte)type;
        name.CopyTo(Next(name.Length));
        Next(1)[0] = 0;
    }

    private void Member(BsonType type, string name)
    {
        Next(1)[0] = (byte)type;
        var bytes = Encoding.UTF8.GetByteCount(name);
        Encoding.UTF8.GetBytes(name, Next(bytes));
        EndName(length - bytes);
    }

    /// <summary>An item of an array is called by its place.</summary>
    private void Member(BsonType type, int place)
    {
        Next(1)[0] = (byte)type;
        Room(LongestPlace);
        place.TryFormat(buffer.AsSpan(length), out var digits);
        length += digits;
        Next(1)[0] = 0;
    }

    private int Begin()
    {
        Next(sizeof(int));
        return length - sizeof(int);
    }

    private void Container(ref Utf8JsonReader reader)
    {
        var start = length;
        Next(sizeof(int));
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                Member(ref reader);
        }
        else
        {
            for (var place = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; place++)
            {
                var type = length;
                Member(default, place); // its type comes with its value
                Value(ref reader, type);
            }
        }

        End(start);
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
        Copy(ref reader);
        EndName(start);
    }

    private void EndName(int start)
    {
        if (buffer.AsSpan(start, length - start).Contains((byte)0))
            throw new JsonException($"A member is called \"{Encoding.UTF8.GetString(buffer, start, length - start).Replace('\0', '␀')}\": no name in BSON has a NUL.");
        Next(1)[0] = 0;
    }

    /// <summary>The text is looked through once: there is room for whatever it may come to, and its length is told afterwards.</summary>
    private void Value(string text, Encoding encoding)
    {
        Room(sizeof(int) + encoding.GetMaxByteCount(text.Length) + 1);
        var bytes = encoding.GetBytes(text, buffer.AsSpan(length + sizeof(int)));
        BinaryPrimitives.WriteInt32LittleEndian(buffer.AsSpan(length), bytes + 1);
        length += sizeof(int) + bytes;
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
