using System.Runtime.CompilerServices;
using System.Text.Json;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;
using Harvester.Core.Publication;

namespace Harvester.Core.Mapping;

/// <summary>Maps records of every kind by the crosswalk of their kind; what differs between kinds is in <c>mappings/crosswalks/</c>, not here.</summary>
/// <param name="rules">The mapping files.</param>
/// <param name="clock">Tells which dates lie in the future; decides about a warning only.</param>
public sealed class Mapper(MappingRules rules, TimeProvider clock) : IMapper
{
    /// <summary>Raise it with every change of the code that changes what a record maps to: then all records are mapped anew.</summary>
    // 9: checksums. 8: HTML in titles. 7: groups that no rule knows. 6: themes and priority fields by words. 5: derived values. 4: counts of frequencies, licences beside licences, publishers by record id and contact, places of one name, split formats, day numbers in lists only, HTML in descriptions, ids of files at one address.
    public const string Revision = "9";

    private const int LongestTitle = 1000;

    private static readonly string SecureEuList = "https" + Theme.EuList[4..];

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonDepth.Most };

    // Keyed by instance: a changed connector file is a new Source.
    private readonly ConditionalWeakTable<Source, CompiledRules> compiled = [];
    private readonly ConditionalWeakTable<Source, CompiledRules> compiledForPublished = [];

    /// <inheritdoc/>
    public string VersionFor(Source source) => RulesOf(source).Version;

    /// <inheritdoc/>
    public MappingResult Map(SourceRecord record, Source source)
    {
        var payload = PayloadRepair.Apply(record.Payload, out var repaired);
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(payload, Options);
        }
        catch (JsonException e)
        {
            return Refused("unreadable-payload", null, $"The record is no readable JSON ({e.Message}); it is refused.");
        }

        using (document)
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return Refused("unreadable-payload", null, $"The record is a JSON {document.RootElement.ValueKind.ToString().ToLowerInvariant()} and no object; it is refused.");
            var problems = new ProblemList(clock.GetUtcNow());
            if (repaired)
                problems.Add(new Problem("invalid-characters", Severity.Info, Whose.Record, null, null, "The record held bytes or escapes that are no characters; they were removed."));
            var own = RulesOf(source, document.RootElement);
            var result = Map(document.RootElement, record, source, own, problems);
            return result.Dataset is null ? result : result with { Unmapped = own.Unmapped.In(document.RootElement, payload) };
        }
    }

    private MappingResult Map(JsonElement root, SourceRecord record, Source source, CompiledRules own, ProblemList problems)
    {
        var language = source.Kind == RecordKind.Ckan && !own.IsPublished ? JapaneseScript.TagOf(root, own.Language) : own.Language;
        var reader = new RecordReader(root, own.Dataset, "", language, own.SplitLists, problems, new ReadBuffers());
        if (reader.Heading("title") is not { } title)
        {
            return Refused("missing-title", "title", "The record has no title; it is refused, as nobody could find it.") with
            {
                RefusedOf = PublisherMapping.Map(reader, record.RecordId, ContactMapping.Map(reader, own)?.Name, source, rules.Publishers).Code,
            };
        }

        title = Shortened(title, reader);
        if (reader.Text("origin") is { } origin)
            reader.Report("harvested-elsewhere", Severity.Info, Whose.Record, "origin", origin, "The source itself harvested this record from another catalogue; it may be known from there, too.");
        foreach (var field in own.Unknown)
            reader.Report("unknown-field", Severity.Warning, Whose.Ours, field, null, "The connector file maps a field that the common schema does not have; the rule is ignored.");
        var distributions = DistributionMapping.Map(root, language, own, rules, problems);
        var licence = LicenceMapping.OfDataset(reader, rules.Licences, distributions, source);
        var contact = ContactMapping.Map(reader, own);
        var publisher = PublisherMapping.Map(reader, record.RecordId, contact?.Name, source, rules.Publishers);
        var (modified, basis) = Modified(reader, distributions);
        var issued = reader.Date("issued", DateZone.Publisher);
        var themes = reader.List("themes");
        // The themes of DCAT are its groups already.
        var stated = reader.List("groups");
        var groups = source.Kind == RecordKind.Dcat ? stated : [.. stated.Concat(themes).Distinct(StringComparer.Ordinal)];
        string[] categories = [.. groups.Where(group => !IsEuTheme(group))];
        var groupNames = GroupNames(reader, stated, categories);
        var (description, keywords) = (reader.Prose("description"), reader.LanguageLists("keywords"));
        var classes = Themes(reader, themes, title, description, keywords, categories);
        var dataset = new Dataset
        {
            Id = DatasetId.Of(record.Source, record.RecordId),
            Title = title,
            Description = description,
            Keywords = keywords,
            Publisher = publisher,
            ContactPoint = contact,
            Attribution = reader.Text("attribution") ?? Credit(publisher, licence),
            Themes = classes,
            PriorityFields = rules.PriorityFields.Read(title.Best(), categories, keywords.BestList(), classes),
            Groups = categories,
            GroupNames = groupNames,
            Licence = licence,
            AccessRights = reader.Text("accessRights"),
            Rights = reader.Text("rights"),
            Issued = issued ?? Stamped(reader, distributions, modified),
            Modified = modified,
            ModifiedBasis = basis,
            Frequency = Frequency(reader),
            Temporal = CoverageMapping.Temporal(reader, own),
            Spatial = CoverageMapping.Spatial(reader, rules.Publishers, publisher.Code is not null),
            Language = Language(reader),
            LandingPage = reader.Url("landingPage"),
            Identifiers = reader.List("identifiers", every: true),
            InSeries = reader.Text("inSeries"),
            Distributions = DistributionMapping.Rated(distributions, licence),
            Provenance = new Provenance
            {
                Source = record.Source,
                RecordId = record.RecordId,
                RecordUrl = record.RecordUrl,
                RawHash = record.RawHash,
                MappingVersion = RulesOf(source).Version,
            },
        };
        if (Derived(dataset, reader, issued) is { } derived)
            dataset = dataset with { Derived = derived };
        var found = problems.ToList();
        dataset = dataset with { Problems = found, Provenance = dataset.Provenance with { ContentHash = ContentHash.Of(dataset) } };
        return new MappingResult(dataset, found);
    }

    /// <summary>What is wrong with a path of a <see cref="FieldRule"/>, for those who load rules; null when it is right.</summary>
    public static string? FaultOfPath(string path)
    {
        try
        {
            ValuePath.Parse(path);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    private CompiledRules RulesOf(Source source) => compiled.GetValue(source, one => new CompiledRules(rules, one));

    // The source's own rules come last, whoever published the record.
    private CompiledRules RulesOf(Source source, JsonElement root)
    {
        if (RulesOf(source) is not { Published: { } when } general || !when.TryFirst(root, out _))
            return RulesOf(source);
        var published = rules.Crosswalks[source.Kind].Published!.Fields;
        return compiledForPublished.GetValue(source, one => new CompiledRules(rules, one with
        {
            Fields = one.Fields.Concat(published.Where(field => !one.Fields.Keys.Select(CrosswalkFields.Full).Contains(field.Key))).ToDictionary(StringComparer.Ordinal),
        })
        { IsPublished = true });
    }

    /// <summary>Names are told only where each stands beside one title: a group without a title, or with that of another, would shift them.</summary>
    private static List<string>? GroupNames(RecordReader reader, IReadOnlyList<string> titles, string[] categories)
    {
        var names = reader.Texts("groups.name");
        if (names.Count != titles.Count)
            return null;
        // Those that a Harvester made of a title.
        while (names.Count > 0 && names[^1] == PackageNames.Group(titles[names.Count - 1]))
            names.RemoveAt(names.Count - 1);
        return names.Count > 0 && !names.SequenceEqual(titles) && titles.Take(names.Count).SequenceEqual(categories.Take(names.Count)) ? names : null;
    }

    /// <summary>No title is that long: a whole text stands in its place. It is cut, lest every list and index carry it; the raw record keeps it.</summary>
    private static IReadOnlyDictionary<string, string> Shortened(IReadOnlyDictionary<string, string> title, RecordReader reader)
    {
        if (title.Values.All(text => text.Length <= LongestTitle))
            return title;
        reader.Report("title-too-long", Severity.Warning, Whose.Record, "title", title.Best(),
            $"The title has {title.Values.Max(text => text.Length)} characters; its first {LongestTitle} are shown.");
        return title.ToDictionary(text => text.Key, text => text.Value.Length <= LongestTitle ? text.Value
            : string.Concat(text.Value.AsSpan(0, char.IsHighSurrogate(text.Value[LongestTitle - 1]) ? LongestTitle - 1 : LongestTitle), "…"), StringComparer.Ordinal);
    }

    private static MappingResult Refused(string code, string? field, string detail) =>
        new(null, [new Problem(code, Severity.Error, Whose.Record, field, null, detail)]);

    /// <summary>What the record did not state; of the fields that tell it themselves (modified, licence, themes) nothing is said twice.</summary>
    private static string[]? Derived(Dataset dataset, RecordReader reader, string? issued)
    {
        var derived = reader.Defaults.ToList();
        if (issued is null && dataset.Issued is not null)
            derived.Add("issued");
        if (dataset.Publisher is { Code: not null, Organization: null } && reader.Text("publisher.code") is null && reader.Languages("publisher.name") is null)
            derived.Add("publisher");
        derived.AddRange(reader.List("derived"));
        return derived.Count == 0 ? null : [.. derived.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The publisher's word, else the newest file, else the record's own stamp.</summary>
    private static (string? Modified, ModifiedBasis? Basis) Modified(RecordReader reader, IReadOnlyList<Distribution> distributions)
    {
        if (reader.Date("modified", DateZone.Publisher) is { } stated)
            return (stated, Basis(reader.Text("modified.basis")));
        if (distributions.Select(one => one.Modified).OfType<string>().MaxBy(IsoDate.SortKey) is { } newest)
            return (newest, ModifiedBasis.Resources);
        return reader.Date("modified.stamp", DateZone.System) is { } stamp ? (stamp, ModifiedBasis.Record) : (null, null);
    }

    private static ModifiedBasis Basis(string? told) =>
        Enum.GetValues<ModifiedBasis>().Where(basis => EnumWord.Of(basis) == told).FirstOrDefault(ModifiedBasis.Stated);

    /// <summary>The record's own stamp, unless the data is older than its record: then that is not when it was issued.</summary>
    private static string? Stamped(RecordReader reader, IReadOnlyList<Distribution> distributions, string? modified)
    {
        if (reader.Date("issued.stamp", DateZone.System) is not { } stamp)
            return null;
        var at = IsoDate.SortKey(stamp);
        var isOlder = IsBefore(modified, at) || distributions.Any(one => IsBefore(one.Issued, at) || IsBefore(one.Modified, at));
        return isOlder ? null : stamp;
    }

    private static bool IsBefore(string? date, DateTimeOffset at) => date is not null && IsoDate.SortKey(date) < at;

    private string? Credit(Publisher publisher, Licence? licence)
    {
        if (licence?.Id is not { } id || rules.Licences.Find(id) is not { Attribution: true } entry)
            return null;
        var name = publisher.Name.Best();
        if (publisher.Unit is { } unit)
            name = unit.StartsWith(name, StringComparison.Ordinal) ? unit : $"{name} {unit}".Trim();
        return name.Length == 0 ? null : $"出典：{name}（{entry.Label}）";
    }

    /// <summary>What the record states, else what its words say: a publisher is not corrected by a rule.</summary>
    private IReadOnlyList<Theme> Themes(RecordReader reader, IReadOnlyList<string> stated, IReadOnlyDictionary<string, string> title, IReadOnlyDictionary<string, string>? description,
        IReadOnlyDictionary<string, IReadOnlyList<string>>? keywords, string[] groups)
    {
        if (stated.Any(IsEuTheme))
            return [.. stated.Where(IsEuTheme).Select(iri => new Theme(Canonical(iri), Theme.Stated))];
        var unknown = new List<string>();
        var themes = rules.Themes.Read(title.Best(), groups, keywords.BestList(), description.Best(), unknown);
        foreach (var group in unknown)
        {
            reader.Report("unmapped-group", Severity.Warning, Whose.Ours, "groups", group,
                "No rule knows this group of the source, so it led to no theme; add it to categories in mappings/vocabularies/themes.yml.");
        }

        return themes;
    }

    private string? Frequency(RecordReader reader)
    {
        if (reader.Text("frequency") is not { } text)
            return null;
        var code = rules.Frequencies.Read(text);
        if (code is null)
            reader.Report("unknown-frequency", Severity.Warning, Whose.Record, "frequency", text, "The update frequency is not in the vocabulary; the field is left empty.");
        return code;
    }

    private static List<string> Language(RecordReader reader)
    {
        var tags = new List<string>();
        foreach (var word in reader.List("language").SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)))
        {
            var tag = LanguageTag.Read(word);
            if (tag is null)
                reader.Report("unknown-language", Severity.Info, Whose.Record, "language", word, "The language is neither a known name nor a BCP 47 tag; it is left out.");
            else if (!tags.Contains(tag))
                tags.Add(tag);
        }

        return tags;
    }

    private static bool IsEuTheme(string text) =>
        text.StartsWith(Theme.EuList, StringComparison.Ordinal) || text.StartsWith(SecureEuList, StringComparison.Ordinal);

    private static string Canonical(string iri) => Theme.EuList + iri[(iri.IndexOf("data-theme/", StringComparison.Ordinal) + 11)..];
}
