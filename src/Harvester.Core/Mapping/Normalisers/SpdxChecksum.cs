using System.Collections.Frozen;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping.Normalisers;

/// <summary>
/// Checksums as catalogues state them: the algorithm as a word (<c>SHA-256</c>), an IRI (<c>http://spdx.org/rdf/terms#checksumAlgorithm_sha256</c>), before
/// the value (<c>md5:…</c>), or not at all, when the length of the value tells it. The words are those of SPDX 2.3, section 8.4.
/// </summary>
public static class SpdxChecksum
{
    private const string OfSpdx = "checksumalgorithm";

    /// <summary>Hexadecimal digits of each algorithm. Those whose length is anybody's choice (MD6) are left out.</summary>
    private static readonly FrozenDictionary<string, int> Digits = new Dictionary<string, int>
    {
        ["md2"] = 32,
        ["md4"] = 32,
        ["md5"] = 32,
        ["sha1"] = 40,
        ["sha224"] = 56,
        ["sha256"] = 64,
        ["sha384"] = 96,
        ["sha512"] = 128,
        ["sha3-256"] = 64,
        ["sha3-384"] = 96,
        ["sha3-512"] = 128,
        ["blake2b-256"] = 64,
        ["blake2b-384"] = 96,
        ["blake2b-512"] = 128,
        ["blake3"] = 64,
        ["adler32"] = 8,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Words = Digits.Keys.ToDictionary(Compact)
        .Concat(new Dictionary<string, string> { ["sha"] = "sha1", ["sha2224"] = "sha224", ["sha2256"] = "sha256", ["sha2384"] = "sha384", ["sha2512"] = "sha512" })
        .ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The checksum; null where the value is not what the algorithm makes, or the algorithm is not known.</summary>
    /// <param name="algorithm">As stated; null or blank: not stated.</param>
    /// <param name="text">The value, maybe with the algorithm before it.</param>
    public static Checksum? Read(string? algorithm, string text)
    {
        var value = text.Trim().ToLowerInvariant();
        var before = value.IndexOfAny([':', '=']);
        var stated = new[] { algorithm, before < 0 ? null : value[..before] }.Where(word => !string.IsNullOrWhiteSpace(word)).Select(word => WordOf(word!)).Distinct().ToList();
        if (before >= 0)
            value = value[(before + 1)..].TrimStart();
        if (value.Length == 0 || !value.All(char.IsAsciiHexDigitLower))
            return null;
        // Two that say different things leave nothing to believe.
        var word = stated switch { [] => ByLength(value.Length), [var only] => only, _ => null };
        return word is not null && Digits[word] == value.Length ? new Checksum(word, value) : null;
    }

    /// <summary>What is meant where nothing is said: those that anybody uses.</summary>
    private static string? ByLength(int digits) => digits switch { 32 => "md5", 40 => "sha1", 64 => "sha256", 128 => "sha512", _ => null };

    private static string? WordOf(string stated)
    {
        if (!stated.Contains("://", StringComparison.Ordinal))
            return Known(stated);
        if (stated.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0)
            return Known(stated[(hash + 1)..]);
        // DCAT-AP.de: http://dcat-ap.de/def/hashAlgorithms/sha/256
        string[] segments = ["", .. stated.Split('/', StringSplitOptions.RemoveEmptyEntries)];
        return Known(segments[^1]) ?? Known(segments[^2] + segments[^1]);
    }

    private static string? Known(string word)
    {
        var compact = Compact(word);
        return Words.GetValueOrDefault(compact.StartsWith(OfSpdx, StringComparison.Ordinal) ? compact[OfSpdx.Length..] : compact);
    }

    private static string Compact(string word) => string.Concat(word.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
