using Harvester.Core.Model;

namespace Harvester.Core.Mapping.Themes;

/// <summary>
/// Adds up what the words of one record say. The best word of a theme counts in full and each further one half, so that no theme wins by having many names:
/// 「子ども・子育て・教育」 is of education, too. Words of weight 1 count only where the others do not decide.
/// </summary>
internal sealed class ThemeScores(ThemeRules rules)
{
    private const int MostNamed = 3;

    private readonly List<Reason> reasons = [];

    internal bool Decide => Array.Exists(Scores(weakToo: false), IsEnough);

    internal void Add(string field, string word, (int Theme, int Weight)[] weights, int factor, bool isModifier = false)
    {
        foreach (var (theme, weight) in weights)
        {
            // Said twice, it is no truer.
            if (!reasons.Exists(one => one.Theme == theme && one.Word == word && one.Field == field))
                reasons.Add(new Reason(field, word, theme, weight * factor * (isModifier ? 1 : 2), weight == 1));
        }
    }

    internal IReadOnlyList<Theme> ToThemes()
    {
        if (reasons.Count == 0)
            return [];
        var weakToo = !Decide;
        var scores = Scores(weakToo);
        var top = scores.Max();
        return
        [
            .. Enumerable.Range(0, scores.Length).Where(theme => IsEnough(scores[theme]) && scores[theme] * 100 >= top * rules.Share)
                .OrderByDescending(theme => scores[theme]).ThenBy(theme => theme).Take(rules.Most)
                .Select(theme => new Theme(ThemeVocabulary.IriOf(rules.Themes[theme].Code), Why(theme, weakToo))),
        ];
    }

    // Four for each point, as a half of a half is what words may count: the best in full, the rest by half.
    private bool IsEnough(int score) => score >= 4 * rules.Threshold;

    private int[] Scores(bool weakToo)
    {
        var (sums, best) = (new int[rules.Themes.Count], new int[rules.Themes.Count]);
        foreach (var one in reasons.Where(one => weakToo || !one.IsWeak))
        {
            sums[one.Theme] += one.Points;
            best[one.Theme] = Math.Max(best[one.Theme], one.Points);
        }

        return [.. sums.Zip(best, (sum, most) => sum + most)];
    }

    /// <summary><c>title: 避難所, 防災; group: 安全</c>: the words that counted most.</summary>
    private string Why(int theme, bool weakToo) => string.Join("; ", reasons.Where(one => one.Theme == theme && (weakToo || !one.IsWeak)).OrderByDescending(one => one.Points).Take(MostNamed)
        .GroupBy(one => one.Field).Select(field => $"{field.Key}: {string.Join(", ", field.Select(one => one.Word))}"));

    private readonly record struct Reason(string Field, string Word, int Theme, int Points, bool IsWeak);
}
