using Harvester.Search.Analysis;
using Harvester.Search.Indexing;
using Lucene.Net.Index;
using Lucene.Net.QueryParsers.Classic;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Harvester.Search.Queries;

/// <summary>
/// CKAN's <c>q</c> and <c>fq</c>: Lucene's own query parser, which Solr's comes from, over the fields of <see cref="QueryField.All"/>. Words without an operator between them are all to occur (CKAN's
/// <c>q.op=AND</c>). Whatever the parser knows and this index does not is refused.
/// </summary>
internal sealed class CkanQueryParser : QueryParser
{
    private const int MostTokens = 1000;
    private const int MostWildcards = 6;
    private const int LongestPattern = 200;
    private const float GreatestBoost = 1000;
    private const string DefaultField = "text";

    private readonly QueryContext context;
    private int tokens;

    private CkanQueryParser(QueryContext context)
        : base(LuceneVersion.LUCENE_48, DefaultField, null)
    {
        this.context = context;
        DefaultOperator = Operator.AND;
        AllowLeadingWildcard = true; // judged below, by field
    }

    /// <exception cref="SearchQueryException">It is outside the syntax.</exception>
    public static Query Parse(string query, QueryContext context)
    {
        QueryGuard.Check(query);
        try
        {
            var parsed = new CkanQueryParser(context).Parse(query) ?? new MatchAllDocsQuery();
            CheckBoosts(parsed);
            return parsed;
        }
        catch (ParseException e)
        {
            throw new SearchQueryException($"the query is not understood: {Short(e.Message)}");
        }
    }

    protected override Query GetFieldQuery(string field, string queryText, bool quoted)
    {
        switch (QueryField.Of(field))
        {
            case QueryField.Text text:
                Spend(queryText);
                return TextQuery.Of(text.Fields, queryText, quoted) ?? throw Nothing(queryText);
            case QueryField.Value value:
                Spend(1);
                return Any(value.Fields, name => new TermQuery(new Term(name, Keyword.Of(Ckan(name, queryText)))));
            case QueryField.Date date:
                Spend(1);
                var range = DateMath.Parse(queryText, context.Now);
                return Between(date.Field, range, range, true, true);
            case QueryField.Name:
                Spend(1);
                return context.Snapshot.Names.Resolve(queryText) is { } id ? new TermQuery(new Term(IndexFields.Dataset, id)) : new BooleanQuery();
            case QueryField.Freshness:
                Spend(1);
                return context.Freshness([queryText]);
            case QueryField.Constant constant:
                return constant.True.Contains(queryText, StringComparer.OrdinalIgnoreCase) ? Everything() : new BooleanQuery();
            default:
                throw new InvalidOperationException(field);
        }
    }

    // “a b”~2 was refused before; without a distance it is a phrase.
    protected override Query GetFieldQuery(string field, string queryText, int slop) => GetFieldQuery(field, queryText, quoted: true);

    protected override Query GetRangeQuery(string field, string part1, string part2, bool startInclusive, bool endInclusive)
    {
        Spend(1);
        switch (QueryField.Of(field))
        {
            case QueryField.Date date:
                return Between(
                    date.Field,
                    part1 is null ? null : DateMath.Parse(part1, context.Now),
                    part2 is null ? null : DateMath.Parse(part2, context.Now),
                    startInclusive,
                    endInclusive);
            case QueryField.Value value:
                return Any(value.Fields, name => Range(name, part1, part2, startInclusive, endInclusive));
            case QueryField.Name:
                return NotOwn(name => Range(name, part1, part2, startInclusive, endInclusive));
            case QueryField.Text when part1 is null && part2 is null:
                return GetWildcardQuery(field, "*");
            default:
                throw new SearchQueryException($"the field “{field}” has no ranges");
        }
    }

    protected override Query GetPrefixQuery(string field, string termStr)
    {
        switch (QueryField.Of(field))
        {
            case QueryField.Text text:
                Spend(termStr);
                return TextQuery.Of(text.Fields, termStr, quoted: true, prefix: true) ?? throw Nothing(termStr);
            case QueryField.Value value:
                Spend(1);
                return Any(value.Fields, name => new PrefixQuery(new Term(name, Keyword.Of(termStr))));
            case QueryField.Name:
                Spend(1);
                return NotOwn(name => new PrefixQuery(new Term(name, Keyword.Of(termStr))));
            default:
                throw NoWildcards(field);
        }
    }

