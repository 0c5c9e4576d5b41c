using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Harvester.Core.Access;

/// <summary>The secret of a token: <c>hv_</c> and 256 random bits in base64url (RFC 4648, section 5), so that it survives copying and is found by scanners for leaked secrets.</summary>
public static class AccessSecret
{
    public const string Prefix = "hv_";

    private const int Bytes = 32;

    public static string New() => Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>As it is stored, see <see cref="Ports.AccessToken.Hash"/>.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>In a time that does not tell how much of the two agrees.</summary>
    public static bool Matches(string hash, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));
}
