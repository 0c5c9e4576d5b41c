using System.Collections.Frozen;
using System.Text.Json;
using Harvester.Core.Mapping.Normalisers;
using Harvester.Core.Model;

namespace Harvester.Core.Mapping;

/// <summary>
/// Reads the fields of one JSON object by a crosswalk, cleans and normalises them, and reports what it cannot use. No shape of the
/// JSON makes it throw: a value of an unexpected type is either text enough or not there.
/// </summary>
/// <param name="named">The names of <paramref name="root"/> where another reader has gathered them already.</param>
internal sealed partial class RecordReader(JsonElement root, FrozenDictionary<string, CompiledRule> fields, string prefix, string language, bool split, ProblemList problems, ReadBuffers buffers, MemberNames? named = null)
{
    private readonly List<JsonElement> found = buffers.Found;
    private HashSet<string>? defaults;
    private readonly MemberNames names = named ?? new(root);

    internal string? Text(string field)
    {
        var rule = Rule(field);
        foreach (var path in rule.Paths)
        {
            if (!path.MayLeadInto(names) || !path.TryFirst(root, out var value))
                continue;
            // Literals and nodes of RDF come several at once, and in any order.
            var text = value.ValueKind == JsonValueKind.Object || path.EndsAtNode ? Best(field, path, _ => true) : JsonText.Of(value) is { } plain ? Clean(field, Only(plain)) : null;
            if (text is { Length: > 0 })
                return text;
        }

        return rule.Default is null ? null : Default(field, rule.Default);
    }

    /// <summary>True where a path of the field leads to something; nothing is read or told yet.</summary>
    internal bool Has(string field)
    {
        foreach (var path in Rule(field).Paths)
        {
            if (path.MayLeadInto(names) && path.TryFirst(root, out _))
                return true;
        }

        return false;
    }

    /// <summary>True when a value that was read of this field was the rule's default: the record says nothing.</summary>
    internal bool IsDefault(string field) => defaults?.Contains(field) == true;

    /// <summary>Fields of which a default was read, without their last steps: <c>publisher</c>.</summary>
    internal IEnumerable<string> Defaults => defaults is null ? [] : defaults.Select(name => name.Split('.')[0]);

    private string Default(string field, string value)
    {
        (defaults ??= new(StringComparer.Ordinal)).Add(field);
        return value;
    }

    /// <summary>The value as JSON, for geometries.</summary>
    internal bool TryElement(string field, Func<JsonElement, bool> wanted, out JsonElement element)
    {
        foreach (var path in Rule(field).Paths)
        {
            Find(path);
            foreach (var value in found)
            {
                if (wanted(value))
                {
                    element = value;
                    return true;
                }
            }
        }

        element = default;
        return false;
    }

    private void Find(ValuePath path)
    {
        found.Clear();
        if (path.MayLeadInto(names))
            path.All(root, found);
    }

    internal IReadOnlyDictionary<string, string>? Languages(string field)
    {
        var rule = Rule(field);
        foreach (var path in rule.Paths)
        {
            Find(path);
            IReadOnlyDictionary<string, string>? one = null;
            Dictionary<string, string>? several = null;
            foreach (var value in found)
            {
                foreach (var (tag, text) in Tagged(value))
                {
                    if (Clean(field, text) is not { Length: > 0 } clean)
                        continue;
                    if (one is null)
                        one = LanguageMap.Of(tag, clean);
                    else if (!(several ??= new(one, StringComparer.Ordinal)).TryAdd(tag, clean) && several[tag] != clean && value.ValueKind == JsonValueKind.Object)
                        Report("several-values", Severity.Info, Whose.Record, field, clean, $"The field has several texts in the language {tag}; the first is taken.");
                }
            }

            if (one is not null)
                return several ?? one;
        }

        return rule.Default is null ? null : LanguageMap.Of(language, Default(field, rule.Default));
    }

    private List<(string Tag, string Text)> Tagged(JsonElement value)
    {
        buffers.Tagged.Clear();
        JsonText.Tagged(value, language, buffers.Tagged);
        return buffers.Tagged;
    }

    /// <summary>A text that may hold HTML, as plain text; the raw record keeps it as it came.</summary>
    internal IReadOnlyDictionary<string, string>? Prose(string field) => WithoutHtml(Languages(field), onOneLine: false);

    /// <summary>As <see cref="Prose"/>; what had markup is on one line.</summary>
    internal IReadOnlyDictionary<string, string>? Heading(string field) => WithoutHtml(Languages(field), onOneLine: true);

    /// <summary>Distinct texts of the first path that has any; of all paths with <paramref name="every"/>.</summary>
    internal IReadOnlyList<string> List(string field, bool every = false)
    {
        var rule = Rule(field);
        List<string>? list = null;
        foreach (var path in rule.Paths)
        {
            Find(path);
            foreach (var value in found)
            {
                if (JsonText.Of(value) is { } text)
                    AddParts(field, text, list ??= []);
            }

            if (list is { Count: > 0 } && !every)
                break;
        }

        if (list is { Count: > 0 })
            return list.Count == 1 ? list : [.. list.Distinct(StringComparer.Ordinal)];
        return rule.Default is null ? [] : [Default(field, rule.Default)];
    }

