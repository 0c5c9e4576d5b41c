using Harvester.Core.Publication;
using Harvester.Search.Analysis;
using Harvester.Search.Indexing;
using Lucene.Net.Index;
using Lucene.Net.Search;

namespace Harvester.Search.Queries;

/// <summary>Makes a query of words: cut as the index is, each part in whichever field has it best.</summary>
internal static class TextQuery
{
    /// <summary>So much of a name or of words of one field counts towards the best field beside it.</summary>
    private const float Tie = 0.1f;
    private const float NameWeight = 20;

    /// <param name="quoted">Held together as it is; else words of different scripts (AED設置箇所), and those on both sides of a bracket, may stand apart.</param>
    /// <param name="prefix">The last word may go on. Where words are not written apart they may anyway.</param>
    /// <param name="most">Tokens at most; the rest is not looked at.</param>
    /// <returns>Null: the text holds nothing that is indexed.</returns>
    public static Query? Of(IReadOnlyList<TextField> fields, string text, bool quoted, bool prefix = false, int most = int.MaxValue)
    {
        var parts = Parts(text, quoted, most);
        if (parts.Count == 0)
            return null;
        var queries = parts.Select((part, i) => InAny(fields, part, prefix && i == parts.Count - 1)).ToList();
        if (fields.Count > 1 && !prefix && Names(text) is { } names)
            return Best([.. names, All(queries)]);
        return All(queries);
    }

    /// <summary>The number of tokens that a text is cut into.</summary>
    public static int Count(string text) => Parts(text, quoted: true, int.MaxValue).Sum(part => part.Count);

    private static Query All(List<Query> queries)
    {
        if (queries.Count == 1)
            return queries[0];
        var all = new BooleanQuery();
        foreach (var query in queries)
            all.Add(query, Occur.MUST);
        return all;
    }

    private static Query InAny(IReadOnlyList<TextField> fields, List<QueryToken> part, bool prefix) => Best(
    [
        .. fields.Select(field =>
        {
            var query = InField(field.Name, part, prefix);
            query.Boost = field.Weight;
            return query;
        }),
    ]);

    private static Query InField(string field, List<QueryToken> part, bool prefix)
    {
        var last = part[^1];
        if (prefix && last.Kind is TokenKind.Word)
        {
            return part.Count == 1
                ? new PrefixQuery(new Term(field, last.Term))
                : throw new SearchQueryException($"“*” after several words that belong together is not understood: “{string.Join(' ', part.Select(token => token.Term))}*”");
        }

        if (part.Count == 1)
            return new TermQuery(new Term(field, last.Term));
        var phrase = new PhraseQuery();
        foreach (var token in part)
            phrase.Add(new Term(field, token.Term), token.Position - part[0].Position);
        return phrase;
    }

    private static Query Best(List<Query> queries) => queries.Count == 1 ? queries[0] : new BestFieldQuery(queries, Tie);

    /// <summary>A name or package id that is typed among the words.</summary>
    private static List<Query>? Names(string text)
    {
        var word = text.Trim().ToLowerInvariant();
        if (Guid.TryParse(word, out var id))
            return [new TermQuery(new Term(IndexFields.Id, id.ToString("D"))) { Boost = NameWeight }];
        return PackageNames.IsName(word)
            ? [new TermQuery(new Term(IndexFields.Own, word)) { Boost = NameWeight }, new TermQuery(new Term(IndexFields.Slug, word)) { Boost = NameWeight }]
            : null;
    }

    private static List<List<QueryToken>> Parts(string text, bool quoted, int most)
    {
        var parts = new List<List<QueryToken>>();
        foreach (var token in Needed(text).Take(most))
        {
            if (parts.Count == 0 || (!quoted && MayStandApart(parts[^1][^1], token)))
                parts.Add([]);
            parts[^1].Add(token);
        }

        return parts;
    }

    // A digit holds to what stands beside it: 5月, 第3次, H30.
    private static bool MayStandApart(QueryToken one, QueryToken next) =>
        (one.Kind is TokenKind.Word) != (next.Kind is TokenKind.Word)
            ? one.End < next.Position || !(one.Kind is TokenKind.Word ? one : next).Term.Any(char.IsDigit)
            : one.Kind is not TokenKind.Word && one.End < next.Position;

    /// <summary>Of a run of n ≥ 2 characters the pairs at 0, 2, 4 … and the last one: they hold all of them in their places with half the work.</summary>
    private static IEnumerable<QueryToken> Needed(string text)
    {
        var tokens = new TextTokens();
        tokens.Read(new FoldedText().Read(text));
        var pairs = new List<QueryToken>();
        var more = tokens.MoveNext();
        while (more)
        {
            var first = Present();
            more = tokens.MoveNext();
            pairs.Clear();
            while (more && first.Kind is TokenKind.Single && tokens.Kind is TokenKind.Pair)
            {
                pairs.Add(Present());
                // The single character that a pair ends with follows it.
                more = tokens.MoveNext() && tokens.MoveNext();
            }

            if (pairs.Count == 0)
                yield return first;
            for (var i = 0; i < pairs.Count; i += 2)
                yield return pairs[i];
            if (pairs.Count > 0 && pairs.Count % 2 == 0)
                yield return pairs[^1];
        }

        QueryToken Present() => new(tokens.Term.ToString(), tokens.Kind, tokens.Position);
    }
}
