using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace Harvester.Rdf.Reading;

/// <summary>Byte strings as keys. The hash starts from a number drawn per process, so that no document can choose its collisions beforehand.</summary>
internal sealed class Utf8Hash : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private static readonly ulong Seed = (ulong)Random.Shared.NextInt64();

    public static Utf8Hash Instance { get; } = new();

    /// <summary>A hash of eight bytes at a time.</summary>
    public static int Of(ReadOnlySpan<byte> bytes)
    {
        var hash = Seed ^ (ulong)bytes.Length;
        while (bytes.Length >= 8)
        {
            hash = Mix(hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }
        ulong last = 0;
        foreach (var one in bytes)
            last = (last << 8) | one;
        return (int)(Mix(hash ^ last) >> 32);
    }

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode([DisallowNull] byte[] obj) => Of(obj);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate) => Of(alternate);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    // The high half of the product is what depends on all bits.
    private static ulong Mix(ulong value)
    {
        var high = Math.BigMul(value, Multiplier, out var low);
        return high ^ low;
    }
}
