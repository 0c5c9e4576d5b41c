using System.Collections.Frozen;
using System.IO.Hashing;
using System.Text;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>One field's rule with its paths compiled.</summary>
/// <param name="Vocabulary">How the value is read, where a field has several ways: <see cref="CrosswalkFields.DatesOrSerials"/>.</param>
internal sealed record CompiledRule(ValuePath[] Paths, string? Default, string? Vocabulary = null)
{
    internal static readonly CompiledRule None = new([], null);

    internal static CompiledRule Of(FieldRule rule) => new([.. rule.From.Select(ValuePath.Parse)], rule.Default, rule.Vocabulary);
}

/// <summary>The crosswalk of one source: its kind's, with the source's own rules in place of single fields.</summary>
internal sealed class CompiledRules
{
    private static readonly byte[][] ListRows = ["rows"u8.ToArray()];

    internal CompiledRules(MappingRules rules, Source source)
    {
        var crosswalk = rules.Crosswalks[source.Kind];
        Language = crosswalk.Language;
        SplitLists = crosswalk.SplitLists;
        Items = [.. crosswalk.Items.Select(ValuePath.Parse)];
        Dataset = Compile(crosswalk.Fields, source.Fields.Where(field => !IsOfDistribution(field.Key)));
        Distribution = Compile(crosswalk.Distribution, source.Fields.Where(field => IsOfDistribution(field.Key))
            .Select(field => KeyValuePair.Create(field.Key[CrosswalkFields.DistributionPrefix.Length..], field.Value)));
        var own = source.Fields.Keys.Select(CrosswalkFields.Full).ToHashSet(StringComparer.Ordinal);
        Contacts = (Party.Of(Party.Contact, Dataset, own.Contains, out var ofContact), ofContact);
        Periods = (Party.Of(Party.Period, Dataset, own.Contains, out var ofPeriod), ofPeriod);
        Checksums = (Party.Of(Party.Checksum, Distribution, field => own.Contains(CrosswalkFields.DistributionPrefix + field), out var ofChecksum), ofChecksum);
        // A list's files repeat what their rows say of them: its columns are looked at there, once, whichever of the two a rule reads.
        Published = crosswalk.Published is { } published ? ValuePath.Parse(published.When) : null;
        var isList = source.Kind == RecordKind.List;
        Unmapped = new UnmappedFields(
            [
                .. Paths(Dataset).Select(path => path.Steps),
                .. Items.SelectMany(items => Paths(Distribution), (items, path) => (IReadOnlyList<byte[]>)[.. isList ? ListRows : items.Steps, .. path.Steps]),
            ],
            [.. crosswalk.Ignored.SelectMany(ignored => ignored.Paths).Select(path => ValuePath.Parse(path).Steps), .. isList ? Items.Select(items => items.Steps) : []]);
        Unknown = [.. source.Fields.Keys.Where(name => !CrosswalkFields.IsKnown(name)).Order(StringComparer.Ordinal)];
        Version = RecordHash.Format(XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(Describe(rules, source))));
    }

    /// <summary>The path of the records that have rules of their own, see <see cref="PublishedRules"/>; null: none have.</summary>
    internal ValuePath? Published { get; }

    /// <summary>Whether these are the rules for such records.</summary>
    internal bool IsPublished { get; init; }

    internal string Language { get; }
    internal bool SplitLists { get; }
    internal ValuePath[] Items { get; }
    internal FrozenDictionary<string, CompiledRule> Dataset { get; }
    internal FrozenDictionary<string, CompiledRule> Distribution { get; }

    /// <summary>Who the contact, and what the period, may be; and the parts that go with any of them.</summary>
    internal (Party[] Parties, FrozenDictionary<string, CompiledRule> Shared) Contacts { get; }

    internal (Party[] Parties, FrozenDictionary<string, CompiledRule> Shared) Periods { get; }

    /// <summary>The same for a file's checksum: the algorithm of one and the value of another are no checksum.</summary>
    internal (Party[] Parties, FrozenDictionary<string, CompiledRule> Shared) Checksums { get; }

    /// <summary>Fields of the source's own rules that the schema does not have.</summary>
    internal IReadOnlyList<string> Unknown { get; }

    /// <summary>Finds what none of these rules reads.</summary>
    internal UnmappedFields Unmapped { get; }

    internal string Version { get; }

    private static IEnumerable<ValuePath> Paths(FrozenDictionary<string, CompiledRule> rules) => rules.Values.SelectMany(rule => rule.Paths);

    private static bool IsOfDistribution(string field) => field.StartsWith(CrosswalkFields.DistributionPrefix, StringComparison.Ordinal);

    private static FrozenDictionary<string, CompiledRule> Compile(IReadOnlyDictionary<string, FieldRule> general, IEnumerable<KeyValuePair<string, FieldRule>> own)
    {
        var rules = general.ToDictionary(rule => rule.Key, rule => CompiledRule.Of(rule.Value), StringComparer.Ordinal);
        foreach (var (field, rule) in own)
        {
            var full = CrosswalkFields.Full(field);
            if (full != field)
            {
                foreach (var part in rules.Keys.Where(name => name.StartsWith(field + ".", StringComparison.Ordinal)).ToArray())
                    rules.Remove(part);
            }

            // Another column is still a column of the same kind of source.
            var compiled = CompiledRule.Of(rule);
            rules[full] = compiled.Vocabulary is null && rules.TryGetValue(full, out var replaced) ? compiled with { Vocabulary = replaced.Vocabulary } : compiled;
        }

        return rules.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>All of the source that changes how its records are mapped, each part with its length so that none runs into the next.</summary>
    private static string Describe(MappingRules rules, Source source)
    {
        var text = new StringBuilder();
        void Add(string? part) => text.Append(part?.Length ?? -1).Append(':').Append(part);
        Add(rules.Version);
        Add(source.Kind.ToString());
        Add(source.PublisherCode);
        Add(source.Title);
        Add(source.Shared ? "shared" : "single");
        Add(source.Licence?.Id);
        Add(source.Licence?.Statement);
        foreach (var (field, rule) in source.Fields.OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            Add(field);
            foreach (var path in rule.From)
                Add(path);
            Add(rule.Vocabulary);
            Add(rule.Default);
        }

        return text.ToString();
    }
}
