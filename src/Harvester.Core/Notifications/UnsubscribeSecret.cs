using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Harvester.Core.Notifications;

/// <summary>Whoever has it may end a subscription, and nothing else. 256 random bits in base64url; the store keeps the hash.</summary>
public static class UnsubscribeSecret
{
    private const int Bytes = 32;

    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>SHA-256 in lower-case hexadecimal.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