    internal IReadOnlyDictionary<string, IReadOnlyList<string>>? LanguageLists(string field)
    {
        foreach (var path in Rule(field).Paths)
        {
            Find(path);
            Dictionary<string, List<string>>? map = null;
            foreach (var value in found)
            {
                foreach (var (tag, text) in Tagged(value))
                {
                    map ??= new(StringComparer.Ordinal);
                    if (!map.TryGetValue(tag, out var list))
                        map[tag] = list = [];
                    AddParts(field, text, list);
                }
            }

            if (map is not null && map.Values.Any(list => list.Count > 0))
                return map.Where(pair => pair.Value.Count > 0).ToDictionary(pair => pair.Key, pair => (IReadOnlyList<string>)[.. pair.Value.Distinct(StringComparer.Ordinal)], StringComparer.Ordinal);
        }

        return null;
    }

    internal string? Date(string field, DateZone zone)
    {
        if (Text(field) is not { } text)
            return null;
        var reading = JapaneseDate.Read(text, zone, Rule(field).Vocabulary == CrosswalkFields.DatesOrSerials);
        if (reading.Value is null && reading.IsPeriod)
            Report("period-as-date", Severity.Info, Whose.Record, field, text, "A fiscal year is a period and no date; the field is left empty.");
        else if (reading.Code is not null)
            Report(reading.Code, reading.Severity, Whose.Record, field, text, reading.Detail!);
        else if (reading.Value is { } value && problems.IsFuture(value))
            Report("future-date", Severity.Warning, Whose.Record, field, text, "The date lies in the future; it is kept.");
        return reading.Value;
    }

    internal string? Url(string field) => Text(field) is { } text ? Address(field, text) : null;

    internal string? Address(string field, string text)
    {
        var (value, code, detail) = WebAddress.Read(text);
        if (code is not null)
            Report(code, Severity.Warning, Whose.Record, field, text, detail!);
        return value;
    }

    internal void Report(string code, Severity severity, Whose whose, string? field, string? value, string detail) =>
        problems.Add(new Problem(code, severity, whose, field is null ? null : prefix + field, value, detail));

    private static IReadOnlyDictionary<string, string>? WithoutHtml(IReadOnlyDictionary<string, string>? texts, bool onOneLine)
    {
        if (texts is null || !MayHaveMarkup(texts))
            return texts;
        var plain = texts.Select(text => KeyValuePair.Create(text.Key, WithoutHtml(text.Value, onOneLine))).Where(text => text.Value.Length > 0)
            .ToDictionary(text => text.Key, text => text.Value, StringComparer.Ordinal);
        return plain.Count == 0 ? null : plain;
    }

    private static bool MayHaveMarkup(IReadOnlyDictionary<string, string> texts)
    {
        foreach (var (_, text) in texts)
        {
            if (text.AsSpan().ContainsAny('<', '&'))
                return true;
        }

        return false;
    }

    private static string WithoutHtml(string text, bool onOneLine)
    {
        var plain = HtmlText.Plain(text);
        if (ReferenceEquals(plain, text))
            return text;
        plain = Normalisers.Text.Clean(plain, out _);
        return onOneLine ? string.Join(' ', plain.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) : plain;
    }

    /// <summary>The one text of a JSON list that is kept as text: ["1982"], as extras hold it.</summary>
    private static string Only(string text) => text.StartsWith("[\"", StringComparison.Ordinal) && ListedTexts.Read(text) is [var only] ? only : text;

    private CompiledRule Rule(string field) => fields.GetValueOrDefault(field, CompiledRule.None);

    private string Clean(string field, string text)
    {
        var clean = Normalisers.Text.Clean(text, out var removed);
        if (Mojibake.IsLikely(text))
            Report("mojibake", Severity.Warning, Whose.Record, field, clean, "The text was read in the wrong characters before it came here; it is kept as it stands.");
        if (removed)
            Report("control-characters", Severity.Info, Whose.Record, field, clean, "The text held characters that no text may hold; they were removed.");
        return clean;
    }

    private void AddParts(string field, string text, List<string> into)
    {
        if (text.StartsWith('[') && ListedTexts.Read(text) is { } listed)
        {
            foreach (var item in listed)
            {
                if (Clean(field, item) is { Length: > 0 } clean)
                    into.Add(clean);
            }

            return;
        }

        if (!split)
        {
            if (Clean(field, text) is { Length: > 0 } whole)
                into.Add(whole);
            return;
        }

        foreach (var part in ListedTexts.Split(text))
        {
            if (Clean(field, part) is { Length: > 0 } clean)
                into.Add(clean);
        }
    }
}
