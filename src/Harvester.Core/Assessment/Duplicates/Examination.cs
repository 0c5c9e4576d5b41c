using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Assessment.Duplicates;

/// <summary>
/// Looks at all that some changes touch, and at whatever hangs together with it by sameness, so that what it finds is what an examination of everything
/// would find. Each dataset that was looked at gets an answer.
/// </summary>
internal sealed class Examination(Surroundings surroundings, Canonical canonical)
{
    /// <summary>How many relations a dataset lists; a page of 6,000 files that are datasets elsewhere has as many.</summary>
    public const int MostRelations = 100;

    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, Finding>> findings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> groupOf = new(StringComparer.Ordinal);

    /// <summary>The answers by id: the canonical record of the group, itself included, and all relations.</summary>
    public async Task<IReadOnlyDictionary<string, Answer>> RunAsync(IReadOnlyCollection<string> touched, CancellationToken cancellationToken)
    {
        for (var level = touched; level.Count > 0;)
        {
            seen.UnionWith(level);
            await surroundings.LoadAsync(level, cancellationToken);
            var next = new HashSet<string>(StringComparer.Ordinal);
            foreach (var id in level)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Compare(surroundings.ProfileOf(id)!);
                next.UnionWith(LinksOf(id).Select(link => link.First == id ? link.Second : link.First).Where(other => !seen.Contains(other)));
            }

            level = next;
        }

        var grouping = new Grouping((one, other) => surroundings.VerdictOn(one, other) is VerdictKind.Apart, MustStayApart);
        foreach (var group in grouping.Of(seen.SelectMany(LinksOf).Distinct()))
        {
            foreach (var member in group)
                groupOf.Add(member, group);
        }

        var standing = groupOf.Values.Distinct().ToDictionary(group => group, CanonicalOf);
        return seen.ToDictionary(id => id, id => new Answer(groupOf.TryGetValue(id, out var group) ? standing[group] : null, RelationsOf(id)), StringComparer.Ordinal);
    }

    private void Compare(Profile profile)
    {
        var found = new Dictionary<string, Finding>(StringComparer.Ordinal);
        findings.Add(profile.Id, found);
        foreach (var id in surroundings.CandidatesOf(profile))
        {
            if (surroundings.ProfileOf(id) is { } other && PairScore.Of(profile, other, surroundings.IsCommon) is { } finding)
                found.Add(id, finding);
        }
    }

    // In the order of ids: both ends of a link give the same one.
    private IEnumerable<Link> LinksOf(string id)
    {
        foreach (var (other, finding) in findings[id])
        {
            if (finding.Kind is RelationKind.Same && surroundings.VerdictOn(id, other) is null)
                yield return string.CompareOrdinal(id, other) < 0 ? new Link(id, other, finding.Score) : new Link(other, id, finding.Score);
        }

        foreach (var verdict in surroundings.VerdictsOf(id))
        {
            if (verdict.Kind is VerdictKind.Same)
                yield return new Link(verdict.First, verdict.Second, 1, ByPerson: true);
        }
    }

    // A source lists a dataset once, unless its two records say the very same; and the members of a series stay apart by whatever way they are linked.
    private bool MustStayApart(string one, string other)
    {
        if (surroundings.VerdictOn(one, other) is VerdictKind.Same)
            return false;
        var (first, second) = (surroundings.ProfileOf(one)!, surroundings.ProfileOf(other)!);
        return (first.Source == second.Source && FindingOf(one, other)?.Kind is not RelationKind.Same) || first.Title.Contradicts(second.Title);
    }

    private Finding? FindingOf(string one, string other) => findings.GetValueOrDefault(one)?.GetValueOrDefault(other);

    private string CanonicalOf(IReadOnlyList<string> group) =>
        canonical.Of([.. group.Select(id => surroundings.ProfileOf(id)!)], member => surroundings.RowOf(member.Id)?.Canonical == member.Id).Id;

    private List<Relation> RelationsOf(string id)
    {
        var relations = new Dictionary<string, Relation>(StringComparer.Ordinal);
        var group = groupOf.GetValueOrDefault(id, []);
        foreach (var (other, finding) in findings[id])
        {
            if (surroundings.VerdictOn(id, other) is not VerdictKind.Apart)
                relations[other] = RelationOf(other, finding, group.Contains(other));
        }

        foreach (var other in group.Where(other => other != id))
        {
            if (surroundings.VerdictOf(id, other) is { Kind: VerdictKind.Same } verdict)
                relations[other] = new Relation(other, RelationKind.Same, $"a person said so on {verdict.At.UtcDateTime:yyyy-MM-dd}");
            else if (relations.GetValueOrDefault(other) is not { Kind: RelationKind.Same })
                relations[other] = new Relation(other, RelationKind.Same, "each is the same as a third record");
        }

        return [.. relations.Values.OrderBy(relation => relation.Kind).ThenBy(relation => relation.Id, StringComparer.Ordinal).Take(MostRelations)];
    }

    private static Relation RelationOf(string other, Finding finding, bool together) => finding.Kind switch
    {
        RelationKind.Same when !together => new Relation(other, RelationKind.Overlaps, finding.Evidence.First + "; kept apart: another record of its source fits better, or a person said so"),
        RelationKind.Contains when !finding.ContainsSecond => new Relation(other, RelationKind.Overlaps, finding.Evidence.First),
        _ => new Relation(other, finding.Kind, finding.Evidence.First),
    };
}
