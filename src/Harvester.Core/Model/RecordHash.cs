using System.Buffers.Binary;
using System.Collections.Frozen;
using System.IO.Hashing;
using System.Text.Json;

namespace Harvester.Core.Model;

/// <summary>
/// Hashes JSON by meaning in one pass over its tokens: white space, escapes and the order of keys make no difference, the order of an
/// array does. Members whose name is in the volatile set (page views, "last crawled") are left out at every depth. 128 bits, not
/// cryptographic: whoever can craft a collision owns the record anyway.
/// </summary>
public static class RecordHash
{
    private static readonly FrozenSet<string> Nothing = FrozenSet<string>.Empty;

    /// <summary>The hash of one complete JSON value, as 32 hexadecimal digits.</summary>
    /// <exception cref="JsonException">The bytes are no JSON.</exception>
    public static string Of(ReadOnlySpan<byte> json, FrozenSet<string>? volatileNames = null)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = JsonDepth.Most });
        reader.Read();
        return Format(Value(ref reader, volatileNames ?? Nothing));
    }

    /// <summary>The hash of the value that the reader stands on; leaves it on the value's last token.</summary>
    public static string Of(ref Utf8JsonReader reader, FrozenSet<string>? volatileNames = null) =>
        Format(Value(ref reader, volatileNames ?? Nothing));

    /// <summary>As <see cref="Of(ref Utf8JsonReader, FrozenSet{string})"/>, and shows the members of the outermost object in passing, so that an id need not be looked for in a second pass.</summary>
    public static string Of(ref Utf8JsonReader reader, FrozenSet<string> volatileNames, MemberSeen seen) =>
        Format(reader.TokenType is JsonTokenType.StartObject ? Object(ref reader, volatileNames, seen) : Value(ref reader, volatileNames));

    /// <summary>The hash of plain bytes: a name or an id.</summary>
    public static UInt128 OfBytes(ReadOnlySpan<byte> bytes) => XxHash128.HashToUInt128(bytes);

    /// <summary>The hash of a name or an id, as used to remember which were seen.</summary>
    public static UInt128 OfText(string text) => XxHash128.HashToUInt128(System.Runtime.InteropServices.MemoryMarshal.AsBytes(text.AsSpan()));

    public static string Format(UInt128 hash) => hash.ToString("x32");

    private static UInt128 Value(ref Utf8JsonReader reader, FrozenSet<string> volatileNames) => reader.TokenType switch
    {
        JsonTokenType.StartObject => Object(ref reader, volatileNames, null),
        JsonTokenType.StartArray => Array(ref reader, volatileNames),
        JsonTokenType.String => Text(ref reader, 1),
        JsonTokenType.Number => Combine(2, XxHash128.HashToUInt128(reader.ValueSpan)),
        JsonTokenType.True => 3,
        JsonTokenType.False => 4,
        _ => 5,
    };

    private static UInt128 Object(ref Utf8JsonReader reader, FrozenSet<string> volatileNames, MemberSeen? seen)
    {
        UInt128 sum = 6; // a sum: the order of keys makes no difference
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var skipped = volatileNames.Count > 0 && IsIn(volatileNames, ref reader);
            var name = Text(ref reader, 7);
            var plainName = reader.ValueSpan;
            reader.Read();
            seen?.Invoke(plainName, ref reader);
            if (skipped)
                reader.Skip();
            else
                sum += Combine(name, Value(ref reader, volatileNames));
        }

        return Combine(8, sum);
    }

    private static bool IsIn(FrozenSet<string> names, ref Utf8JsonReader reader)
    {
        const int Usual = 64;
        if (reader.ValueSpan.Length > Usual)
            return names.Contains(reader.GetString()!);
        Span<char> name = stackalloc char[Usual]; // a string for each name of each record would be most of the work
        return names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name[..reader.CopyString(name)]);
    }

    private static UInt128 Array(ref Utf8JsonReader reader, FrozenSet<string> volatileNames)
    {
        UInt128 chain = 9;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            chain = Combine(chain, Value(ref reader, volatileNames));
        return Combine(10, chain);
    }

    private static UInt128 Text(ref Utf8JsonReader reader, UInt128 tag)
    {
        if (!reader.ValueIsEscaped)
            return Combine(tag, XxHash128.HashToUInt128(reader.ValueSpan));
        var length = reader.ValueSpan.Length;
        var rented = length <= 512 ? null : System.Buffers.ArrayPool<byte>.Shared.Rent(length);
        Span<byte> plain = rented ?? stackalloc byte[512];
        try
        {
            return Combine(tag, XxHash128.HashToUInt128(plain[..reader.CopyString(plain)]));
        }
        finally
        {
            if (rented is not null)
                System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static UInt128 Combine(UInt128 left, UInt128 right)
    {
        Span<byte> both = stackalloc byte[32];
        BinaryPrimitives.WriteUInt128LittleEndian(both, left);
        BinaryPrimitives.WriteUInt128LittleEndian(both[16..], right);
        return XxHash128.HashToUInt128(both);
    }
}
