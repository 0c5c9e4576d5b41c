using Harvester.Rdf;

namespace Harvester.Tests.Rdf;

/// <summary>
/// Whether two datasets are equal but for the names of their blank nodes (RDF 1.1 Concepts section 3.6, Datasets section 4.1):
/// colours are refined until they are stable, ties are tried one by one.
/// </summary>
internal static class GraphIsomorphism
{
    public static bool AreIsomorphic(IReadOnlyCollection<Statement> left, IReadOnlyCollection<Statement> right) =>
        left.Count == right.Count && Match(new HashSet<Statement>(left), new HashSet<Statement>(right), [], []);

    private static bool Match(HashSet<Statement> left, HashSet<Statement> right, Dictionary<Term, int> leftSeed, Dictionary<Term, int> rightSeed)
    {
        var leftColours = Refine(left, leftSeed);
        var rightColours = Refine(right, rightSeed);
        var leftGroups = leftColours.GroupBy(pair => pair.Value, pair => pair.Key).ToDictionary(group => group.Key, group => group.ToList());
        var rightGroups = rightColours.GroupBy(pair => pair.Value, pair => pair.Key).ToDictionary(group => group.Key, group => group.ToList());
        if (leftGroups.Count != rightGroups.Count
            || leftGroups.Any(group => rightGroups.GetValueOrDefault(group.Key)?.Count != group.Value.Count))
            return false;
        var tie = leftGroups.Where(group => group.Value.Count > 1).OrderBy(group => group.Value.Count).FirstOrDefault();
        if (tie.Value is null)
        {
            var names = leftGroups.ToDictionary(group => group.Value[0], group => rightGroups[group.Key][0]);
            return left.All(statement => right.Contains(Rename(statement, names)));
        }
        var chosen = tie.Value[0];
        return rightGroups[tie.Key].Any(candidate => Match(
            left, right, new(leftSeed) { [chosen] = leftSeed.Count + 1 }, new(rightSeed) { [candidate] = rightSeed.Count + 1 }));
    }

    private static Dictionary<Term, int> Refine(HashSet<Statement> statements, Dictionary<Term, int> seed)
    {
        var blanks = statements.SelectMany(Terms).Where(term => term.Kind == TermKind.BlankNode).Distinct().ToList();
        var colours = blanks.ToDictionary(blank => blank, blank => seed.GetValueOrDefault(blank));
        for (int distinct = -1, now = 0; distinct != now;)
        {
            distinct = now;
            var next = blanks.ToDictionary(blank => blank, blank => colours[blank]);
            foreach (var statement in statements)
            {
                var signature = Terms(statement).Select(term => Colour(term, colours)).ToArray();
                for (var place = 0; place < signature.Length; place++)
                {
                    if (Terms(statement).ElementAt(place) is { Kind: TermKind.BlankNode } blank)
                        next[blank] += HashCode.Combine(place, signature.Length, signature[0], signature[1], signature[2], signature[^1]);
                }
            }
            colours = next;
            now = colours.Values.Distinct().Count();
        }
        return colours;
    }

    private static int Colour(Term term, Dictionary<Term, int> colours) =>
        term.Kind == TermKind.BlankNode ? colours[term] : term.GetHashCode();

    private static IEnumerable<Term> Terms(Statement s) =>
        s.Graph is null ? [s.Subject, s.Predicate, s.Object] : [s.Subject, s.Predicate, s.Object, s.Graph];

    private static Statement Rename(Statement s, Dictionary<Term, Term> names) => new(
        names.GetValueOrDefault(s.Subject, s.Subject), names.GetValueOrDefault(s.Predicate, s.Predicate), names.GetValueOrDefault(s.Object, s.Object),
        s.Graph is null ? null : names.GetValueOrDefault(s.Graph, s.Graph));
}