    protected override Query GetWildcardQuery(string field, string termStr)
    {
        if (field == "*")
            return termStr == "*" ? Everything() : throw new SearchQueryException("“*:” stands before “*” only");
        var kind = QueryField.Of(field);
        if (termStr == "*")
            return Exists(kind);
        if (kind is QueryField.Text text && termStr[0] == '*')
            return Within(text.Fields, termStr);
        if (termStr[0] is '*' or '?')
            throw new SearchQueryException($"a wildcard at the beginning is not supported: “{Short(termStr)}”");
        // Lucene makes a table of what may follow, which some patterns make double with every sign.
        if (termStr.Length > LongestPattern || termStr.Count(c => c is '*' or '?') > MostWildcards)
            throw new SearchQueryException($"a pattern has at most {MostWildcards} wildcards and {LongestPattern} characters: “{Short(termStr)}”");
        Spend(1);
        return kind switch
        {
            QueryField.Value value => Any(value.Fields, name => new WildcardQuery(new Term(name, Keyword.Of(termStr)))),
            QueryField.Name => NotOwn(name => new WildcardQuery(new Term(name, Keyword.Of(termStr)))),
            QueryField.Text words when termStr.All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '?') =>
                new DisjunctionMaxQuery([.. words.Fields.Select(one => new WildcardQuery(new Term(one.Name, termStr.ToLowerInvariant())) { Boost = one.Weight })], 0),
            QueryField.Text => throw new SearchQueryException($"a wildcard within a word is supported for Latin letters and digits only: “{Short(termStr)}”"),
            _ => throw NoWildcards(field),
        };
    }

    protected override Query GetFuzzyQuery(string field, string termStr, float minSimilarity) =>
        throw new SearchQueryException($"similar words (~) are not supported: “{Short(termStr)}~”");

    protected override Query GetRegexpQuery(string field, string termStr) =>
        throw new SearchQueryException("regular expressions (/…/) are not supported");

    // Solr, too, reads a query of exclusions only as everything but those; Lucene finds nothing.
    protected override Query GetBooleanQuery(IList<BooleanClause> clauses, bool disableCoord)
    {
        if (clauses.Count > 0 && clauses.All(clause => clause.IsProhibited))
            clauses.Add(new BooleanClause(Everything(), Occur.MUST));
        return base.GetBooleanQuery(clauses, disableCoord);
    }

    /// <summary>*人口*: where words are not written apart that is what any query means. Of other words it would be a look at every word that there is.</summary>
    private Query Within(IReadOnlyList<TextField> fields, string pattern)
    {
        var inner = pattern.Trim('*');
        Spend(inner);
        var tokens = new TextTokens();
        tokens.Read(new FoldedText().Read(inner));
        while (tokens.MoveNext())
        {
            if (tokens.Kind is TokenKind.Word || inner.AsSpan().ContainsAny('*', '?', '\\'))
                throw new SearchQueryException($"a wildcard at the beginning is not supported: “{Short(pattern)}”");
        }

        return TextQuery.Of(fields, inner, quoted: true) ?? throw Nothing(pattern);
    }

    private Query Exists(QueryField field) => field switch
    {
        QueryField.Value value => Any(value.Fields, name => new WildcardQuery(new Term(name, "*"))),
        QueryField.Date date => Between(date.Field, null, null, true, true),
        QueryField.Freshness => context.Freshness(Searching.FreshnessStates.Words),
        QueryField.Text { Fields: [var only] } => new ConstantScoreQuery(new WildcardQuery(new Term(only.Name, "*"))),
        _ => Everything(),
    };

    private static Query Between(string field, InstantRange? from, InstantRange? to, bool fromIncluded, bool toIncluded) => NumericRangeQuery.NewInt64Range(
        field,
        IndexFields.InstantPrecision,
        from is { } first ? IndexFields.Instant(fromIncluded ? first.First : first.Last) : null,
        to is { } last ? IndexFields.Instant(toIncluded ? last.Last : last.First) : null,
        fromIncluded,
        toIncluded);

    private static Query Range(string field, string? from, string? to, bool fromIncluded, bool toIncluded) =>
        TermRangeQuery.NewStringRange(field, from is null ? null : Keyword.Of(from), to is null ? null : Keyword.Of(to), fromIncluded, toIncluded);

    /// <summary>Names that sources gave, and the slugs of those that have none.</summary>
    private static BooleanQuery NotOwn(Func<string, Query> query) => new()
    {
        { query(IndexFields.Own), Occur.SHOULD },
        { new BooleanQuery { { query(IndexFields.Slug), Occur.MUST }, { new WildcardQuery(new Term(IndexFields.Own, "*")), Occur.MUST_NOT } }, Occur.SHOULD },
    };

    private static Query Any(IReadOnlyList<string> fields, Func<string, Query> query) =>
        fields.Count == 1 ? query(fields[0]) : new DisjunctionMaxQuery([.. fields.Select(query)], 0);

    // What is withdrawn here is deleted in CKAN.
    private static string Ckan(string field, string value) => field == "state" && value == "deleted" ? "withdrawn" : value;

    private static ConstantScoreQuery Everything() => new(new MatchAllDocsQuery());

    private void Spend(string text) => Spend(TextQuery.Count(text));

    private void Spend(int some)
    {
        tokens += some;
        if (tokens > MostTokens)
            throw new SearchQueryException($"the query has more than {MostTokens} words");
    }

    private static void CheckBoosts(Query query)
    {
        if (!(query.Boost is > 0 and <= GreatestBoost))
            throw new SearchQueryException($"a boost (^) is a number above 0 and up to {GreatestBoost}");
        if (query is BooleanQuery all)
        {
            foreach (var clause in all.Clauses)
                CheckBoosts(clause.Query);
        }
    }

    private static SearchQueryException Nothing(string text) => new($"“{Short(text)}” has no letter or digit to look for");

    private static SearchQueryException NoWildcards(string field) => new($"the field “{field}” has no wildcards");

    private static string Short(string text) => text.Length > 300 ? text[..300] + "…" : text;
}
