namespace Harvester.Core.Assessment.Duplicates;

/// <summary>
/// Groups of same datasets: links are followed from the strongest to the weakest, those of a person first, and two groups become one unless two of
/// their members must stay apart (constrained agglomerative clustering with cannot-link, Davidson and Ravi 2005). The order in which the links come
/// makes no difference.
/// </summary>
/// <param name="saidApart">A person said so of these two; no link gets past it.</param>
/// <param name="mustStayApart">What is known of these two forbids it; only a person's word gets past it.</param>
public sealed class Grouping(Func<string, string, bool> saidApart, Func<string, string, bool> mustStayApart)
{
    /// <summary>The groups of two and more, each in the order of ids.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Of(IEnumerable<Link> links)
    {
        var groups = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var link in links.Select(Ordered).OrderByDescending(link => link.ByPerson).ThenByDescending(link => link.Score)
            .ThenBy(link => link.First, StringComparer.Ordinal).ThenBy(link => link.Second, StringComparer.Ordinal))
        {
            var (first, second) = (GroupOf(link.First), GroupOf(link.Second));
            if (ReferenceEquals(first, second) || IsForbidden(first, second, link.ByPerson))
                continue;
            first.AddRange(second);
            foreach (var member in second)
                groups[member] = first;
        }

        return [.. groups.Values.Distinct().Where(group => group.Count > 1).Select(group => group.Order(StringComparer.Ordinal).ToList())
            .OrderBy(group => group[0], StringComparer.Ordinal)];

        List<string> GroupOf(string id)
        {
            if (!groups.TryGetValue(id, out var group))
                groups.Add(id, group = [id]);
            return group;
        }
    }

    private static Link Ordered(Link link) =>
        string.CompareOrdinal(link.First, link.Second) <= 0 ? link : link with { First = link.Second, Second = link.First };

    private bool IsForbidden(List<string> first, List<string> second, bool byPerson) =>
        first.Exists(one => second.Exists(other => saidApart(one, other) || (!byPerson && mustStayApart(one, other))));
}
