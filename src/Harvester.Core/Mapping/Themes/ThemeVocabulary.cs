using System.Collections.Frozen;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping.Themes;

/// <summary>
/// Title, groups, keywords and description → themes of the EU data-theme list (http://publications.europa.eu/resource/authority/data-theme), by weighted words:
/// a linear classifier whose weights a person set and can read (compare F. Sebastiani, "Machine Learning in Automated Text Categorization", ACM Computing
/// Surveys 34, 2002, section 6.7). It says why, gives nothing where no word is known, and depends on nothing but the text.
/// </summary>
public sealed class ThemeVocabulary
{
    /// <summary>What a long description says after its beginning is about contacts, terms and files.</summary>
    private const int LongestDescription = 500;

    /// <summary>A record may have thousands of keywords.</summary>
    private const int MostTexts = 50;

    private readonly WordFinder<Scored> words;
    private readonly FrozenDictionary<string, Scored> categories;

    /// <exception cref="ArgumentException">A word stands twice, is empty, or leads to a theme that is not listed.</exception>
    public ThemeVocabulary(ThemeRules rules)
    {
        Rules = rules;
        words = new WordFinder<Scored>(Indexed(rules.Words).Select(word => (word.Key, word.Value)));
        categories = Indexed(rules.Categories).ToFrozenDictionary(StringComparer.Ordinal);
    }

    public ThemeRules Rules { get; }

    /// <summary>The IRI of a code of the list.</summary>
    public static string IriOf(string code) => Theme.EuList + code;

    /// <summary>The themes, best first; none where nothing is known.</summary>
    /// <param name="unknown">Gets those groups of which neither the name as a whole nor any word in it is known.</param>
    public IReadOnlyList<Theme> Read(string title, IEnumerable<string> groups, IEnumerable<string> keywords, string? description, ICollection<string>? unknown = null)
    {
        var scores = new ThemeScores(Rules);
        AddWords(scores, "title", title, Rules.Factors.Title);
        foreach (var group in groups.Take(MostTexts))
        {
            var name = Text.Comparable(group);
            if (categories.TryGetValue(name, out var whole))
                scores.Add("group", whole.Word, whole.Weights, Rules.Factors.Groups);
            else if (!AddWords(scores, "group", name, Rules.Factors.Groups))
                unknown?.Add(group);
        }

        foreach (var keyword in keywords.Take(MostTexts))
            AddWords(scores, "keyword", keyword, Rules.Factors.Keywords);
        if (!scores.Decide && description is { Length: > 0 })
            AddWords(scores, "description", description.Length > LongestDescription ? description[..LongestDescription] : description, Rules.Factors.Description);
        return scores.ToThemes();
    }

    /// <summary>
    /// A word that another of the same weight or more follows without a gap is what that one is of: 公園 in 公園トイレ, 小学校 in 小学校学童クラブ. It counts half.
    /// </summary>
    /// <returns>False: no word of the text is known.</returns>
    private bool AddWords(ThemeScores scores, string field, string text, int factor)
    {
        var found = words.In(Text.Comparable(text));
        for (var i = 0; i < found.Count; i++)
        {
            var (own, next) = (found[i].Value, i + 1 < found.Count && found[i + 1].Start == found[i].End ? found[i + 1].Value : null);
            scores.Add(field, own.Word, own.Weights, factor, isModifier: next is not null && next.Strength >= own.Strength);
        }

        return found.Count > 0;
    }

    private Dictionary<string, Scored> Indexed(IReadOnlyList<ThemeRule> rules)
    {
        var codes = Rules.Themes.Select((theme, i) => KeyValuePair.Create(theme.Code, i)).ToDictionary(StringComparer.Ordinal);
        var index = new Dictionary<string, Scored>(StringComparer.Ordinal);
        foreach (var rule in rules)
        {
            (int, int)[] weights = [.. rule.Weights.Select(one => (codes.TryGetValue(one.Key, out var i) ? i : throw new ArgumentException($"there is no theme '{one.Key}'"), one.Value))];
            foreach (var word in rule.Words)
            {
                if (Text.Comparable(word) is not { Length: > 0 } key || !index.TryAdd(key, new Scored(word, weights)))
                    throw new ArgumentException($"the word '{word}' is empty or stands twice");
            }
        }

        return index;
    }

    private sealed record Scored(string Word, (int Theme, int Weight)[] Weights)
    {
        internal int Strength { get; } = Weights.Length == 0 ? 0 : Weights.Max(one => one.Weight);
    }
}
