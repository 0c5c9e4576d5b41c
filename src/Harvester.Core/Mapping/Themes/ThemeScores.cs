using System.Text;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping.Themes;

/// <summary>
/// Adds up what the words of one record say. The best word of a theme counts in full and each further one half, so that no theme wins by having many names:
/// 「子ども・子育て・教育」 is of education, too. Words of weight 1 count only where the others do not decide.
/// </summary>
/// <remarks>Loops in place of queries: every record comes through here, and they were a thirtieth of a harvest.</remarks>
internal sealed class ThemeScores(ThemeRules rules)
{
    private const int MostNamed = 3;

    /// <summary>There are thirteen themes; a list of many more has its room elsewhere than on the stack.</summary>
    private const int Usual = 64;

    private readonly List<Reason> reasons = [];

    internal bool Decide => Array.Exists(Scores(weakToo: false), IsEnough);

    internal void Add(string field, string word, (int Theme, int Weight)[] weights, int factor, bool isModifier = false)
    {
        foreach (var (theme, weight) in weights)
        {
            // Said twice, it is no truer.
            if (!IsSaid(field, word, theme))
                reasons.Add(new Reason(field, word, theme, weight * factor * (isModifier ? 1 : 2), weight == 1));
        }
    }

    internal IReadOnlyList<Theme> ToThemes()
    {
        if (reasons.Count == 0)
            return [];
        var scores = Scores(weakToo: false);
        var weakToo = !Array.Exists(scores, IsEnough);
        if (weakToo)
            scores = Scores(weakToo: true);
        var top = scores.Max();
        var themes = new List<Theme>();
        while (themes.Count < rules.Most)
        {
            var best = -1;
            for (var theme = 0; theme < scores.Length; theme++)
            {
                if (scores[theme] >= 0 && IsEnough(scores[theme]) && scores[theme] * 100 >= top * rules.Share && (best < 0 || scores[theme] > scores[best]))
                    best = theme;
            }

            if (best < 0)
                break;
            themes.Add(new Theme(ThemeVocabulary.IriOf(rules.Themes[best].Code), Why(best, weakToo)));
            scores[best] = -1; // taken
        }

        return themes;
    }

    // Four for each point, as a half of a half is what words may count: the best in full, the rest by half.
    private bool IsEnough(int score) => score >= 4 * rules.Threshold;

    private bool IsSaid(string field, string word, int theme)
    {
        foreach (var one in reasons)
        {
            if (one.Theme == theme && one.Word == word && one.Field == field)
                return true;
        }

        return false;
    }

    private int[] Scores(bool weakToo)
    {
        var scores = new int[rules.Themes.Count];
        Span<int> best = scores.Length <= Usual ? stackalloc int[Usual] : new int[scores.Length];
        foreach (var one in reasons)
        {
            if (one.IsWeak && !weakToo)
                continue;
            scores[one.Theme] += one.Points;
            best[one.Theme] = Math.Max(best[one.Theme], one.Points);
        }

        for (var theme = 0; theme < scores.Length; theme++)
            scores[theme] += best[theme];
        return scores;
    }

    /// <summary><c>title: 避難所, 防災; group: 安全</c>: the words that counted most.</summary>
    private string Why(int theme, bool weakToo)
    {
        var most = Most(theme, weakToo);
        var why = new StringBuilder();
        for (var i = 0; i < most.Count; i++)
        {
            var field = most[i].Field;
            if (Stands(most, field) < i)
                continue; // it stands with the field's first word
            why.Append(i > 0 ? "; " : "").Append(field).Append(": ").Append(most[i].Word);
            for (var k = i + 1; k < most.Count; k++)
            {
                if (most[k].Field == field)
                    why.Append(", ").Append(most[k].Word);
            }
        }

        return why.ToString();
    }

    private static int Stands(List<Reason> most, string field)
    {
        var at = 0;
        while (most[at].Field != field)
            at++;
        return at;
    }

    /// <summary>Of equal ones the first.</summary>
    private List<Reason> Most(int theme, bool weakToo)
    {
        var most = new List<Reason>(MostNamed + 1);
        foreach (var one in reasons)
        {
            if (one.Theme != theme || (one.IsWeak && !weakToo))
                continue;
            var at = most.Count;
            while (at > 0 && most[at - 1].Points < one.Points)
                at--;
            most.Insert(at, one);
            if (most.Count > MostNamed)
                most.RemoveAt(MostNamed);
        }

        return most;
    }

    private readonly record struct Reason(string Field, string Word, int Theme, int Points, bool IsWeak);
}
