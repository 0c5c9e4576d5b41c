using Lucene.Net.Search;

namespace Harvester.Search.Queries;

/// <summary>
/// Words as a person types them: apart by white space of any width, held together by quotation marks; all are to occur. Anything is read: signs are passed over, and what comes after
/// 500 characters or 40 words is not looked at. A text without any letter or digit finds nothing.
/// </summary>
internal static class TypedWords
{
    private const int Longest = 500;
    private const int MostWords = 40;
    private const int MostTokens = 60;

    public static Query Parse(string text)
    {
        var all = new BooleanQuery();
        foreach (var (word, quoted) in Words(text.Length <= Longest ? text : text[..Longest]).Take(MostWords))
        {
            if (TextQuery.Of(TextField.Everything, word, quoted, most: MostTokens) is { } query)
                all.Add(query, Occur.MUST);
        }

        // A boolean query without clauses finds nothing.
        return all;
    }

    private static IEnumerable<(string Word, bool Quoted)> Words(string text)
    {
        var start = 0;
        var quoted = false;
        for (var i = 0; i <= text.Length; i++)
        {
            var ends = i == text.Length || (quoted ? IsQuote(text[i]) : IsQuote(text[i]) || char.IsWhiteSpace(text[i]));
            if (!ends)
                continue;
            if (i > start)
                yield return (text[start..i], quoted);
            start = i + 1;
            if (i < text.Length && IsQuote(text[i]))
                quoted = !quoted;
        }
    }

    private static bool IsQuote(char c) => c is '"' or '＂' or '“' or '”' or '„';
}
