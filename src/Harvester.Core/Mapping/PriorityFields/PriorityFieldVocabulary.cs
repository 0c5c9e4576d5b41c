using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Mapping.Themes;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping.PriorityFields;

/// <summary>Title, groups, keywords and themes → ids of the working list of priority fields.</summary>
public sealed class PriorityFieldVocabulary
{
    private const int MostTexts = 50;

    private readonly WordFinder<int[]> words;
    private readonly Dictionary<string, int[]> themes;

    public PriorityFieldVocabulary(PriorityFieldRules rules)
    {
        Rules = rules;
        words = new WordFinder<int[]>(Fields(field => field.Words.Select(Text.Comparable)).Select(word => (word.Key, word.Value)));
        themes = Fields(field => field.Themes.Select(ThemeVocabulary.IriOf));
    }

    public PriorityFieldRules Rules { get; }

    /// <summary>The ids, in the order of the list; none where nothing says so.</summary>
    public IReadOnlyList<string> Read(string title, IReadOnlyList<string> groups, IReadOnlyList<string> keywords, IReadOnlyList<Theme> themes)
    {
        var found = new bool[Rules.Fields.Count];
        foreach (var theme in themes)
            Mark(found, this.themes.GetValueOrDefault(theme.Iri));
        Mark(found, title);
        var left = Mark(found, groups, MostTexts);
        Mark(found, keywords, left);
        return found.Contains(true) ? [.. Rules.Fields.Where((_, i) => found[i]).Select(field => field.Id)] : [];
    }

    /// <summary>What the first texts say; how many more may be read.</summary>
    private int Mark(bool[] found, IReadOnlyList<string> texts, int most)
    {
        var read = Math.Min(texts.Count, most);
        for (var i = 0; i < read; i++)
            Mark(found, texts[i]);
        return most - read;
    }

    private void Mark(bool[] found, string text)
    {
        foreach (var word in words.In(Text.Comparable(text)))
            Mark(found, word.Value);
    }

    private static void Mark(bool[] found, int[]? fields)
    {
        foreach (var field in fields ?? [])
            found[field] = true;
    }

    private Dictionary<string, int[]> Fields(Func<PriorityField, IEnumerable<string>> keys) =>
        Rules.Fields.SelectMany((field, i) => keys(field).Select(key => (Key: key, Field: i))).GroupBy(one => one.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Select(one => one.Field).Distinct().ToArray(), StringComparer.Ordinal);
}
