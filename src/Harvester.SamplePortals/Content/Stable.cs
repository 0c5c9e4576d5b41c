using System.Security.Cryptography;
using System.Text;

namespace Harvester.SamplePortals.Content;

/// <summary>Variety without chance: everything that differs between datasets follows from a name.</summary>
internal static class Stable
{
    /// <summary>A number from 0 to <paramref name="below"/> − 1 that depends on the text alone (FNV-1a, 32 bit).</summary>
    public static int Number(string text, int below)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(text))
            hash = (hash ^ b) * 16777619u;
        return (int)((hash ^ (hash >> 15)) % (uint)below);
    }

    public static T Pick<T>(string text, params ReadOnlySpan<T> choices) => choices[Number(text, choices.Length)];

    /// <summary>A name-based UUID (RFC 9562 section 5.8, version 8).</summary>
    public static string Uuid(string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16).ToArray();
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString();
    }

    /// <summary>A day of the two and a half years before October 2026.</summary>
    public static DateOnly Day(string text) => new DateOnly(2026, 9, 30).AddDays(-Number(text, 900));
}
