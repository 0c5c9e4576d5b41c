namespace Harvester.Tests.Mapping.Normalisers;

/// <summary>The same words in another width.</summary>
internal static class VocabularyText
{
    internal static string Wide(string text) => string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c));
}
