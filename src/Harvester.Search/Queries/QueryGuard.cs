namespace Harvester.Search.Queries;

/// <summary>
/// Looks over a query before Lucene's parser reads it: that one calls itself for each bracket and goes on past some things that it does not understand. One pass, whatever comes.
/// </summary>
internal static class QueryGuard
{
    public const int LongestQuery = 20_000;
    public const int DeepestNesting = 20;

    /// <exception cref="SearchQueryException">Too long, too deep, or of a syntax that there is not here.</exception>
    public static void Check(string query)
    {
        if (query.Length > LongestQuery)
            throw new SearchQueryException($"the query has {query.Length} characters; {LongestQuery} are the most");
        var depth = 0;
        for (var i = 0; i < query.Length; i++)
        {
            switch (query[i])
            {
                case '\\':
                    i++;
                    break;
                case '"':
                    i = EndOfQuotes(query, i);
                    if (i + 1 < query.Length && query[i + 1] == '~')
                        throw At("distances between words (“…”~n) are not supported", i + 1);
                    break;
                case '[' or '{':
                    if (query[i] == '{' && i + 1 < query.Length && query[i + 1] == '!')
                        throw At("local parameters ({!…}) are not supported", i);
                    i = EndOfRange(query, i);
                    break;
                case '(':
                    if (++depth > DeepestNesting)
                        throw At($"brackets are nested more than {DeepestNesting} deep", i);
                    if (IsFilterCall(query.AsSpan(0, i)))
                        throw At("filter(…) is not supported", i);
                    break;
                case ')':
                    depth--;
                    break;
                case '/':
                    throw At("regular expressions (/…/) are not supported; write \\/ or quote what has a slash", i);
            }
        }
    }

    private static bool IsFilterCall(ReadOnlySpan<char> before) =>
        before.EndsWith("filter") && (before.Length == 6 || before[^7] is ' ' or '(' or '+' or '-' or '!');

    private static int EndOfQuotes(string query, int at)
    {
        for (var i = at + 1; i < query.Length; i++)
        {
            if (query[i] == '\\')
                i++;
            else if (query[i] == '"')
                return i;
        }

        throw At("quotation marks are not closed", at);
    }

    private static int EndOfRange(string query, int at)
    {
        for (var i = at + 1; i < query.Length; i++)
        {
            if (query[i] == '"')
                i = EndOfQuotes(query, i);
            else if (query[i] is ']' or '}')
                return i;
        }

        throw At("a range is not closed", at);
    }

    private static SearchQueryException At(string what, int index) => new($"{what} (character {index + 1})");
}
