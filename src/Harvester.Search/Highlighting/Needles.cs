using Lucene.Net.Search;

namespace Harvester.Search.Highlighting;

/// <summary>What a query looks for in one field: terms at places relative to each other. What it excludes is not looked for.</summary>
internal sealed class Needles
{
    private readonly List<IReadOnlyList<(string Term, int Position, bool Prefix)>> all = [];

    public IReadOnlyList<IReadOnlyList<(string Term, int Position, bool Prefix)>> All => all;

    public static Needles Of(IEnumerable<Query> queries, string field)
    {
        var needles = new Needles();
        foreach (var query in queries)
            needles.Add(query, field);
        return needles;
    }

    private void Add(Query query, string field)
    {
        switch (query)
        {
            case BooleanQuery several:
                foreach (var clause in several.Clauses.Where(clause => !clause.IsProhibited))
                    Add(clause.Query, field);
                break;
            case DisjunctionMaxQuery several:
                foreach (var one in several)
                    Add(one, field);
                break;
            case TermQuery term when term.Term.Field == field:
                all.Add([(term.Term.Text, 0, false)]);
                break;
            case PrefixQuery prefix when prefix.Field == field:
                all.Add([(prefix.Prefix.Text, 0, true)]);
                break;
            case PhraseQuery phrase when phrase.GetTerms() is var terms && terms[0].Field == field:
                all.Add([.. terms.Zip(phrase.GetPositions(), (term, position) => (term.Text, position, false))]);
                break;
        }
    }
}
