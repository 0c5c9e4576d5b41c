using Harvester.Core.Mapping.Normalisers;

namespace Harvester.Search.Analysis;

/// <summary>A value that is found as a whole: NFKC, lower case, trimmed, and of a length that Lucene takes (32,766 bytes).</summary>
internal static class Keyword
{
    private const int Longest = 4000;

    public static string Of(string text) => Cut(Nfkc.Of(text).Trim().ToLowerInvariant());

    /// <summary>The value as it is counted and shown.</summary>
    public static string Cut(string text) =>
        text.Length <= Longest ? text : text[..(char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest)];
}
