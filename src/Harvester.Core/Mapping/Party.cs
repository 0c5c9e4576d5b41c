using System.Collections.Frozen;
using System.Text;
using System.Text.Json;

namespace Harvester.Core.Mapping;

/// <summary>One of those whom a group of fields (a contact, a period, a checksum) may be about: its parts come from there together or not at all.</summary>
/// <param name="Member">The member whose objects are the parties; null when the parts are members of the record, told by their names.</param>
/// <param name="Fields">The group's rules, within that object.</param>
internal sealed record Party(string? Member, FrozenDictionary<string, CompiledRule> Fields)
{
    private readonly int place = MemberNames.Place(Encoding.UTF8.GetBytes(Member ?? ""));
    private readonly ValuePath[] paths = [.. Fields.Values.SelectMany(rule => rule.Paths)];

    internal static readonly IReadOnlyList<string> Contact = ["contactPoint.name", "contactPoint.email", "contactPoint.phone", "contactPoint.url"];
    internal static readonly IReadOnlyList<string> Period = ["temporal.start", "temporal.end"];
    internal static readonly IReadOnlyList<string> Checksum = ["checksum.algorithm", "checksum.value"];

    /// <summary>The parties in the order of the crosswalk; what is of nobody in particular, and the source's own rules, are in <paramref name="shared"/>.</summary>
    internal static Party[] Of(IReadOnlyList<string> group, FrozenDictionary<string, CompiledRule> rules, Func<string, bool> isOwn, out FrozenDictionary<string, CompiledRule> shared)
    {
        var paths = group.Where(rules.ContainsKey).SelectMany(field => rules[field].Paths, (field, path) => (Field: field, Path: path, Party: isOwn(field) ? null : path.Party)).ToArray();
        shared = group.Where(rules.ContainsKey).ToFrozenDictionary(field => field,
            field => new CompiledRule([.. paths.Where(one => one.Party is null && one.Field == field).Select(one => one.Path)], rules[field].Default, rules[field].Vocabulary), StringComparer.Ordinal);
        return
        [
            .. paths.Where(one => one.Party is not null).GroupBy(one => one.Party!, StringComparer.Ordinal).Select(party => new Party(
                party.First().Path.IsWithin ? party.Key : null,
                party.GroupBy(one => one.Field, StringComparer.Ordinal).ToFrozenDictionary(field => field.Key,
                    field => new CompiledRule([.. field.Select(one => one.Path.IsWithin ? one.Path.Inner : one.Path)], null), StringComparer.Ordinal))),
        ];
    }

    /// <summary>False: a record with these names says nothing of this party.</summary>
    internal bool MayBeIn(in MemberNames names) => Member is null ? MayLeadInto(names) : names.MayHave(place);

    /// <summary>The objects of this party in a record.</summary>
    internal IEnumerable<JsonElement> In(JsonElement root)
    {
        if (Member is null)
            return [root];
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(Member, out var value))
            return [];
        return value.ValueKind switch
        {
            JsonValueKind.Object => [value],
            JsonValueKind.Array => value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object),
            _ => [],
        };
    }

    private bool MayLeadInto(in MemberNames names)
    {
        foreach (var path in paths)
        {
            if (path.MayLeadInto(names))
                return true;
        }

        return false;
    }
}
