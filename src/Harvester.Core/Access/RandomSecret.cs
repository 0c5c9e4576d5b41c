using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Harvester.Core.Access;

/// <summary>What only its holder knows: 256 random bits in base64url (RFC 4648, section 5). The store keeps the hash, which is enough, as nobody guesses 256 bits.</summary>
public static class RandomSecret
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
