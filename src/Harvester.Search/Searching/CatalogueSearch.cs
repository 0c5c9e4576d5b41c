using Harvester.Core.Assessment.Freshness;
using Harvester.Search.Highlighting;
using Harvester.Search.Indexing;
using Harvester.Search.Queries;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace Harvester.Search.Searching;

/// <summary>One search: the query's hits as bits, each choice as bits, so that all counts and the page are of one state and exact.</summary>
internal static class CatalogueSearch
{
    private const int FirstPage = 100;
    private const int FirstPages = 1000;

    public static SearchResult Run(Snapshot snapshot, SearchRequest request)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(request.Start);
        ArgumentOutOfRangeException.ThrowIfNegative(request.Rows);
        foreach (var facet in request.Facets.Concat(request.Chosen.Keys))
        {
            if (!SearchFields.Facets.Contains(facet))
                throw new SearchQueryException($"there is no facet “{facet}”; there is: {string.Join(", ", SearchFields.Facets)}");
        }

        var now = snapshot.Clock.GetUtcNow();
        var today = DatasetFreshness.DayOf(now);
        var depth = Depth(request);
        var found = snapshot.Results.Of(request, depth, today, () => Find(snapshot, request, depth, now, today));
        var highlighter = request.Highlight ? new Highlighter(Query(request, new QueryContext(snapshot, now)).Ranking) : null;
        var page = found.Ranked.Skip(request.Start).Take(request.Rows);
        return new SearchResult(found.Total, [.. page.Select(document => Hit(snapshot, document, highlighter))], found.Facets);
    }

    /// <summary>How many are ranked: more than the page needs, so that the next pages are there already; whoever goes on beyond <see cref="FirstPages"/> reads to the end.</summary>
    private static int Depth(SearchRequest request) => request.Rows == 0 ? 0 : ((long)request.Start + request.Rows) switch
    {
        <= FirstPage => FirstPage,
        <= FirstPages => FirstPages,
        _ => int.MaxValue,
    };

    private static Found Find(Snapshot snapshot, SearchRequest request, int depth, DateTimeOffset now, DateOnly today)
    {
        var documents = snapshot.IndexReader.MaxDoc;
        var order = new HitOrder(snapshot, request.Sort);
        var context = new QueryContext(snapshot, now);
        var choices = request.Chosen.ToDictionary(choice => choice.Key, choice => Bits(snapshot, Choice(context, choice.Key, choice.Value)), StringComparer.Ordinal);
        var collector = new HitCollector(documents, order, Math.Min(documents, depth), Allowed(snapshot, request, context), choices.Count == 0 ? null : All(choices.Values, documents));
        snapshot.Search(Query(request, context).All, collector);

        var hits = With(collector.Found, choices, null);
        return new Found(
            hits.Cardinality,
            collector.Ranked(),
            request.Facets.Distinct(StringComparer.Ordinal).ToDictionary(
                facet => facet,
                facet => FacetCounts.Of(snapshot, facet, choices.ContainsKey(facet) ? With(collector.Found, choices, facet) : hits, today, request.FacetLimit),
                StringComparer.Ordinal));
    }

    /// <summary>What is asked for, and the part of it that ranks.</summary>
    private static (Query All, IReadOnlyList<Query> Ranking) Query(SearchRequest request, QueryContext context)
    {
        var all = new BooleanQuery();
        var ranking = new List<Query>();
        if (!string.IsNullOrWhiteSpace(request.Words))
            ranking.Add(TypedWords.Parse(request.Words));
        if (!string.IsNullOrWhiteSpace(request.Query))
            ranking.Add(CkanQueryParser.Parse(request.Query, context));
        foreach (var query in ranking)
            all.Add(query, Occur.MUST);
        return (all.Clauses.Count == 1 ? ranking[0] : all.Clauses.Count == 0 ? new MatchAllDocsQuery() : all, ranking);
    }

    /// <summary>What only chooses, as bits that are kept for the state of the index: clients send the same filters over and over.</summary>
    private static FixedBitSet? Allowed(Snapshot snapshot, SearchRequest request, QueryContext context)
    {
        FixedBitSet? allowed = null;
        foreach (var filter in request.Filters.Where(filter => !string.IsNullOrWhiteSpace(filter)).Distinct(StringComparer.Ordinal))
            Add(snapshot.Filters.Of(filter, text => Bits(snapshot, CkanQueryParser.Parse(text, context))));
        if (request.CanonicalOnly)
            Add(snapshot.Canonical.Value);
        return allowed;

        void Add(FixedBitSet bits)
        {
            if (allowed is null)
            {
                allowed = bits;
                return;
            }

            // The kept bits are others' too.
            allowed = allowed.Clone();
            allowed.And(bits);
        }
    }

    /// <summary>The records that stand for their group of same ones.</summary>
    public static FixedBitSet Canonical(Snapshot snapshot) => Bits(snapshot, new TermQuery(new Term(IndexFields.Canonical, "1")));

    private static Query Choice(QueryContext context, string facet, IReadOnlyList<string> values)
    {
        if (facet == "freshness")
            return context.Freshness(values);
        var any = new BooleanQuery();
        foreach (var value in values.Distinct(StringComparer.Ordinal))
            any.Add(new TermQuery(new Term(IndexFields.Exact(facet), Analysis.Keyword.Cut(value))), Occur.SHOULD);
        return any;
    }

    private static FixedBitSet Bits(Snapshot snapshot, Query query)
    {
        var collector = new BitCollector(snapshot.IndexReader.MaxDoc);
        snapshot.Search(query, collector);
        return collector.Found;
    }

    private static FixedBitSet All(IEnumerable<FixedBitSet> choices, int documents)
    {
        var all = new FixedBitSet(documents);
        all.Set(0, documents);
        foreach (var choice in choices)
            all.And(choice);
        return all;
    }

    private static FixedBitSet With(FixedBitSet found, Dictionary<string, FixedBitSet> choices, string? without)
    {
        if (choices.Count == 0)
            return found;
        var hits = found.Clone();
        foreach (var (facet, choice) in choices)
        {
            if (facet != without)
                hits.And(choice);
        }

        return hits;
    }

    private static SearchHit Hit(Snapshot snapshot, int document, Highlighter? highlighter)
    {
        var leaf = snapshot.Leaves[ReaderUtil.SubIndex(document, snapshot.Leaves)];
        var local = document - leaf.DocBase;
        var id = Text(leaf.AtomicReader.GetSortedDocValues(IndexFields.Dataset), local)!;
        var own = Text(leaf.AtomicReader.GetSortedDocValues(IndexFields.Own), local);
        var passages = highlighter?.Of(snapshot.Doc(document)) ?? new Dictionary<string, Passage>();
        return new SearchHit(id, snapshot.Names.Of(id, own), passages);
    }

    private static string? Text(SortedDocValues? values, int document)
    {
        if (values is null || values.GetOrd(document) < 0)
            return null;
        var text = new BytesRef();
        values.Get(document, text);
        return text.Utf8ToString();
    }
}
