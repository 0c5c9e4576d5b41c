using System.Security.Cryptography;
using System.Text;

namespace Harvester.Core.Access;

/// <summary>The secret of a token: <c>hv_</c> and a <see cref="RandomSecret"/>, so that it survives copying and is found by scanners for leaked secrets.</summary>
public static class AccessSecret
{
    public const string Prefix = "hv_";

    public static string New() => Prefix + RandomSecret.New();

    /// <summary>As it is stored, see <see cref="Ports.AccessToken.Hash"/>.</summary>
    public static string Hash(string secret) => RandomSecret.Hash(secret);

    /// <summary>In a time that does not tell how much of the two agrees.</summary>
    public static bool Matches(string hash, string other) => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(hash), Encoding.ASCII.GetBytes(other));
}
